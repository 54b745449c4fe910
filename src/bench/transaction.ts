// What one change of a bench has done so far.
import type { BenchFob } from './bench-fob.js';
import type { BenchEvent } from './event-log.js';
import type { ChangePart } from './persistence.js';

export class Transaction {
  readonly events: BenchEvent[] = [];
  timeChanged = false;
  /** Whether it must be on the disk before its answer goes out: a seed was made, or a counter moved. */
  mustFlush = false;
  /** Whether a part of it was written early. */
  spilled = false;
  /** Why a part of it could not be written: then nothing of it can be. */
  broken: Error | undefined;
  readonly #touched = new Map<string, BenchFob>();
  readonly #removed = new Set<number>();
  #written: (() => void)[] = [];
  #eventsWritten = 0;

  get empty(): boolean {
    return (
      !this.spilled &&
      this.events.length === 0 &&
      this.#touched.size === 0 &&
      this.#removed.size === 0 &&
      !this.timeChanged
    );
  }

  /** How many fobs it holds in memory. */
  get size(): number {
    return this.#touched.size;
  }

  touch(fob: BenchFob): void {
    this.#touched.set(fob.entry.serial, fob);
  }

  remove({ entry, isNew }: BenchFob): void {
    this.#touched.delete(entry.serial);
    if (!isNew) this.#removed.add(entry.order);
    this.mustFlush = true;
  }

  /** What is to be stored of it; {@link stored} says that it was. */
  part(): ChangePart {
    const fobs = [...this.#touched.values()].map((fob) => {
      const snapshot = fob.snapshotToWrite();
      const vaultChanged = fob.seedChanged(snapshot);
      const { isNew } = fob;
      this.#written.push(() => fob.wasStored(snapshot));
      // A USB key has counters in its slots, whatever its model says.
      if (vaultChanged || snapshot.model.otp.type === 'hotp' || snapshot.schema.startsWith('foblab.usb-key'))
        this.mustFlush = true;
      return { entry: fob.entry, snapshot, listing: fob.simulated.listing?.(), vaultChanged, isNew };
    });
    return { events: this.events.slice(this.#eventsWritten), fobs, removed: [...this.#removed] };
  }

  /** @returns the fobs that are stored now and need not stay in memory */
  stored(): BenchFob[] {
    for (const written of this.#written) written();
    this.#written = [];
    const fobs = [...this.#touched.values()];
    this.#touched.clear();
    this.#removed.clear();
    this.#eventsWritten = this.events.length;
    return fobs;
  }
}
