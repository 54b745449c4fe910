// One fob in a program. Each call runs an operation.

import { renderBox } from '../../firmware-sim/index.js';
import type { BenchHost } from '../host/bench-host.js';
import type { FaultName, Temperature } from './names.js';
import type { Answer, TypedRun } from './typed-run.js';

type Screen = Answer<'fob.press'>['screen'];

export class FobHandle {
  readonly serial: string;
  /** The path to open on the bench's `binding`. */
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

  /** Presses the button once. On a GO 7 a second press switches the display off. */
  async press(): Promise<Screen> {
    return (await this.#run('fob.press', { fob: this.serial })).screen;
  }

  /** Holds the button for a duration such as `'6s'`, and a paused bench advances by it. Without one: until {@link release}. */
  async hold(duration?: string): Promise<Screen> {
    const time = duration === undefined ? {} : { for: duration };
    return (await this.#run('fob.hold', { fob: this.serial, ...time })).screen;
  }

  /** Lets go of the button. Does nothing if it is not held. */
  async release(): Promise<Screen> {
    return (await this.#run('fob.release', { fob: this.serial })).screen;
  }

  /** Presses as a person would and reads a fresh code. @throws OperationError `refused`, with the reason, if the fob shows none. */
  async code(): Promise<string> {
    return (await this.#run('fob.code', { fob: this.serial })).code;
  }

  /** Ages crystal, battery and clock offset as if this time had passed. The bench's time does not change. */
  async age(by: string): Promise<void> {
    await this.#run('fob.age', { fob: this.serial, by });
  }

  /** Sets the net rate of the clock. `'physics'` lets the crystal model decide it again. */
  async drift(ppm: number | 'physics'): Promise<void> {
    await this.#run('fob.drift', { fob: this.serial, ppm: String(ppm) });
  }

  /** Sets the temperature: °C, a profile (`day-night`, `pocket`, `cold-weekend`), or points (`0s:21,3h:-10`). */
  async temperature(celsius: Temperature): Promise<void> {
    await this.#run('fob.temp', { fob: this.serial, celsius: String(celsius) });
  }

  /** Sets the remaining charge of the battery, in percent. */
  async batteryLevel(percent: number): Promise<void> {
    await this.#run('fob.battery', { fob: this.serial, level: percent });
  }

  async battery(): Promise<Answer<'fob.battery'>['battery']> {
    return (await this.#run('fob.battery', { fob: this.serial })).battery;
  }

  async clock(): Promise<Answer<'fob.clock'>['clock']> {
    return (await this.#run('fob.clock', { fob: this.serial })).clock;
  }

  /** Sets the clock offset, fob time minus true time, in seconds. */
  async offset(seconds: number): Promise<void> {
    await this.#run('fob.clock', { fob: this.serial, offset: seconds });
  }

  /** Switches a fault on, such as `lcd.segment` or the link fault `link.drop`. `off()` of the result switches it off. */
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

  /** The LCD drawn as lines of text, with every segment. */
  lcd(options: { ascii?: boolean; ghost?: boolean } = {}): string[] {
    this.#demandOpen();
    return renderBox(this.#benchHost.bench.view(this.serial).frame, options);
  }

  /** The seed, for the verifier of a test. No other method returns it. */
  exportSecret(): Uint8Array {
    this.#demandOpen();
    const seed = this.#benchHost.bench.look(this.serial, (fob) => fob.seed());
    if (seed === undefined) throw new Error(`${this.serial} has lost its memory, and its seed with it`);
    return seed.slice();
  }
}
