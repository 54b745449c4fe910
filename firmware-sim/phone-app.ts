// What all apps on a phone have in common: they follow the phone's clock, and crystal, cell, button and display belong to
// the phone.
import type { FobEventKind } from './fob-event-kinds.js';
import {
  type BatteryReading,
  type ClockReading,
  type FaultListing,
  FobError,
  type FobIdentity,
} from './fob-port.js';
import { blankFrame, type LcdFrame } from './lcd/index.js';
import type { FobModel } from './model.js';
import { checkFobTime } from './rtc.js';
import type { FobEvent, FobSnapshot, FobView, SimulatedFob } from './simulated-fob.js';
import { checkFrame } from './snapshot.js';
import { type Check, integer } from './snapshot-check.js';

export interface PhoneAppState {
  /** True time of the last change or of the last event that was due. Nothing may happen before it. */
  settledUs: number;
  /** The phone's clock minus true time. */
  clockOffsetUs: number;
}

export const phoneAppShape: Record<keyof PhoneAppState, Check> = {
  settledUs: integer(-9e15, 9e15),
  clockOffsetUs: integer(-9e15, 9e15),
};

/** A phone is indoors unless its temperature was set. */
const roomCelsius = 25;

export abstract class PhoneApp implements SimulatedFob {
  readonly identity: FobIdentity;
  readonly model: FobModel;
  #settledUs: number;
  #clockOffsetUs: number;
  #events: FobEvent[] = [];

  protected constructor(serial: string, model: FobModel, state: PhoneAppState) {
    const { manufacturer, product, firmwareVersion } = model;
    this.identity = { manufacturer, product, serial, firmwareVersion };
    this.model = model;
    this.#settledUs = state.settledUs;
    this.#clockOffsetUs = state.clockOffsetUs;
  }

  abstract press(timeUs: number): FobEvent[];
  abstract view(timeUs: number): FobView;
  abstract snapshot(): FobSnapshot;
  /** The first time after `timeUs` at which something happens by itself. */
  protected abstract dueAfter(timeUs: number): number | undefined;
  /** Does what is due at exactly this time. */
  protected abstract fallDue(timeUs: number): void;

  advanceTo(timeUs: number): FobEvent[] {
    this.#runTo(timeUs);
    return this.#take();
  }

  nextWakeUs(): number | undefined {
    return this.dueAfter(this.#settledUs);
  }

  pressDown(): FobEvent[] {
    return this.hold();
  }

  release(): FobEvent[] {
    return this.hold();
  }

  hold(): FobEvent[] {
    throw this.refusal('no button to hold');
  }

  age(): FobEvent[] {
    throw this.refusal('nothing in it that ages: let the time of the bench pass instead');
  }

  setOffset(timeUs: number, offsetUs: number): FobEvent[] {
    checkFobTime(timeUs + offsetUs);
    return this.change(timeUs, (now) => {
      this.#clockOffsetUs = offsetUs;
      this.emit(now, 'clock', { offsetSeconds: offsetUs / 1e6 });
    });
  }

  setDrift(): FobEvent[] {
    throw this.refusal("no crystal of its own: it follows the phone; set the clock's offset instead");
  }

  setTemperature(): FobEvent[] {
    throw this.refusal('no crystal of its own, so that temperature does nothing to it');
  }

  setBatteryPercent(): FobEvent[] {
    throw this.refusal('no battery of its own: it lives on that of the phone');
  }

  setFault(): FobEvent[] {
    throw this.refusal("no parts of its own that could fail; set the clock's offset instead");
  }

  reset(timeUs: number): FobEvent[] {
    return this.change(timeUs, (now) => this.emit(now, 'reset'));
  }

  isHeld(): boolean {
    return false;
  }

  clock(timeUs: number): ClockReading {
    return { fobTimeUs: timeUs + this.#clockOffsetUs, offsetUs: this.#clockOffsetUs, driftPpm: 0 };
  }

  battery(): BatteryReading {
    return { millivolts: 0, percent: 100, state: 'good' };
  }

  celsius(): number {
    return roomCelsius;
  }

  faults(): FaultListing[] {
    return [];
  }

  selfTest(): number {
    return 0;
  }

  seed(): Uint8Array | undefined {
    return undefined;
  }

  /** Does what is due, then `work`. If `work` throws, it has changed nothing. */
  protected change(timeUs: number, work: (nowUs: number) => void): FobEvent[] {
    this.#runTo(timeUs);
    const now = Math.max(timeUs, this.#settledUs);
    work(now);
    this.#settledUs = now;
    return this.#take();
  }

  protected emit(timeUs: number, kind: FobEventKind, detail: FobEvent['detail'] = {}): void {
    this.#events.push({ timeUs, kind, detail });
  }

  protected refusal(has: string): FobError {
    return new FobError('unsupported', `${this.identity.serial} (${this.model.id}) has ${has}`);
  }

  protected appState(): PhoneAppState {
    return { settledUs: this.#settledUs, clockOffsetUs: this.#clockOffsetUs };
  }

  protected blankLcd(): LcdFrame {
    return blankFrame(this.model.lcd.positions);
  }

  #runTo(timeUs: number): void {
    for (let due = this.nextWakeUs(); due !== undefined && due <= timeUs; due = this.nextWakeUs()) {
      this.#settledUs = due;
      this.fallDue(due);
    }
  }

  #take(): FobEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

/** @returns the state, checked and copied. @throws Error that names the field and what was expected. */
export function checkAppSnapshot<State>(snapshot: FobSnapshot, schema: string, state: Check): State {
  if (snapshot.schema !== schema)
    throw new Error(`fob snapshot: schema ${JSON.stringify(snapshot.schema)} given, ${schema} expected`);
  checkFrame(snapshot);
  state(snapshot.state, 'state');
  return JSON.parse(JSON.stringify(snapshot.state)) as State;
}
