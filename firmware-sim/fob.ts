// A hard or soft token: crystal, clock, cell, button, display, memory, and the firmware that runs on them.
import { capacityMicrocoulombs, ledgerAt, setRemainingPercent } from './battery.js';
import { rebase } from './crystal.js';
import { fobFaults, hasPart, isActive, unsupported } from './faults.js';
import { FobHardware } from './fob-hardware.js';
import {
  type BatteryReading,
  type ClockReading,
  type FaultListing,
  FobError,
  type FobIdentity,
} from './fob-port.js';
import { countFailing, readBattery, readClock, readGlass } from './fob-readings.js';
import { type FobOptions, type FobParticulars, factoryState } from './fob-state.js';
import type { FobModel } from './model.js';
import { type LifeReading, lifeEndUs } from './published-life.js';
import { Random } from './random.js';
import { checkFobTime, fobTimeAt, setRtc } from './rtc.js';
import type {
  FaultSetting,
  FobEvent,
  FobListing,
  FobSnapshot,
  FobView,
  NoClock,
  SimulatedFob,
} from './simulated-fob.js';
import { checkSnapshot, fobSchema } from './snapshot.js';
import { FobStorage } from './storage/index.js';
import { checkProfile, type TemperatureProfile, temperatureAt } from './temperature.js';

export class Fob implements SimulatedFob {
  readonly model: FobModel;
  readonly identity: FobIdentity;
  readonly #hardware: FobHardware;

  private constructor(particulars: FobParticulars) {
    const { serial, model } = particulars;
    this.model = model;
    const { manufacturer, product, firmwareVersion } = model;
    this.identity = { manufacturer, product, serial, firmwareVersion };
    this.#hardware = new FobHardware(particulars);
  }

