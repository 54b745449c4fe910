// A fob on the bench: what the bench knows of it without waking it, and the simulated fob itself, loaded when needed.
import type { FobSnapshot, SimulatedFob } from '../../firmware-sim/index.js';

/** The index entry: all that a bench needs of a fob that nobody touches. */
export interface FobEntry {
  serial: string;
  modelId: string;
  label: string;
  addedUs: number;
  /** Its place in the order of insertion; ties between fobs fall by it. */
  order: number;
  /** True time of the next thing that it does by itself; null for never. */
  nextWakeUs: number | null;
}

export class BenchFob {
  readonly entry: FobEntry;
  readonly #load: (() => { simulated: SimulatedFob; vault: string }) | undefined;
  #simulated: SimulatedFob | undefined;
  /** What the row of the seed holds of it. */
  #storedSeed: SeedRow | undefined;
  #stored: boolean;

  constructor(entry: FobEntry, fob: SimulatedFob | (() => { simulated: SimulatedFob; vault: string })) {
    this.entry = entry;
    this.#stored = typeof fob === 'function';
    if (typeof fob === 'function') this.#load = fob;
    else this.#simulated = fob;
  }

  /** @throws DamagedRow where its state or its seed is damaged; UnknownFobKind */
  get simulated(): SimulatedFob {
    if (this.#simulated === undefined) {
      const { simulated, vault } = this.#load!();
      this.#simulated = simulated;
      this.#storedSeed = { otp: simulated.model.otp, vault };
    }
    return this.#simulated;
  }

  /** True until it is stored for the first time. */
  get isNew(): boolean {
    return !this.#stored;
  }

  /** Whether what the seed's row keeps differs from the stored one. */
  seedChanged({ model, vault }: FobSnapshot): boolean {
    const stored = this.#storedSeed;
    if (stored === undefined || stored.vault !== vault) return true;
    return stored.otp !== model.otp && JSON.stringify(stored.otp) !== JSON.stringify(model.otp);
  }

  wasStored({ model, vault }: FobSnapshot): void {
    this.#storedSeed = { otp: model.otp, vault };
    this.#stored = true;
  }

  /** Another state of the same fob, from a snapshot. */
  replace(fob: SimulatedFob): void {
    this.#simulated = fob;
    this.#storedSeed = undefined;
  }

  snapshot(): FobSnapshot {
    return this.simulated.snapshot();
  }

  /** The same, to be written out before the fob changes again. */
  snapshotToWrite(): FobSnapshot {
    const { simulated } = this;
    return simulated.snapshotToWrite?.() ?? simulated.snapshot();
  }
}

/** An app's settings of its codes come with its seed. A model is never changed in place. */
interface SeedRow {
  otp: FobSnapshot['model']['otp'];
  vault: string;
}
