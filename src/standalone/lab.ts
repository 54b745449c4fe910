// The bench of the page: two fobs in memory. Its time stands still until a person moves it.
import { findModel, toFobModel } from '../../devices/index.js';
import { Fob, Random } from '../../firmware-sim/index.js';

export interface LabFob {
  /** As it is printed: `33-1551111-1`. */
  printed: string;
  name: string;
  /** The rate that a tester has set, in ppm; null where the crystal has its own. */
  driftPpm: number | null;
  fob: Fob;
}

const models = [
  { id: 'onespan/digipass-go7', serial: '3315511111', printed: '33-1551111-1', name: 'Digipass GO 7' },
  { id: 'symantec/vip-token-avt', serial: 'AVT800012345', printed: 'AVT800012345', name: 'VIP token' },
] as const;

export const secondUs = 1_000_000;

export class Lab {
  #nowUs: number;
  readonly fobs: readonly LabFob[];

  /** @param seed the fobs of two labs with one seed have the same secrets and the same crystals */
  constructor(seed: string, startUs: number) {
    this.#nowUs = startUs;
    this.fobs = models.map(({ id, serial, printed, name }) => ({
      printed,
      name,
      driftPpm: null,
      fob: Fob.create({
        model: toFobModel(findModel(id)),
        serial,
        secret: Random.stream(seed, `secret ${serial}`).bytes(20),
        seed: `${seed} ${serial}`,
        timeUs: startUs,
      }),
    }));
  }

  get nowUs(): number {
    return this.#nowUs;
  }

  advance(seconds: number): void {
    this.#nowUs += seconds * secondUs;
    for (const { fob } of this.fobs) fob.advanceTo(this.#nowUs);
  }

  /** @throws Error where the lab has no such fob */
  get(serial: string): LabFob {
    const found = this.fobs.find(({ fob }) => fob.identity.serial === serial);
    if (found === undefined) throw new Error(`there is no fob ${serial} on this page`);
    return found;
  }

  press(serial: string): void {
    this.get(serial).fob.press(this.#nowUs);
  }

  /** @throws FobError for a fob without power */
  setDrift(serial: string, ppm: number | null): void {
    const entry = this.get(serial);
    entry.fob.setDrift(this.#nowUs, ppm);
    entry.driftPpm = ppm;
  }

  removePower(serial: string): void {
    this.get(serial).fob.setFault(this.#nowUs, 'battery.dead', true);
  }
}
