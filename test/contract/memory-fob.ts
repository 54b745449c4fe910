// A small fob in memory, for what is tested above a FobPort: HOTP by RFC 4226, a clock with a rate, named faults.
import { createHmac } from 'node:crypto';
import {
  type BatteryReading,
  type ClockReading,
  type FaultListing,
  FobError,
  type FobIdentity,
  type FobPort,
  type FobPortEvent,
  type FobState,
  type Screen,
} from '../../firmware-sim/fob-port.js';

const showTimeUs = 32_000_000;

export interface MemoryFobOptions {
  serial?: string;
  seed?: Uint8Array;
  /** Called before every answer: a test that wants a slow fob awaits here. */
  gate?: () => Promise<void>;
}

/** True time stands still unless `pass` moves it. */
export class MemoryFob implements FobPort {
  readonly identity: FobIdentity;
  readonly #seed: Uint8Array;
  readonly #gate: (() => Promise<void>) | undefined;
  readonly #listeners = new Set<(event: FobPortEvent) => void>();
  readonly #faults = new Map([
    ['lcd.segment', false],
    ['crystal.stop', false],
    ['link.drop', false],
  ]);
  #trueTimeUs = 1_767_225_600_000_000;
  #offsetUs = 0;
  #driftPpm = 0;
  #celsius = 25;
  #percent = 100;
  #counter = 0;
  #event = 0;
  #state: FobState = 'asleep';
  #text = '';
  #offAtUs = 0;

  constructor(options: MemoryFobOptions = {}) {
    const serial = options.serial ?? '3315511111';
    this.identity = { manufacturer: 'OneSpan', product: 'Digipass GO7', serial, firmwareVersion: '1.0.0' };
    this.#seed = options.seed ?? new TextEncoder().encode('12345678901234567890');
    this.#gate = options.gate;
  }

  /** Lets true time pass. */
  pass(seconds: number): void {
    this.#trueTimeUs += seconds * 1e6;
    this.#offsetUs += seconds * this.#driftPpm;
    if (this.#trueTimeUs >= this.#offAtUs) this.#show('asleep', '');
  }

  async screen(): Promise<Screen> {
    await this.#gate?.();
    const { text } = this.#faults.get('lcd.segment')
      ? { text: this.#text.replace(/8/g, '?') }
      : { text: this.#text };
    return { state: this.#state, text, lowBattery: this.#percent < 10, event: this.#event };
  }

  async press(): Promise<Screen> {
    await this.#gate?.();
    if (this.#state === 'showing') return this.#changed('display', 'asleep', '');
    return this.#changed('press', 'showing', this.#nextCode());
  }

  async hold(seconds: number): Promise<Screen> {
    if (seconds < 6) return this.press();
    await this.#gate?.();
    return this.#changed('hold', 'menu', '12:00:00');
  }

  async code(): Promise<string> {
    if (this.#state === 'showing') await this.press();
    return (await this.press()).text;
  }

  async reset(): Promise<Screen> {
    for (const name of this.#faults.keys()) this.#faults.set(name, false);
    this.#driftPpm = 0;
    this.#celsius = 25;
    return this.#changed('reset', 'asleep', '');
  }

  async selfTest(): Promise<number> {
    return (this.#faults.get('crystal.stop') ? 1 : 0) + (this.#percent === 0 ? 1 : 0);
  }

  async clock(): Promise<ClockReading> {
    await this.#gate?.();
    return {
      fobTimeUs: this.#trueTimeUs + this.#offsetUs,
      offsetUs: this.#offsetUs,
      driftPpm: this.#driftPpm,
    };
  }

  async setOffset(seconds: number): Promise<Screen> {
    this.#offsetUs = Math.round(seconds * 1e6);
    return this.#changed('clock');
  }

  async setDrift(ppm: number): Promise<Screen> {
    if (Math.abs(ppm) > 1000) {
      throw new FobError('out-of-range', `${ppm} ppm given, -1000 to 1000 expected`);
    }
    this.#driftPpm = ppm;
    return this.#changed('clock');
  }

  async age(seconds: number): Promise<Screen> {
    this.#offsetUs += Math.round(seconds * this.#driftPpm);
    return this.#changed('age');
  }

  async temperature(): Promise<number> {
    return this.#celsius;
  }

  async setTemperature(celsius: number): Promise<Screen> {
    this.#celsius = celsius;
    return this.#changed('temperature');
  }

  async battery(): Promise<BatteryReading> {
    const state = this.#percent === 0 ? 'dead' : this.#percent < 10 ? 'low' : 'good';
    return { millivolts: 2000 + 10 * this.#percent, percent: this.#percent, state };
  }

  async setBatteryLevel(percent: number): Promise<Screen> {
    this.#percent = percent;
    return percent === 0 ? this.#changed('battery', 'dead', '') : this.#changed('battery');
  }

  async faults(): Promise<readonly FaultListing[]> {
    return [...this.#faults].map(([name, active]) => ({
      name,
      layer: name.split('.')[0]!,
      summary: `the ${name} fault`,
      active,
    }));
  }

  async setFault(name: string, on: boolean): Promise<Screen> {
    if (!this.#faults.has(name)) {
      throw new FobError(
        'unknown-name',
        `no fault is named ${name}; known: ${[...this.#faults.keys()].join(', ')}`,
      );
    }
    this.#faults.set(name, on);
    return this.#changed('fault');
  }

  subscribe(listener: (event: FobPortEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #nextCode(): string {
    if (this.#percent === 0)
      throw new FobError('dead', 'the cell is empty; a fob that lost its cell is gone');
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(this.#counter++));
    const mac = createHmac('sha1', this.#seed).update(counter).digest();
    return String((mac.readUInt32BE(mac[19]! & 0xf) & 0x7fffffff) % 1e6).padStart(6, '0');
  }

  #show(state: FobState, text: string): void {
    this.#state = state;
    this.#text = text;
    this.#offAtUs = this.#trueTimeUs + showTimeUs;
  }

  async #changed(kind: string, state: FobState = this.#state, text = this.#text): Promise<Screen> {
    this.#show(state, text);
    const number = ++this.#event;
    const screen = { state, text, lowBattery: this.#percent < 10, event: number };
    for (const listener of this.#listeners) listener({ number, kind, screen });
    return screen;
  }
}
