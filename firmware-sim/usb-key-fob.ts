// A USB key on the bench: an applet, a touch contact, and the crystal of its clocks. The port powers it. It has no cell and
// no display: a person reads what it types.

import { type Moment, restoreApplet, type SlotListing, type Typed, type UsbApplet } from './applets/index.js';
import { ButtonHold, type ButtonHoldState } from './button-hold.js';
import { cutCrystal, ratePpmAt, rebase } from './crystal.js';
import { isActive } from './faults.js';
import type { FobEventKind } from './fob-event-kinds.js';
import {
  type BatteryReading,
  type ClockReading,
  type FaultListing,
  FobError,
  type FobIdentity,
} from './fob-port.js';
import { blankFrame } from './lcd/index.js';
import type { FobModel } from './model.js';
import { Random } from './random.js';
import { fobTimeAt, setRtc } from './rtc.js';
import type { FaultSetting, FobEvent, FobSnapshot, FobView, NoClock, SimulatedFob } from './simulated-fob.js';
import { checkProfile, type TemperatureProfile, temperatureAt } from './temperature.js';
import { UsbKeyFaults } from './usb-key-faults.js';
import {
  checkUsbKey,
  type KeyVault,
  openVault,
  sealVault,
  type UsbKeyOptions,
  type UsbKeyParts,
  type UsbKeyState,
  usbKeySchema,
} from './usb-key-state.js';
import { fromHex, toHex } from './wire/index.js';

/** The length of a tap on the contact, which is the short touch of a YubiKey. */
const tapUs = 500_000;
/** How long the typed text can be read. */
const readableUs = 1_000_000;

export class UsbKeyFob implements SimulatedFob {
  readonly identity: FobIdentity;
  readonly model: FobModel;
  readonly applet: UsbApplet;
  readonly #state: UsbKeyParts;
  readonly #faults: UsbKeyFaults;
  readonly #hold: ButtonHold;
  readonly #random: Random;
  readonly #vendorSeed: Uint8Array | undefined;
  #lastTimeUs: number;
  #typed: (Typed & { atUs: number }) | undefined;
  #events: FobEvent[] = [];

