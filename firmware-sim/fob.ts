// A hard (or soft) token: crystal, clock, cell, button, glass, memory and the firmware that runs on them.
//
// Everything inside lives in *lived time*: true time plus what the fob has been aged by. So ageing a fob by a year runs
// its own parts through that year, and the clock is then set back by it: what remains is what a year does to a fob.
import {
  capacityMicrocoulombs,
  cellAt,
  deathTimeUs,
  ledgerAt,
  millivoltsAt,
  percentAt,
  setRemainingPercent,
} from './battery.js';
import { debouncedPresses, tapEdges } from './button.js';
import { ratePpmAt, rebase } from './crystal.js';
import { FaultPanel } from './fault-panel.js';
import { fobFaults, hasPart, unsupported } from './faults.js';
import { Firmware, type FobParts } from './firmware.js';
import {
  type BatteryReading,
  type ClockReading,
  type FaultListing,
  FobError,
  type FobIdentity,
} from './fob-port.js';
import {
  type FobOptions,
  type FobParticulars,
  type FobStateRecord,
  factoryState,
  memoryState,
} from './fob-state.js';
import { decode, type LcdFrame } from './lcd/index.js';
import type { FobModel } from './model.js';
import { Random } from './random.js';
import { checkFobTime, fobTimeAt, setRtc } from './rtc.js';
import { lcdFrame } from './screen.js';
import type {
  FaultSetting,
  FobEvent,
  FobEventKind,
  FobSnapshot,
  FobView,
  SimulatedFob,
} from './simulated-fob.js';
import { checkSnapshot, fobSchema } from './snapshot.js';
import { FobStorage } from './storage/index.js';
import { checkProfile, dayUs, type TemperatureProfile, temperatureAt } from './temperature.js';

const yearUs = 365 * dayUs;
/** Microseconds stay exact integers well beyond this. */
const longestLifeUs = 100 * yearUs;

export class Fob implements SimulatedFob {
  readonly model: FobModel;
  readonly identity: FobIdentity;
  readonly #parts: FobParts;
  readonly #firmware: Firmware;
  readonly #panel: FaultPanel;
  readonly #buttonRandom: Random;
  readonly #storageRandom: Random;
  #livedAheadUs: number;
  #lastTimeUs: number;
  /** Lived time at which the finger of a hold lets go. */
  #releaseAtUs: number | null;
  #events: FobEvent[] = [];
  #reportAtUs: number | undefined;
  /** Lived time up to which everything due has happened: nothing happens before it any more. */
  #ranLivedUs: number;
  #nextWake: number | undefined;
  #nextWakeKnown = false;

