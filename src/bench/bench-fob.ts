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
  readonly #load: () => SimulatedFob;
  #simulated: SimulatedFob | undefined;
  /** The vault as it is stored, so that a change of it is seen. */
  storedVault: string | undefined;

  constructor(entry: FobEntry, fob: SimulatedFob | (() => SimulatedFob)) {
    this.entry = entry;
    if (typeof fob === 'function') this.#load = fob;
    else {
      this.#simulated = fob;
      this.#load = () => fob;
    }
  }

  get loaded(): boolean {
    return this.#simulated !== undefined;
  }

  get simulated(): SimulatedFob {
    if (this.#simulated === undefined) {
      this.#simulated = this.#load();
      this.storedVault = this.#simulated.snapshot().vault;
    }
    return this.#simulated;
  }

  /** Another state of the same fob, from a snapshot. */
  replace(fob: SimulatedFob): void {
    this.#simulated = fob;
  }

  snapshot(): FobSnapshot {
    return this.simulated.snapshot();
  }
}