  /** A new fob. Its clock is set to true time, as the factory sets it, and its parts are drawn from `options.seed`. */
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
    return this.#hardware.advanceTo(timeUs);
  }

  nextWakeUs(): number | undefined {
    return this.#hardware.nextWakeUs();
  }

  press(timeUs: number): FobEvent[] {
    return this.#hardware.change(timeUs, (lived) => this.#hardware.button.press(lived));
  }

  pressDown(timeUs: number): FobEvent[] {
    return this.#hardware.change(timeUs, (lived) => this.#hardware.button.down(lived, null));
  }

  release(timeUs: number): FobEvent[] {
    return this.#hardware.change(timeUs, (lived) => this.#hardware.button.lift(lived));
  }

  hold(timeUs: number, durationUs: number): FobEvent[] {
    return this.#hardware.change(timeUs, (lived) => this.#hardware.button.down(lived, lived + durationUs));
  }

  age(timeUs: number, durationUs: number): FobEvent[] {
    return this.#hardware.age(timeUs, durationUs);
  }

  setOffset(timeUs: number, offsetUs: number): FobEvent[] {
    checkFobTime(timeUs + offsetUs);
    const { rtc, crystal, emit } = this.#hardware.parts;
    return this.#hardware.change(timeUs, (lived) => {
      this.#hardware.panel.needPower();
      setRtc(rtc, crystal, lived, timeUs + offsetUs);
      emit(lived, 'clock', { offsetSeconds: offsetUs / 1e6 });
    });
  }

  setDrift(timeUs: number, ppm: number | null): FobEvent[] {
    if (this.model.soft) throw unsupported(this.model, 'crystal');
    const { crystal, emit } = this.#hardware.parts;
    return this.#hardware.change(timeUs, (lived) => {
      this.#hardware.panel.needPower();
      rebase(crystal, lived);
      crystal.fixedPpm = ppm;
      emit(lived, 'clock', ppm === null ? { drift: 'physics' } : { driftPpm: ppm });
    });
  }

  setTemperature(timeUs: number, profile: TemperatureProfile): FobEvent[] {
    checkProfile(profile);
    const { crystal, emit } = this.#hardware.parts;
    return this.#hardware.change(timeUs, (lived) => {
      rebase(crystal, lived);
      crystal.profile =
        profile.kind === 'points'
          ? { ...profile, startUs: this.#hardware.livedAt(profile.startUs) }
          : profile;
      emit(lived, 'temperature', { celsius: temperatureAt(crystal.profile, lived) });
    });
  }

  setBatteryPercent(timeUs: number, percent: number): FobEvent[] {
    if (this.model.soft) throw unsupported(this.model, 'battery');
    const { battery, emit } = this.#hardware.parts;
    return this.#hardware.change(timeUs, (lived) => {
      if (battery.dead)
        throw new FobError(
          'dead',
          battery.renewed
            ? `the memory of ${this.identity.serial} is lost: a charge brings nothing back; add a new fob`
            : `the cell of ${this.identity.serial} is dead and its memory is lost: a new charge brings nothing back; add a new fob`,
        );
      if (battery.out !== undefined)
        throw new FobError(
          'conflict',
          `the cell of ${this.identity.serial} is out: there is no charge to set until the new one is in`,
        );
      setRemainingPercent(this.model.battery, battery, lived, percent);
      emit(lived, 'battery', { percent });
    });
  }

  replaceCell(timeUs: number, withoutUs: number): FobEvent[] {
    if (this.model.soft) throw unsupported(this.model, 'battery');
    return this.#hardware.change(timeUs, (lived) => this.#hardware.cell.takeOut(lived, withoutUs));
  }

  setFault(timeUs: number, name: string, on: boolean, setting: FaultSetting = {}): FobEvent[] {
    const { panel } = this.#hardware;
    return this.#hardware.change(timeUs, (lived) => {
      if (on) panel.switchOn(lived, name, setting);
      else panel.switchOff(lived, name, 'bench');
    });
  }

  reset(timeUs: number): FobEvent[] {
    const { parts, panel, firmware } = this.#hardware;
    return this.#hardware.change(timeUs, (lived) => {
      for (const fault of [...parts.faults]) panel.switchOff(lived, fault.name, 'reset');
      firmware.displayOff(lived, 'reset');
      parts.emit(lived, 'reset');
    });
  }

  isHeld(): boolean {
    return this.#hardware.button.isHeld;
  }

  view(timeUs: number): FobView {
    const { parts, firmware } = this.#hardware;
    const livedUs = this.#hardware.livedAt(timeUs);
    return readGlass(parts, firmware.state, fobTimeAt(parts.rtc, parts.crystal, livedUs));
  }

  clock(timeUs: number): ClockReading | undefined {
    return readClock(this.#hardware.parts, timeUs, this.#hardware.livedAt(timeUs));
  }

  noClock(): NoClock {
    return this.#hardware.parts.battery.renewed ? 'no-memory' : 'no-power';
  }

  battery(timeUs: number): BatteryReading {
    return readBattery(this.#hardware.parts, this.#hardware.livedAt(timeUs));
  }

  hasFoundBatteryEnd(): boolean {
    return this.#hardware.firmware.state.atEnd === true;
  }

  life(timeUs: number): LifeReading | undefined {
    const { parts, firmware } = this.#hardware;
    const { lifeCodes } = this.model;
    const endLivedUs = lifeEndUs(this.model, parts.crystal);
    if (endLivedUs === undefined) return undefined;
    return {
      codesMade: firmware.state.codesShown,
      lifeCodes,
      endsUs: endLivedUs - this.#hardware.livedAt(0),
      ended: firmware.state.lifeEnded === true || endLivedUs <= this.#hardware.livedAt(timeUs),
    };
  }

  /** The cell's capacity and the charge that each cause has drawn, µC. */
  ledger(timeUs: number): { capacity: number; drawn: Record<string, number> } {
    const { battery } = this.#hardware.parts;
    return {
      capacity: capacityMicrocoulombs(this.model.battery),
      drawn: ledgerAt(this.model.battery, battery, this.#hardware.livedAt(timeUs)),
    };
  }

  celsius(timeUs: number): number {
    return temperatureAt(this.#hardware.parts.crystal.profile, this.#hardware.livedAt(timeUs));
  }

  faults(): FaultListing[] {
    const active = this.#hardware.parts.faults;
    return fobFaults
      .filter(({ layer }) => hasPart(this.model, layer))
      .map(({ name, layer, summary }) => ({ name, layer, summary, active: isActive(active, name) }));
  }

  selfTest(timeUs: number): number {
    const { parts, firmware } = this.#hardware;
    return countFailing(parts, firmware.state.mode, this.#hardware.livedAt(timeUs));
  }

  seed(): Uint8Array | undefined {
    return this.#hardware.firmware.seed();
  }

  /** The HOTP counter that the next press shows; undefined for a time-based fob. */
  counter(): number | undefined {
    const { parts, firmware } = this.#hardware;
    return this.model.otp.type === 'hotp' && firmware.state.mode !== 'dead'
      ? parts.storage.counter
      : undefined;
  }

  codesShown(): number {
    return this.#hardware.firmware.state.codesShown;
  }

  listing(): FobListing | undefined {
    const { parts, firmware } = this.#hardware;
    const { mode, closedAtCrystalUs } = firmware.state;
    const rests = mode === 'asleep' && closedAtCrystalUs === null && !this.isHeld();
    if (!rests || parts.faults.length > 0) return undefined;
    const { crystal, rtc, battery } = parts;
    const { state, text, lowBattery } = readGlass(parts, firmware.state, 0);
    const clock = battery.dead ? null : { crystal, rtc, livedAheadUs: this.#hardware.livedAt(0) };
    return { state, text, lowBattery, clock };
  }

  snapshot(): FobSnapshot {
    const snapshot = this.snapshotToWrite();
    return { ...snapshot, state: structuredCopy(snapshot.state) };
  }

  snapshotToWrite(): FobSnapshot {
    const memory = this.#hardware.parts.storage.snapshot();
    return {
      schema: fobSchema,
      serial: this.identity.serial,
      model: this.model,
      state: this.#hardware.state(memory),
      vault: memory.vault,
    };
  }
}

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
