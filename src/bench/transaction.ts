// What one change of a bench has done so far.
import type { BenchFob } from './bench-fob.js';
import type { BenchEvent } from './event-log.js';
import type { BenchChange } from './persistence.js';

export class Transaction {
  readonly events: BenchEvent[] = [];
  timeChanged = false;
  readonly #touched = new Map<string, BenchFob>();
  readonly #removed = new Set<string>();
  readonly #vaults = new Map<BenchFob, string>();

  get empty(): boolean {
    return (
      this.events.length === 0 && this.#touched.size === 0 && this.#removed.size === 0 && !this.timeChanged
    );
  }

  touch(fob: BenchFob): void {
    const { serial } = fob.entry;
    this.#removed.delete(serial);
    this.#touched.set(serial, fob);
  }

  remove(serial: string): void {
    this.#touched.delete(serial);
    this.#removed.add(serial);
  }

  /** What is to be stored of it; {@link stored} says that it was. */
  change(): Pick<BenchChange, 'events' | 'fobs' | 'removed'> {
    return {
      events: this.events,
      fobs: [...this.#touched.values()].map((fob) => {
        const snapshot = fob.snapshot();
        const vaultChanged = snapshot.vault !== fob.storedVault;
        if (vaultChanged) this.#vaults.set(fob, snapshot.vault);
        return { entry: fob.entry, snapshot, vaultChanged };
      }),
      removed: [...this.#removed],
    };
  }

  stored(): void {
    for (const [fob, vault] of this.#vaults) fob.storedVault = vault;
  }
}