  private constructor(snapshot: FobParticulars) {
    const { serial, model, state } = snapshot;
    this.model = model;
    const { manufacturer, product, firmwareVersion } = model;
    this.identity = { manufacturer, product, serial, firmwareVersion };
    this.#livedAheadUs = state.livedAheadUs;
    this.#releaseAtUs = state.releaseAtUs;
    this.#buttonRandom = new Random(state.buttonRandom);
    this.#storageRandom = snapshot.storageRandom;
    this.#parts = {
      serial,
      model,
      crystal: state.crystal,
      rtc: state.rtc,
      battery: state.battery,
      storage: snapshot.storage,
      faults: state.faults,
      fingerDown: () => this.#releaseAtUs !== null,
      emit: (timeUs, kind, detail) => this.#emit(timeUs, kind, detail),
    };
    this.#firmware = new Firmware(this.#parts, state.firmware);
    this.#panel = new FaultPanel(this.#parts, this.#firmware);
    this.#ranLivedUs = this.#settledLived();
    this.#lastTimeUs = this.#ranLivedUs - this.#livedAheadUs;
  }

  /** A new fob, its clock set to true time as the factory does, its parts drawn from `options.seed`. */
  static create(options: FobOptions): Fob {
    return new Fob(factoryState(options));
  }

  /** @throws Error that names the field, where the snapshot is not one of this version. */
  static restore(snapshot: FobSnapshot): Fob {
    const state = checkSnapshot(snapshot);
    const storageRandom = new Random(state.storageRandom);
    const storage = FobStorage.restore({ ...state.storage, vault: snapshot.vault }, storageRandom);
    return new Fob({ serial: snapshot.serial, model: snapshot.model, storage, storageRandom, state });
  }

  advanceTo(timeUs: number): FobEvent[] {
    this.#runTo(timeUs);
    return this.#take();
  }

  nextWakeUs(): number | undefined {
    const lived = this.#nextWakeLived();
    return lived === undefined ? undefined : lived - this.#livedAheadUs;
  }

  press(timeUs: number): FobEvent[] {
    const lived = this.#runTo(timeUs);
    const closed = this.#releaseAtUs !== null || this.#panel.has('button.stuck');
    const open = this.#panel.has('button.dead');
    if (this.#firmware.state.mode !== 'dead') {
      const edges = tapEdges(this.model.button, this.#buttonRandom, this.#panel.has('button.bounce'));
      const presses = closed || open ? 0 : debouncedPresses(this.model.button, edges);
      this.#emit(lived, 'press', { presses });
      for (let i = 0; i < presses; i++) this.#firmware.press(lived);
    } else this.#emit(lived, 'press', { presses: 0 });
    return this.#changed();
  }

  hold(timeUs: number, durationUs: number): FobEvent[] {
    const lived = this.#runTo(timeUs);
    this.#emit(lived, 'hold', { seconds: durationUs / 1e6 });
    const free =
      this.#releaseAtUs === null && !this.#panel.has('button.stuck') && !this.#panel.has('button.dead');
    if (free && this.#firmware.state.mode !== 'dead') {
      this.#firmware.contactClosed(lived);
      this.#releaseAtUs = lived + durationUs;
    }
    return this.#changed();
  }

  age(timeUs: number, durationUs: number): FobEvent[] {
    if (this.#livedAheadUs + durationUs > longestLifeUs)
      throw new FobError(
        'out-of-range',
        `the fob would have been aged by more than ${longestLifeUs / yearUs} years in all; give less, or add a new fob`,
      );
    const { rtc } = this.#parts;
    const lived = this.#runTo(timeUs);
    this.#reportAtUs = timeUs;
    this.#runLivedTo(lived + durationUs);
    this.#livedAheadUs += durationUs;
    rtc.adjustUs -= durationUs;
    // A clock that stands still has fallen behind by all of it.
    if (rtc.haltedAtUs !== null) rtc.haltedAtUs -= durationUs;
    this.#emit(lived + durationUs, 'age', { seconds: durationUs / 1e6 });
    this.#reportAtUs = undefined;
    return this.#changed();
  }

  setOffset(timeUs: number, offsetUs: number): FobEvent[] {
    checkFobTime(timeUs + offsetUs);
    const lived = this.#runTo(timeUs);
    setRtc(this.#parts.rtc, this.#parts.crystal, lived, timeUs + offsetUs);
    this.#emit(lived, 'clock', { offsetSeconds: offsetUs / 1e6 });
    return this.#changed();
  }

  setDrift(timeUs: number, ppm: number | null): FobEvent[] {
    if (this.model.soft) throw unsupported(this.model, 'crystal');
    const lived = this.#runTo(timeUs);
    rebase(this.#parts.crystal, lived);
    this.#parts.crystal.fixedPpm = ppm;
    this.#emit(lived, 'clock', ppm === null ? { drift: 'physics' } : { driftPpm: ppm });
    return this.#changed();
  }

  setTemperature(timeUs: number, profile: TemperatureProfile): FobEvent[] {
    checkProfile(profile);
    const lived = this.#runTo(timeUs);
    rebase(this.#parts.crystal, lived);
    this.#parts.crystal.profile =
      profile.kind === 'points' ? { ...profile, startUs: profile.startUs + this.#livedAheadUs } : profile;
    this.#emit(lived, 'temperature', { celsius: temperatureAt(this.#parts.crystal.profile, lived) });
    return this.#changed();
  }

  setBatteryPercent(timeUs: number, percent: number): FobEvent[] {
    if (this.model.soft) throw unsupported(this.model, 'battery');
    const lived = this.#runTo(timeUs);
    if (this.#parts.battery.dead)
      throw new FobError(
        'dead',
        `the cell of ${this.identity.serial} is dead and its memory is lost: a new charge brings nothing back; add a new fob`,
      );
    setRemainingPercent(this.model.battery, this.#parts.battery, lived, percent);
    this.#emit(lived, 'battery', { percent });
    return this.#changed();
  }

  setFault(timeUs: number, name: string, on: boolean, setting: FaultSetting = {}): FobEvent[] {
    const lived = this.#runTo(timeUs);
    if (on) this.#panel.switchOn(lived, name, setting);
    else this.#panel.switchOff(lived, name, 'bench');
    return this.#changed();
  }

  reset(timeUs: number): FobEvent[] {
    const lived = this.#runTo(timeUs);
    for (const fault of [...this.#parts.faults]) this.#panel.switchOff(lived, fault.name, 'reset');
    this.#firmware.displayOff(lived, 'reset');
    this.#emit(lived, 'reset');
    return this.#changed();
  }

  view(timeUs: number): FobView {
    const { state } = this.#firmware;
    const frame: LcdFrame = lcdFrame(this.model, state, this.#parts.faults, this.clock(timeUs).fobTimeUs);
    const awake = state.mode === 'asleep' && state.closedAtCrystalUs !== null;
    return {
      state: awake ? 'awake' : state.mode,
      text: decode(frame.segments),
      lowBattery: frame.annunciators.batteryLow,
      frame,
    };
  }

  clock(timeUs: number): ClockReading {
    const lived = timeUs + this.#livedAheadUs;
    const fobTimeUs = fobTimeAt(this.#parts.rtc, this.#parts.crystal, lived);
    const halted = this.#parts.rtc.haltedAtUs !== null;
    return {
      fobTimeUs,
      offsetUs: fobTimeUs - timeUs,
      driftPpm: halted ? -1e6 : ratePpmAt(this.#parts.crystal, lived),
    };
  }

  battery(timeUs: number): BatteryReading {
    const lived = timeUs + this.#livedAheadUs;
    const { battery, crystal } = this.#parts;
    const model = this.model.battery;
    if (this.model.soft) return { millivolts: 0, percent: 100, state: 'good' };
    const percent = percentAt(model, battery, lived);
    const celsius = temperatureAt(crystal.profile, lived);
    const load = model.sleepMicroamps + (battery.displayOn ? model.displayMicroamps : 0);
    const low = battery.forcedLow || cellAt(model, percent).millivolts < model.lowMillivolts;
    return {
      millivolts: Math.round(millivoltsAt(model, battery, lived, load, celsius)),
      percent,
      state: battery.dead ? 'dead' : low ? 'low' : 'good',
    };
  }

  /** Charge by cause in µC and the cell's capacity: the ledger that must close. */
  ledger(timeUs: number): { capacity: number; drawn: Record<string, number> } {
    const lived = timeUs + this.#livedAheadUs;
    return {
      capacity: capacityMicrocoulombs(this.model.battery),
      drawn: ledgerAt(this.model.battery, this.#parts.battery, lived),
    };
  }

  celsius(timeUs: number): number {
    return temperatureAt(this.#parts.crystal.profile, timeUs + this.#livedAheadUs);
  }

  faults(): FaultListing[] {
    return fobFaults
      .filter(({ layer }) => hasPart(this.model, layer))
      .map(({ name, layer, summary }) => ({ name, layer, summary, active: this.#panel.has(name) }));
  }

  selfTest(timeUs: number): number {
    const broken = [
      this.#firmware.state.mode === 'dead',
      this.model.otp.type === 'hotp' && this.#parts.storage.counter < 0,
      this.#parts.crystal.stopped || this.#parts.rtc.haltedAtUs !== null,
      this.#panel.has('lcd.segment') || this.#panel.has('lcd.blank'),
      this.#panel.has('button.stuck') || this.#panel.has('button.dead') || this.#panel.has('button.jammed'),
      this.battery(timeUs).state === 'low',
    ];
    return broken.filter(Boolean).length;
  }

  seed(): Uint8Array | undefined {
    return this.#firmware.seed();
  }

  /** The HOTP counter that the next press shows; undefined for a time-based fob. */
  counter(): number | undefined {
    return this.model.otp.type === 'hotp' && this.#firmware.state.mode !== 'dead'
      ? this.#parts.storage.counter
      : undefined;
  }

  codesShown(): number {
    return this.#firmware.state.codesShown;
  }

  snapshot(): FobSnapshot {
    const { crystal, rtc, battery, faults, storage } = this.#parts;
    const memory = storage.snapshot();
    const state: FobStateRecord = {
      livedAheadUs: this.#livedAheadUs,
      crystal,
      rtc,
      battery,
      firmware: this.#firmware.state,
      faults,
      releaseAtUs: this.#releaseAtUs,
      buttonRandom: this.#buttonRandom.state(),
      storageRandom: this.#storageRandom.state(),
      storage: memoryState(memory),
    };
    return {
      schema: fobSchema,
      serial: this.identity.serial,
      model: this.model,
      state: structuredCopy(state),
      vault: memory.vault,
    };
  }

  /** Runs everything due up to a true time and returns the lived time of it. */
  #runTo(timeUs: number): number {
    if (timeUs > this.#lastTimeUs) this.#lastTimeUs = timeUs;
    const lived = this.#lastTimeUs + this.#livedAheadUs;
    this.#runLivedTo(lived);
    return lived;
  }

  #runLivedTo(livedUs: number): void {
    for (let at = this.#nextWakeLived(); at !== undefined && at <= livedUs; at = this.#nextWakeLived()) {
      this.#nextWakeKnown = false;
      // A display that a jammed button held on has been overdue for long: it goes off when the button comes free.
      this.#ranLivedUs = Math.max(this.#ranLivedUs, at);
      this.#fire(this.#ranLivedUs);
    }
    this.#ranLivedUs = Math.max(this.#ranLivedUs, livedUs);
  }

  /** What is due at one moment, in a fixed order: faults end, the cell dies, the finger lets go, the firmware acts. */
  #fire(at: number): void {
    for (const fault of [...this.#parts.faults])
      if (fault.untilUs !== null && fault.untilUs <= at) this.#panel.switchOff(at, fault.name, 'time');
    if (this.#mortal() && deathTimeUs(this.model.battery, this.#parts.battery) <= at) {
      this.#panel.killBattery(at);
      return;
    }
    const wake = this.#firmware.nextWakeUs(at);
    if (wake !== undefined && wake <= at) this.#firmware.wake(at);
    if (this.#releaseAtUs !== null && this.#releaseAtUs <= at) {
      this.#releaseAtUs = null;
      if (!this.#panel.has('button.stuck')) this.#firmware.contactOpened(at);
    }
  }

  #nextWakeLived(): number | undefined {
    if (this.#nextWakeKnown) return this.#nextWake;
    const from = this.#settledLived();
    let next = this.#firmware.nextWakeUs(from);
    const sooner = (at: number | null | undefined): void => {
      if (at !== null && at !== undefined && (next === undefined || at < next)) next = at;
    };
    if (this.#mortal()) sooner(deathTimeUs(this.model.battery, this.#parts.battery));
    sooner(this.#releaseAtUs);
    for (const fault of this.#parts.faults) sooner(fault.untilUs);
    this.#nextWake = next;
    this.#nextWakeKnown = true;
    return next;
  }

  /** The latest lived time that the parts have been settled at: no wake lies before it. */
  #settledLived(): number {
    const { crystal, battery } = this.#parts;
    return Math.max(battery.anchorUs, crystal.anchorUs);
  }

  #mortal(): boolean {
    return !this.model.soft && !this.#parts.battery.dead;
  }

  #emit(livedUs: number, kind: FobEventKind, detail: FobEvent['detail'] = {}): void {
    this.#events.push({ timeUs: this.#reportAtUs ?? livedUs - this.#livedAheadUs, kind, detail });
  }

  #changed(): FobEvent[] {
    this.#nextWakeKnown = false;
    // A change may make something due at once, such as the display of a button that is no longer jammed.
    this.#runLivedTo(this.#lastTimeUs + this.#livedAheadUs);
    return this.#take();
  }

  #take(): FobEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
