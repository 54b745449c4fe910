// An app that scans an activation image: before the scan it has no seed and gives no codes, after it it is a soft token.
import { Activation, ActivationError, type ActivationRecord } from './activation.js';
import { Fob } from './fob.js';
import type { BatteryReading, ClockReading, FaultListing, FobIdentity } from './fob-port.js';
import { InactiveApp } from './inactive-app.js';
import type { FobModel } from './model.js';
import type { FaultSetting, FobEvent, FobSnapshot, FobView, SimulatedFob } from './simulated-fob.js';
import { fobSchema } from './snapshot.js';
import { type Check, integer, object, orNull } from './snapshot-check.js';
import { SEED_CAPACITY_LIMIT_BYTES } from './storage/layout.js';
import type { TemperatureProfile } from './temperature.js';

export const activatedSchema = 'foblab.activated-app/1';

interface ActivatedState {
  activatedAtUs: number | null;
  /** The state of the inactive app, or of the soft token after the scan. */
  app: unknown;
}

export class ActivatedApp implements SimulatedFob {
  #activatedAtUs: number | null;
  #app: InactiveApp | Fob;

  private constructor(app: InactiveApp | Fob, activatedAtUs: number | null) {
    this.#app = app;
    this.#activatedAtUs = activatedAtUs;
  }

  /** A newly installed app: it has no seed. */
  static create(options: { serial: string; model: FobModel; timeUs: number }): ActivatedApp {
    return new ActivatedApp(InactiveApp.create(options), null);
  }

  /** An app that is active from the start: its seed is given. */
  static active(app: Fob, timeUs: number): ActivatedApp {
    return new ActivatedApp(app, timeUs);
  }

  /** @throws Error that names what is wrong, where the snapshot is not one of this version. */
  static restore(snapshot: FobSnapshot): ActivatedApp {
    if (snapshot.schema !== activatedSchema)
      throw new Error(
        `fob snapshot: schema ${JSON.stringify(snapshot.schema)} given, ${activatedSchema} expected`,
      );
    shape(snapshot.state, 'state');
    const { activatedAtUs, app: state } = snapshot.state as ActivatedState;
    const { serial, model } = snapshot;
    return new ActivatedApp(
      activatedAtUs === null
        ? // This snapshot is of an inactive app, so a seed that the bench holds came with a later activation.
          InactiveApp.restore({ serial, model, state, vault: '' })
        : Fob.restore({ ...snapshot, state, schema: fobSchema }),
      activatedAtUs,
    );
  }

  get identity(): FobIdentity {
    return this.#app.identity;
  }

  get model(): FobModel {
    return this.#app.model;
  }

  /** When its image was scanned; null while it has no seed. */
  get activatedAtUs(): number | null {
    return this.#activatedAtUs;
  }

  /**
   * Scans an activation image; a refusal changes nothing.
   * @param seed everything that is drawn for the token comes from it
   * @throws ActivationError
   */
  scan(timeUs: number, image: string, seed: string): FobEvent[] {
    const { serial } = this.identity;
    const record = new Activation(this.#activatedAtUs).scan(timeUs, image, serial);
    checkCodes(record, this.model);
    const offsetUs = this.#app.clock(timeUs)?.offsetUs ?? 0;
    const { secret, otp } = record;
    const app = Fob.create({ model: { ...this.model, otp }, serial, secret, seed, timeUs });
    if (offsetUs !== 0) app.setOffset(timeUs, offsetUs);
    this.#app = app;
    this.#activatedAtUs = timeUs;
    return [{ timeUs, kind: 'activated', detail: {} }];
  }

  advanceTo(timeUs: number): FobEvent[] {
    return this.#app.advanceTo(timeUs);
  }

  nextWakeUs(): number | undefined {
    return this.#app.nextWakeUs();
  }

  press(timeUs: number): FobEvent[] {
    return this.#app.press(timeUs);
  }

  pressDown(timeUs: number): FobEvent[] {
    return this.#app.pressDown(timeUs);
  }

  release(timeUs: number): FobEvent[] {
    return this.#app.release(timeUs);
  }

  hold(timeUs: number, durationUs: number): FobEvent[] {
    return this.#app.hold(timeUs, durationUs);
  }

  age(timeUs: number, durationUs: number): FobEvent[] {
    return this.#app.age(timeUs, durationUs);
  }

  setOffset(timeUs: number, offsetUs: number): FobEvent[] {
    return this.#app.setOffset(timeUs, offsetUs);
  }

  setDrift(timeUs: number, ppm: number | null): FobEvent[] {
    return this.#app.setDrift(timeUs, ppm);
  }

  setTemperature(timeUs: number, profile: TemperatureProfile): FobEvent[] {
    return this.#app.setTemperature(timeUs, profile);
  }

  setBatteryPercent(timeUs: number, percent: number): FobEvent[] {
    return this.#app.setBatteryPercent(timeUs, percent);
  }

  setFault(timeUs: number, name: string, on: boolean, setting?: FaultSetting): FobEvent[] {
    return this.#app.setFault(timeUs, name, on, setting);
  }

  reset(timeUs: number): FobEvent[] {
    return this.#app.reset(timeUs);
  }

  isHeld(): boolean {
    return this.#app.isHeld();
  }

  view(timeUs: number): FobView {
    return this.#app.view(timeUs);
  }

  clock(timeUs: number): ClockReading | undefined {
    return this.#app.clock(timeUs);
  }

  battery(timeUs: number): BatteryReading {
    return this.#app.battery(timeUs);
  }

  celsius(timeUs: number): number {
    return this.#app.celsius(timeUs);
  }

  faults(): FaultListing[] {
    return this.#app.faults();
  }

  selfTest(timeUs: number): number {
    return this.#app.selfTest(timeUs);
  }

  seed(): Uint8Array | undefined {
    return this.#app.seed();
  }

  snapshot(): FobSnapshot {
    const { state, ...rest } = this.#app.snapshot();
    const own: ActivatedState = { activatedAtUs: this.#activatedAtUs, app: state };
    return { ...rest, schema: activatedSchema, state: own };
  }
}

/** An image with a valid checksum may still ask for codes that this app cannot make. */
function checkCodes({ otp, secret }: ActivationRecord, model: FobModel): void {
  const made =
    otp.type === model.otp.type &&
    otp.periodSeconds >= 1 &&
    Number.isSafeInteger(otp.t0Seconds) &&
    secret.length >= 1 &&
    secret.length <= SEED_CAPACITY_LIMIT_BYTES;
  if (!made)
    throw new ActivationError(
      'other-codes',
      `This activation image asks for codes that ${model.id} does not make: make a new image for it`,
    );
}

const anything: Check = () => {};
const shape = object({ activatedAtUs: orNull(integer(-9e15, 9e15)), app: anything });
