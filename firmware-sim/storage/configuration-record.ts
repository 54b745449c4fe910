// The configuration. Two slots are written in turn, so that a power cut leaves either the old record or the new one.

import { crc32 } from './crc32.js';
import { type Eeprom, WORD_BYTES } from './eeprom.js';
import { CONFIGURATION_CAPACITY_BYTES, type Layout } from './layout.js';

const HEADER_BYTES = 8;
const CRC_AT = HEADER_BYTES + CONFIGURATION_CAPACITY_BYTES;

export class ConfigurationRecord {
  private readonly eeprom: Eeprom;
  private readonly slots: readonly [number, number];
  /** Index of the valid slot; −1 if none was written yet. */
  private current = -1;

  constructor(eeprom: Eeprom, layout: Layout) {
    this.eeprom = eeprom;
    this.slots = layout.configuration;
  }

  /** Finds the newest sound slot. */
  scan(): void {
    const [first, second] = [this.sound(0), this.sound(1)];
    if (first && second) this.current = ((this.sequence(0) - this.sequence(1)) | 0) > 0 ? 0 : 1;
    else this.current = first ? 0 : second ? 1 : -1;
  }

  /** A copy of the bytes; empty if nothing was written yet. */
  read(): Uint8Array {
    if (this.current < 0) return new Uint8Array(0);
    const start = this.slots[this.current]!;
    const from = start + HEADER_BYTES;
    return this.eeprom.bytes.slice(from, from + this.eeprom.readWord(start + 4));
  }

  /** @throws PowerCut; RangeError above the capacity. */
  write(payload: Uint8Array): void {
    if (payload.length > CONFIGURATION_CAPACITY_BYTES)
      throw new RangeError(
        `A configuration of ${payload.length} bytes does not fit: give at most ${CONFIGURATION_CAPACITY_BYTES}`,
      );
    const { eeprom } = this;
    const target = this.current === 0 ? 1 : 0;
    const start = this.slots[target]!;
    const sequence = this.current < 0 ? 1 : (this.sequence(this.current) + 1) >>> 0;
    // The old CRC is overwritten first: a slot that is only half written must not pass its check by chance.
    eeprom.updateWord(start + CRC_AT, ~eeprom.readWord(start + CRC_AT));
    eeprom.updateWord(start, sequence);
    eeprom.updateWord(start + 4, payload.length);
    for (let at = 0; at < CONFIGURATION_CAPACITY_BYTES; at += WORD_BYTES)
      eeprom.updateWord(start + HEADER_BYTES + at, paddedWord(payload, at));
    eeprom.updateWord(start + CRC_AT, crc32(eeprom.bytes, start, start + CRC_AT));
    this.current = target;
  }

  private sequence(slot: number): number {
    return this.eeprom.readWord(this.slots[slot]!);
  }

  private sound(slot: number): boolean {
    const start = this.slots[slot]!;
    return (
      this.eeprom.readWord(start + 4) <= CONFIGURATION_CAPACITY_BYTES &&
      this.eeprom.readWord(start + CRC_AT) === crc32(this.eeprom.bytes, start, start + CRC_AT)
    );
  }
}

function paddedWord(payload: Uint8Array, at: number): number {
  return (
    (payload[at] ?? 0) |
    ((payload[at + 1] ?? 0) << 8) |
    ((payload[at + 2] ?? 0) << 16) |
    ((payload[at + 3] ?? 0) << 24)
  );
}
