// One fob in a program. Each call is an operation; each answer carries the screen after it.

import { renderBox } from '../../firmware-sim/index.js';
import type { BenchHost } from '../host/bench-host.js';
import type { FaultName, Temperature } from './names.js';
import type { Answer, TypedRun } from './typed-run.js';

type Screen = Answer<'fob.press'>['screen'];

export class FobHandle {
  readonly serial: string;
  /** What to open on the bench's `binding`. */
  readonly path: string;
  readonly #run: TypedRun;
  readonly #benchHost: BenchHost;
  /** Throws once the bench is closed. */
  readonly #demandOpen: () => void;

  constructor(run: TypedRun, benchHost: BenchHost, demandOpen: () => void, serial: string) {
    this.#run = run;
    this.#benchHost = benchHost;
    this.#demandOpen = demandOpen;
    this.serial = serial;
    this.path = `sim:${serial}`;
  }

  /** One press of the button, literally: on a GO 7 the second switches the display off. */
  async press(): Promise<Screen> {
    return (await this.#run('fob.press', { fob: this.serial })).screen;
  }

  /** Holds the button: `'6s'`, by which a paused bench advances; where left out until {@link release}. */
  async hold(duration?: string): Promise<Screen> {
    const time = duration === undefined ? {} : { for: duration };
    return (await this.#run('fob.hold', { fob: this.serial, ...time })).screen;
  }

  /** Takes the finger off the button; nothing happens where there is none. */
  async release(): Promise<Screen> {
    return (await this.#run('fob.release', { fob: this.serial })).screen;
  }

  /** A fresh code, got as a person would. @throws OperationError `refused`, with the reason, where the fob shows none. */
  async code(): Promise<string> {
    return (await this.#run('fob.code', { fob: this.serial })).code;
  }

  /** Crystal, battery and offset move as if this time had passed; the bench's time stays. */
  async age(by: string): Promise<void> {
    await this.#run('fob.age', { fob: this.serial, by });
  }

  /** Net rate outright, or `'physics'`. */
  async drift(ppm: number | 'physics'): Promise<void> {
    await this.#run('fob.drift', { fob: this.serial, ppm: String(ppm) });
  }

  /** °C, a profile (`day-night`, `pocket`, `cold-weekend`), or points (`0s:21,3h:-10`). */
  async temperature(celsius: Temperature): Promise<void> {
    await this.#run('fob.temp', { fob: this.serial, celsius: String(celsius) });
  }

  /** Sets what is left of the battery, in percent. */
  async batteryLevel(percent: number): Promise<void> {
    await this.#run('fob.battery', { fob: this.serial, level: percent });
  }

  async battery(): Promise<Answer<'fob.battery'>['battery']> {
    return (await this.#run('fob.battery', { fob: this.serial })).battery;
  }

  async clock(): Promise<Answer<'fob.clock'>['clock']> {
    return (await this.#run('fob.clock', { fob: this.serial })).clock;
  }

  /** Sets how far the clock is off, in seconds. */
  async offset(seconds: number): Promise<void> {
    await this.#run('fob.clock', { fob: this.serial, offset: seconds });
  }

  /** Switches a fault on, a link fault (`link.drop`) among them. The result switches it off. */
  async fault(name: FaultName, parameters: Record<string, number> = {}): Promise<{ off(): Promise<void> }> {
    const settings = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
    await this.#run('fob.fault', { fob: this.serial, name, switch: 'on', with: settings });
    return {
      off: async () => {
        await this.#run('fob.fault', { fob: this.serial, name, switch: 'off' });
      },
    };
  }

  async screen(): Promise<Screen> {
    return (await this.#run('fob.show', { fob: this.serial })).screen;
  }

  /** The LCD as lines of text, segment by segment. */
  lcd(options: { ascii?: boolean; ghost?: boolean } = {}): string[] {
    this.#demandOpen();
    return renderBox(this.#benchHost.bench.view(this.serial).frame, options);
  }

  /** The seed, for the verifier of a test. It leaves the bench only by this name. */
  exportSecret(): Uint8Array {
    this.#demandOpen();
    const seed = this.#benchHost.bench.look(this.serial, (fob) => fob.seed());
    if (seed === undefined) throw new Error(`${this.serial} has lost its memory, and its seed with it`);
    return seed.slice();
  }
}
