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
  /** The version of the stored row, which shows that it has changed. */
  #storedSeed: string | undefined;
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
      this.#storedSeed = seedKey(simulated.model, vault);
    }
    return this.#simulated;
  }

  /** True until it is stored for the first time. */
  get isNew(): boolean {
    return !this.#stored;
  }

  /** Whether what the seed's row keeps differs from the stored one. */
  seedChanged({ model, vault }: FobSnapshot): boolean {
    return this.#storedSeed !== seedKey(model, vault);
  }

  wasStored({ model, vault }: FobSnapshot): void {
    this.#storedSeed = seedKey(model, vault);
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
}

/** An app's settings of its codes come with its seed. */
function seedKey({ otp }: FobSnapshot['model'], vault: string): string {
  return `${vault} ${JSON.stringify(otp)}`;
}
