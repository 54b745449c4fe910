// The HOTP counter: a ring of slots that are written in turn. This spreads the wear, and the last value stays untouched
// while the next one is written.

import { crc32 } from './crc32.js';
import type { Eeprom } from './eeprom.js';
import { COUNTER_SLOT_BYTES, COUNTER_SLOTS, type Layout } from './layout.js';

const TWO_32 = 4294967296;

export class CounterLog {
  private readonly eeprom: Eeprom;
  private readonly start: number;
  private newest = -1;
  private counter = -1;

  constructor(eeprom: Eeprom, layout: Layout) {
    this.eeprom = eeprom;
    this.start = layout.counter;
  }

  /** The moving factor of the next code; −1 if no slot is sound. */
  get value(): number {
    return this.counter;
  }

  /** Finds the highest sound value, which is the newest, since the counter only grows. */
  scan(): void {
    this.newest = -1;
    this.counter = -1;
    for (let slot = 0; slot < COUNTER_SLOTS; slot++) {
      const at = this.start + slot * COUNTER_SLOT_BYTES;
      if (this.eeprom.readWord(at + 8) !== crc32(this.eeprom.bytes, at, at + 8, slot + 1)) continue;
      const value = this.eeprom.readWord(at) + this.eeprom.readWord(at + 4) * TWO_32;
      if (value > this.counter) {
        this.counter = value;
        this.newest = slot;
      }
    }
  }

  /**
   * Stores a higher value durably.
   * @throws PowerCut. Then the stored value is the old one or this one.
   */
  append(value: number): void {
    const { eeprom } = this;
    const slot = this.newest + 1 < COUNTER_SLOTS ? this.newest + 1 : 0;
    const at = this.start + slot * COUNTER_SLOT_BYTES;
    eeprom.updateWord(at, value % TWO_32);
    eeprom.updateWord(at + 4, Math.floor(value / TWO_32));
    eeprom.updateWord(at + 8, crc32(eeprom.bytes, at, at + 8, slot + 1));
    this.newest = slot;
    this.counter = value;
  }
}
