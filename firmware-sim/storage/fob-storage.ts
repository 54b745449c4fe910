// The non-volatile memory of a fob: the factory record, the configuration and the counter, on one EEPROM.

import type { RandomSource } from '../random.js';
import { ConfigurationRecord } from './configuration-record.js';
import { CounterLog } from './counter-log.js';
import { Eeprom } from './eeprom.js';
import {
  checkFactoryRecord,
  type FactoryRecord,
  readFactoryCopy,
  writeFactoryCopy,
} from './factory-record.js';
import { type Layout, layoutFor } from './layout.js';
import { PowerCut } from './power-cut.js';
import { readStorageSnapshot, type StorageSnapshot, writeStorageSnapshot } from './storage-snapshot.js';

/** What {@link FobStorage.recover} found; `lost` is final. */
export interface Recovery {
  factory: 'sound' | 'repaired' | 'lost';
  counter: 'sound' | 'lost';
}

export class FobStorage {
  readonly #eeprom: Eeprom;
  readonly #layout: Layout;
  readonly #configuration: ConfigurationRecord;
  readonly #counter: CounterLog;
  #record: FactoryRecord | undefined;

  private constructor(layout: Layout, eeprom: Eeprom) {
    this.#eeprom = eeprom;
    this.#layout = layout;
    this.#configuration = new ConfigurationRecord(eeprom, layout);
    this.#counter = new CounterLog(eeprom, layout);
  }

  /**
   * Writes what the factory writes: the seed and the settings in two copies, and the first counter.
   * @param random draws the bits of torn writes, and nothing else
   * @throws RangeError for a seed, setting or counter that cannot be stored; no message shows the seed
   */
  static provision(record: FactoryRecord, startCounter: number, random: RandomSource): FobStorage {
    checkFactoryRecord(record);
    checkCounter(startCounter);
    const layout = layoutFor(record.seed.length);
    const storage = new FobStorage(layout, new Eeprom(layout.sizeBytes, random));
    writeFactoryCopy(storage.#eeprom, storage.#layout, 0, record);
    writeFactoryCopy(storage.#eeprom, storage.#layout, 1, record);
    storage.#counter.append(startCounter);
    storage.#scan();
    return storage;
  }

  /** @throws RangeError that names the wrong field and shows nothing of the vault */
  static restore(snapshot: StorageSnapshot, random: RandomSource): FobStorage {
    const { layout, eeprom } = readStorageSnapshot(snapshot, random);
    const storage = new FobStorage(layout, eeprom);
    storage.#scan();
    return storage;
  }

  /** @throws Error if both copies are lost; check {@link sound} first */
  get factory(): FactoryRecord {
    if (this.#record === undefined) throw new Error('The fob has lost its seed: put a new fob on the bench');
    return this.#record;
  }

  /** The moving factor of the next code; −1 if it is lost. */
  get counter(): number {
    return this.#counter.value;
  }

  /** Whether both seed and counter can be read. */
  get sound(): boolean {
    return this.#record !== undefined && this.#counter.value >= 0;
  }

  /** Number of words written over the whole life. */
  get writes(): number {
    return this.#eeprom.writes;
  }

  /** The same for each page of 32 bytes, to know its wear. */
  get pageWrites(): readonly number[] {
    return Array.from(this.#eeprom.pageWrites);
  }

  /** False from a power cut until {@link recover}. */
  get powered(): boolean {
    return this.#eeprom.powered;
  }

  /**
   * Takes the next moving factor for one code. The one after it is stored first, so a power cut never makes it come twice.
   * A cut may skip one, which the look-ahead of a verifier covers (RFC 4226 §7.4).
   * @throws PowerCut. Then show nothing, reset, and call {@link recover}.
   */
  reserveCounter(): number {
    const counter = this.#counter.value;
    if (counter < 0) throw new Error('The fob has lost its counter: put a new fob on the bench');
    if (counter >= Number.MAX_SAFE_INTEGER)
      throw new RangeError('The counter is at its end: no further code');
    this.#counter.append(counter + 1);
    return counter;
  }

  /**
   * Moves the counter forward, for an import.
   * @throws RangeError for a lower counter, since its codes may have been shown; PowerCut
   */
  setCounter(counter: number): void {
    checkCounter(counter);
    const present = this.#counter.value;
    if (counter < present)
      throw new RangeError(
        `The counter cannot go back from ${present} to ${counter}: give ${present} or more, or add a new fob`,
      );
    if (counter > present) this.#counter.append(counter);
  }

  /** A copy of the configuration; empty before the first write. */
  readConfiguration(): Uint8Array {
    return this.#configuration.read();
  }

  /** Writes it. After a power cut it is the old one or the new one, never a mixture. @throws PowerCut; RangeError above 48 bytes */
  writeConfiguration(payload: Uint8Array): void {
    this.#configuration.write(payload);
  }

  /**
   * The first step after power-up: finds the newest sound records, and repairs a damaged factory copy from the other one.
   * It always returns, even if the power is cut again meanwhile.
   */
  recover(): Recovery {
    for (;;) {
      this.#eeprom.powered = true;
      try {
        const factory = this.#mendFactory();
        this.#scan();
        return { factory, counter: this.#counter.value < 0 ? 'lost' : 'sound' };
      } catch (error) {
        // A cut happens once, so the next round runs to its end.
        if (!(error instanceof PowerCut)) throw error;
      }
    }
  }

  /**
   * Lets the power fail at the n-th write from now; 1 is the next one. With `torn`, some bits of the new word are written.
   * @throws RangeError if n is no whole number from 1
   */
  cutPowerAtWrite(nth: number, torn: boolean): void {
    if (!Number.isSafeInteger(nth) || nth < 1)
      throw new RangeError(
        `The power cannot be cut at write ${nth}: give a whole number from 1 (the next write)`,
      );
    this.#eeprom.cut = { atWrite: this.#eeprom.writes + nth, torn };
  }

  disarmPowerCut(): void {
    this.#eeprom.cut = null;
  }

  /** Loses everything, since the cell is gone: a Digipass keeps its seed in memory that needs the cell. */
  erase(): void {
    this.#eeprom.erase();
    this.#scan();
  }

  /** A restored memory, with its random source in the same state, goes on with the same bytes. */
  snapshot(): StorageSnapshot {
    return writeStorageSnapshot(this.#layout, this.#eeprom);
  }

  #scan(): void {
    this.#record =
      readFactoryCopy(this.#eeprom, this.#layout, 0) ?? readFactoryCopy(this.#eeprom, this.#layout, 1);
    this.#configuration.scan();
    this.#counter.scan();
  }

  #mendFactory(): Recovery['factory'] {
    const first = readFactoryCopy(this.#eeprom, this.#layout, 0);
    const second = readFactoryCopy(this.#eeprom, this.#layout, 1);
    if (first && second) return 'sound';
    if (first) writeFactoryCopy(this.#eeprom, this.#layout, 1, first);
    else if (second) writeFactoryCopy(this.#eeprom, this.#layout, 0, second);
    else return 'lost';
    return 'repaired';
  }
}

function checkCounter(counter: number): void {
  if (!Number.isSafeInteger(counter) || counter < 0)
    throw new RangeError(`A counter of ${counter} cannot be stored: give a whole number from 0 to 2^53 − 1`);
}
