// The EEPROM as the MCU sees it: words of four bytes, each write counted, any of which may be the last before the power goes.

import type { RandomSource } from '../random.js';
import { PowerCut } from './power-cut.js';

export const WORD_BYTES = 4;
export const PAGE_BYTES = 32;
export const ERASED = 0xff;

/** A power cut that is waiting for its write. */
export interface ArmedCut {
  /** The number of the write that fails, counted as {@link Eeprom.writes} counts. */
  atWrite: number;
  /** Whether some bits of the new word land. */
  torn: boolean;
}

export class Eeprom {
  readonly bytes: Uint8Array;
  /** Words written over the whole life. */
  writes = 0;
  /** The same a page, for endurance. */
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
   * Writes a word, unless it stands there already: rewriting it would only wear the cell.
   * @throws PowerCut where the power fails at this write, or is off.
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

  /** Everything is lost at once, as when the cell that keeps a memory alive is gone. Not a write. */
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
