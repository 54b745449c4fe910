// The EEPROM as the MCU sees it, in words of four bytes. Each write is counted, and the power can fail at any of them.

import type { RandomSource } from '../random.js';
import { PowerCut } from './power-cut.js';

export const WORD_BYTES = 4;
export const PAGE_BYTES = 32;
export const ERASED = 0xff;

/** A power cut that will happen at a certain write. */
export interface ArmedCut {
  /** Number of the write that fails, as in {@link Eeprom.writes}. */
  atWrite: number;
  /** Whether some bits of the new word are written. */
  torn: boolean;
}

export class Eeprom {
  readonly bytes: Uint8Array;
  /** Number of words written over the whole life. */
  writes = 0;
  /** The same for each page, to know its wear. */
  readonly pageWrites: Uint32Array;
  cut: ArmedCut | null = null;
  powered = true;
  private readonly random: RandomSource;

  constructor(sizeBytes: number, random: RandomSource) {
    this.bytes = new Uint8Array(sizeBytes).fill(ERASED);
    this.pageWrites = new Uint32Array(Math.ceil(sizeBytes / PAGE_BYTES));
    this.random = random;
  }

  /** Little-endian, as an unsigned number. */
  readWord(address: number): number {
    const { bytes } = this;
    return (
      (bytes[address]! |
        (bytes[address + 1]! << 8) |
        (bytes[address + 2]! << 16) |
        (bytes[address + 3]! << 24)) >>>
      0
    );
  }

  /**
   * Writes a word, unless it is there already: writing it again would only wear the memory.
   * @throws PowerCut if the power fails at this write, or is off
   */
  updateWord(address: number, value: number): void {
    if (!this.powered) throw new PowerCut(this.writes);
    const old = this.readWord(address);
    if (old === value >>> 0) return;
    this.writes++;
    this.pageWrites[address >>> 5]!++;
    if (this.cut !== null && this.cut.atWrite <= this.writes) this.fail(address, old, value);
    this.put(address, value);
  }

  /** Loses everything at once, as when the cell that keeps the memory is gone. Does not count as a write. */
  erase(): void {
    this.bytes.fill(ERASED);
  }

  private fail(address: number, old: number, value: number): never {
    if (this.cut?.torn) {
      const kept = this.random.nextUint32();
      this.put(address, (old & kept) | (value & ~kept));
    }
    this.cut = null;
    this.powered = false;
    throw new PowerCut(this.writes);
  }

  private put(address: number, value: number): void {
    const { bytes } = this;
    bytes[address] = value;
    bytes[address + 1] = value >>> 8;
    bytes[address + 2] = value >>> 16;
    bytes[address + 3] = value >>> 24;
  }
}