  private constructor(
    serial: string,
    model: FobModel,
    applet: UsbApplet,
    state: UsbKeyParts,
    hold: ButtonHoldState,
    random: Random,
    vendorSeed: Uint8Array | undefined,
  ) {
    const { manufacturer, product, firmwareVersion } = model;
    this.identity = { manufacturer, product, serial, firmwareVersion };
    this.model = model;
    this.applet = applet;
    this.#state = state;
    this.#faults = new UsbKeyFaults(
      state,
      (lived, kind, detail) => this.#emit(lived, kind, detail),
      (lived) => this.#feel(lived),
    );
    this.#hold = new ButtonHold(hold);
    this.#random = random;
    this.#vendorSeed = vendorSeed;
    this.#lastTimeUs = state.crystal.anchorUs - state.livedAheadUs;
  }

  static create(options: UsbKeyOptions): UsbKeyFob {
    const { model, serial, seed, timeUs } = options;
    const random = Random.stream(seed, 'applet');
    const fob = new UsbKeyFob(
      serial,
      model,
      options.manufacture(random),
      {
        livedAheadUs: 0,
        crystal: {
          cut: cutCrystal(model.crystal, Random.stream(seed, 'crystal')),
          anchorUs: timeUs,
          offsetUs: 0,
          ageUs: 0,
          profile: { kind: 'constant', celsius: 25 },
          fixedPpm: options.driftPpm ?? null,
          faultPpm: 0,
          stopped: false,
        },
        rtc: { adjustUs: 0, haltedAtUs: null },
        faults: [],
        touchedAtUs: null,
      },
      { releaseAtUs: null },
      random,
      options.vendorSeed,
    );
    fob.applet.plug(fob.#moment(timeUs));
    return fob;
  }

  /** @throws Error that names what is wrong, where the snapshot is not one of this version. */
  static restore(snapshot: FobSnapshot): UsbKeyFob {
    const checked = checkUsbKey(snapshot);
    const { applet: appletState, random: randomState, releaseAtUs: _, fingerStays: __, ...state } = checked;
    const { vendorSeed, applet: vault } = openVault(snapshot.vault);
    const random = new Random(randomState);
    const applet = restoreApplet({ ...appletState, vault }, random);
    const seed = vendorSeed === null ? undefined : fromHex(vendorSeed);
    return new UsbKeyFob(snapshot.serial, snapshot.model, applet, state, checked, random, seed);
  }

  advanceTo(timeUs: number): FobEvent[] {
    this.#runTo(timeUs);
    return this.#take();
  }

  nextWakeUs(): number | undefined {
    const { faults, livedAheadUs } = this.#state;
    const due = [this.#hold.releaseAtUs, ...faults.map((fault) => fault.untilUs)]
      .filter((at): at is number => at !== null)
      .map((at) => at - livedAheadUs);
    const wake = this.applet.nextWakeUs();
    if (wake !== undefined) due.push(wake - livedAheadUs);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  press(timeUs: number): FobEvent[] {
    const lived = this.#runTo(timeUs);
    const open = isActive(this.#state.faults, 'button.dead') || this.#hold.down;
    this.#emit(lived, 'press', { presses: open ? 0 : 1 });
    if (!open) this.#touch(lived, tapUs);
    return this.#take();
  }

  pressDown(timeUs: number): FobEvent[] {
    this.#comeDown(this.#runTo(timeUs), null);
    return this.#take();
  }

  release(timeUs: number): FobEvent[] {
    this.#lift(this.#runTo(timeUs));
    return this.#take();
  }

  hold(timeUs: number, durationUs: number): FobEvent[] {
    const lived = this.#runTo(timeUs);
    this.#comeDown(lived, lived + durationUs);
    this.#runLivedTo(lived);
    return this.#take();
  }

  age(timeUs: number, durationUs: number): FobEvent[] {
    const lived = this.#runTo(timeUs);
    this.#hold.age(durationUs);
    this.#runLivedTo(lived + durationUs);
    this.#state.livedAheadUs += durationUs;
    this.#state.rtc.adjustUs -= durationUs;
    this.#emit(lived + durationUs, 'age', { seconds: durationUs / 1e6 });
    return this.#take();
  }

  setOffset(timeUs: number, offsetUs: number): FobEvent[] {
    const lived = this.#runTo(timeUs);
    const { rtc, crystal } = this.#state;
    const clock = this.clock(timeUs);
    if (clock === undefined)
      throw new FobError(
        'unsupported',
        this.noClock() === 'none'
          ? `${this.identity.serial} has no clock`
          : `${this.identity.serial}: its clock is not set; its host sets it`,
      );
    setRtc(rtc, crystal, lived, fobTimeAt(rtc, crystal, lived) + offsetUs - clock.offsetUs);
    this.#emit(lived, 'clock', { offsetSeconds: offsetUs / 1e6 });
    return this.#take();
  }

  setDrift(timeUs: number, ppm: number | null): FobEvent[] {
    const lived = this.#runTo(timeUs);
    rebase(this.#state.crystal, lived);
    this.#state.crystal.fixedPpm = ppm;
    this.#emit(lived, 'clock', ppm === null ? { drift: 'physics' } : { driftPpm: ppm });
    return this.#take();
  }

  setTemperature(timeUs: number, profile: TemperatureProfile): FobEvent[] {
    checkProfile(profile);
    const lived = this.#runTo(timeUs);
    rebase(this.#state.crystal, lived);
    this.#state.crystal.profile =
      profile.kind === 'points'
        ? { ...profile, startUs: profile.startUs + this.#state.livedAheadUs }
        : profile;
    this.#emit(lived, 'temperature', { celsius: temperatureAt(profile, lived) });
    return this.#take();
  }

  setBatteryPercent(): FobEvent[] {
    throw new FobError('unsupported', 'a USB key has no battery: it runs from the port');
  }

  setFault(timeUs: number, name: string, on: boolean, setting: FaultSetting = {}): FobEvent[] {
    const lived = this.#runTo(timeUs);
    this.#faults.set(lived, name, on, setting);
    return this.#take();
  }

  reset(timeUs: number): FobEvent[] {
    const lived = this.#runTo(timeUs);
    this.#faults.reset(lived);
    this.applet.plug(this.#moment(lived));
    this.#emit(lived, 'reset');
    return this.#take();
  }

  isHeld(): boolean {
    return this.#hold.down;
  }

  /** Exchanges reports with a USB host, at a true time. */
  report<T>(timeUs: number, exchange: (applet: UsbApplet, at: Moment) => T): T {
    return exchange(this.applet, this.#moment(this.#runTo(timeUs)));
  }

  /** What it has just typed. */
  typed(timeUs: number): Typed | undefined {
    const lived = timeUs + this.#state.livedAheadUs;
    return this.#typed !== undefined && lived - this.#typed.atUs < readableUs ? this.#typed : undefined;
  }

  view(timeUs: number): FobView {
    const typed = this.typed(timeUs);
    return {
      state: typed === undefined ? (this.#state.touchedAtUs === null ? 'asleep' : 'awake') : 'showing',
      // The token identifier in front of an HOTP code is not part of the code.
      text: typed?.text.replace(/^[a-z]{4}\d{8}(?=\d{6,8}$)/i, '') ?? '',
      lowBattery: false,
      frame: blankFrame(8),
    };
  }

  /** The clock that its host sets and reads. Counters on the crystal are no clock. */
  clock(timeUs: number): ClockReading | undefined {
    const { crystal, rtc, livedAheadUs } = this.#state;
    const fobTimeUs = this.applet.readClockUs?.(this.#moment(timeUs + livedAheadUs));
    if (fobTimeUs === undefined || fobTimeUs === null) return undefined;
    const driftPpm = rtc.haltedAtUs === null ? ratePpmAt(crystal, timeUs + livedAheadUs) : -1e6;
    return { fobTimeUs, offsetUs: fobTimeUs - timeUs, driftPpm };
  }

  noClock(): NoClock {
    return this.applet.readClockUs === undefined ? 'none' : 'not-set';
  }

  slots(): readonly SlotListing[] {
    return this.applet.slots();
  }

  battery(): BatteryReading {
    return { millivolts: 5000, percent: 100, state: 'good' };
  }

  celsius(timeUs: number): number {
    return temperatureAt(this.#state.crystal.profile, timeUs + this.#state.livedAheadUs);
  }

  faults(): FaultListing[] {
    return this.#faults.list();
  }

  selfTest(): number {
    return this.#state.faults.length;
  }

  seed(): Uint8Array | undefined {
    return this.#vendorSeed;
  }

  /** The HOTP counter of the next code from the vendor's seed; undefined for a key without one. */
  counter(): number | undefined {
    return this.#vendorSeed === undefined ? undefined : this.applet.counter?.();
  }

  snapshot(): FobSnapshot {
    const { vault, ...applet } = this.applet.snapshot();
    const state: UsbKeyState = {
      ...this.#state,
      ...this.#hold.state(),
      random: this.#random.state(),
      applet,
    };
    const secrets: KeyVault = {
      vendorSeed: this.#vendorSeed === undefined ? null : toHex(this.#vendorSeed),
      applet: vault,
    };
    return {
      schema: usbKeySchema,
      serial: this.identity.serial,
      model: this.model,
      state: JSON.parse(JSON.stringify(state)),
      vault: sealVault(secrets),
    };
  }

  #comeDown(lived: number, releaseAtUs: number | null): void {
    if (!this.#hold.begin(releaseAtUs)) return;
    this.#emit(lived, 'held');
    this.#feel(lived);
  }

  #lift(lived: number): void {
    if (!this.#hold.end()) return;
    this.#emit(lived, 'released');
    this.#feel(lived);
  }

  /** The contact notices that the finger has come or gone. A touch is as long as the finger was there. */
  #feel(lived: number): void {
    const { touchedAtUs } = this.#state;
    if (this.#hold.down && !isActive(this.#state.faults, 'button.dead')) this.#state.touchedAtUs ??= lived;
    else if (touchedAtUs !== null) {
      this.#state.touchedAtUs = null;
      this.#touch(lived, lived - touchedAtUs);
    }
  }

  #touch(lived: number, durationUs: number): void {
    const typed = this.applet.touch(this.#moment(lived), durationUs);
    if (typed === undefined) return;
    this.#typed = { ...typed, atUs: lived };
    this.#emit(lived, 'applet', { typedCharacters: typed.text.length, enter: typed.enter });
  }

  #runTo(timeUs: number): number {
    if (timeUs > this.#lastTimeUs) this.#lastTimeUs = timeUs;
    const lived = this.#lastTimeUs + this.#state.livedAheadUs;
    this.#runLivedTo(lived);
    return lived;
  }

  #runLivedTo(lived: number): void {
    for (let due = this.nextWakeUs(); due !== undefined; due = this.nextWakeUs()) {
      const at = due + this.#state.livedAheadUs;
      if (at > lived) return;
      this.#faults.endDue(at);
      const wake = this.applet.nextWakeUs();
      if (wake !== undefined && wake <= at) this.applet.wake(this.#moment(at));
      const { releaseAtUs } = this.#hold;
      if (releaseAtUs !== null && releaseAtUs <= at) this.#lift(at);
    }
  }

  /** The two times of an input for the applet. Its waits count lived time, as its crystal does. */
  #moment(lived: number): Moment {
    return { trueTimeUs: lived, fobTimeUs: fobTimeAt(this.#state.rtc, this.#state.crystal, lived) };
  }

  #emit(lived: number, kind: FobEventKind, detail: FobEvent['detail'] = {}): void {
    this.#events.push({ timeUs: Math.min(lived - this.#state.livedAheadUs, this.#lastTimeUs), kind, detail });
  }

  #take(): FobEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
