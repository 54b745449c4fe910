// The main loop inside a hard token, as a state machine: asleep, awake, showing, menu, notice, dead. Each call gives the
// lived time. It schedules its own next wake by the crystal's count, and settles the battery before it changes the load.
import { type BatteryState, drawCompute, millivoltsAt, settleBattery } from './battery.js';
import { type CrystalState, crystalTimeAt, whenCrystalReads } from './crystal.js';
import { type ActiveFault, isActive } from './faults.js';
import type { FobEventKind } from './fob-event-kinds.js';
import type { FobState } from './fob-port.js';
import { menuPages } from './menu.js';
import type { FobModel } from './model.js';
import { otpCode, timeStep } from './otp.js';
import { codesAreUsedUp } from './published-life.js';
import { Random } from './random.js';
import { fobTimeAt, type RtcState } from './rtc.js';
import { type FobStorage, PowerCut } from './storage/index.js';
import { temperatureAt } from './temperature.js';

/** What the program keeps in RAM. A reset of the MCU loses all of it but `codesShown`, which the bench counts. */
export interface FirmwareState {
  mode: Exclude<FobState, 'awake' | 'inactive'>;
  text: string;
  lowBattery: boolean;
  /** Crystal time at which the display goes off; null while it is off or stays on. */
  offAtCrystalUs: number | null;
  pages: string[];
  page: number;
  /** Crystal time at which the contact closed; null while it is open. */
  closedAtCrystalUs: number | null;
  lowReported: boolean;
  codesShown: number;
  /** Set once the log says that the published life is over. */
  lifeEnded?: true;
  /** Set once a press has found the cell at its end. The memory keeps it over a quick change of the cell. */
  atEnd?: true;
  /** Random segments that the display shows before the notice, and the crystal time at which the notice replaces them. */
  garbled?: { segments: number[]; untilCrystalUs: number };
}

/** The hardware that the program reaches. */
export interface FobParts {
  serial: string;
  model: FobModel;
  crystal: CrystalState;
  rtc: RtcState;
  battery: BatteryState;
  storage: FobStorage;
  faults: ActiveFault[];
  emit(timeUs: number, kind: FobEventKind, detail?: Record<string, string | number | boolean>): void;
}

export function bootState(): FirmwareState {
  return {
    mode: 'asleep',
    text: '',
    lowBattery: false,
    offAtCrystalUs: null,
    pages: [],
    page: 0,
    closedAtCrystalUs: null,
    lowReported: false,
    codesShown: 0,
  };
}

export class Firmware {
  readonly state: FirmwareState;
  readonly #parts: FobParts;
  #secret: Uint8Array | undefined;

  constructor(parts: FobParts, state: FirmwareState) {
    this.#parts = parts;
    this.state = state;
  }

  /** One debounced press and release. */
  press(timeUs: number): void {
    const { state } = this;
    if (state.mode === 'dead' || this.#parts.battery.out !== undefined) return;
    if (state.mode === 'notice' && this.#noticeStays) return;
    const isOn = state.mode === 'showing' || state.mode === 'notice';
    const switchesOff = isOn && this.#parts.model.lcd.pressWhileOnSwitchesOff;
    if (state.mode === 'menu') this.#turnPage(timeUs);
    else if (switchesOff) this.displayOff(timeUs, 'press');
    else this.#showCode(timeUs);
  }

  /** The contact has closed and stays closed. */
  contactClosed(timeUs: number): void {
    if (this.state.mode === 'dead' || this.#parts.battery.out !== undefined) return;
    this.state.closedAtCrystalUs = crystalTimeAt(this.#parts.crystal, timeUs);
  }

  /** The contact opens. A short hold counts as a press; a long one has already had its effect. */
  contactOpened(timeUs: number): void {
    const closedAt = this.state.closedAtCrystalUs;
    this.state.closedAtCrystalUs = null;
    if (closedAt !== null) this.press(timeUs);
  }

  /** Lived time of the next thing that the program does by itself. */
  nextWakeUs(fromUs: number): number | undefined {
    const { state } = this;
    const { crystal, model, faults } = this.#parts;
    const due: number[] = [];
    if (state.garbled !== undefined) due.push(state.garbled.untilCrystalUs);
    if (state.offAtCrystalUs !== null && !isActive(faults, 'button.jammed')) due.push(state.offAtCrystalUs);
    if (state.closedAtCrystalUs !== null && model.lcd.holdAction !== 'none')
      due.push(state.closedAtCrystalUs + model.button.holdUs);
    if (due.length === 0) return undefined;
    return whenCrystalReads(crystal, fromUs, Math.min(...due));
  }

  /** Does what is due at `timeUs`. */
  wake(timeUs: number): void {
    const { state } = this;
    const { model, crystal, faults } = this.#parts;
    const now = crystalTimeAt(crystal, timeUs);
    if (state.garbled !== undefined && now >= state.garbled.untilCrystalUs) {
      delete state.garbled;
      this.#parts.emit(timeUs, 'notice', { text: state.text });
      return;
    }
    const holds = model.lcd.holdAction !== 'none';
    if (holds && state.closedAtCrystalUs !== null && now >= state.closedAtCrystalUs + model.button.holdUs) {
      state.closedAtCrystalUs = null;
      this.#held(timeUs);
      return;
    }
    if (state.offAtCrystalUs !== null && now >= state.offAtCrystalUs && !isActive(faults, 'button.jammed'))
      this.displayOff(timeUs, 'timer');
  }

  displayOff(timeUs: number, cause: string): void {
    const { state } = this;
    if (state.mode === 'asleep' || state.mode === 'dead') return;
    if (state.mode === 'notice' && this.#noticeStays && cause !== 'cell-out') return;
    this.#clearDisplay(timeUs, 'asleep');
    this.#parts.emit(timeUs, 'display-off', { cause });
  }

  /** The cell is out: the display is dark, and a finger on the button does nothing. */
  powerGone(timeUs: number): void {
    this.displayOff(timeUs, 'cell-out');
    this.state.closedAtCrystalUs = null;
  }

  /** A new cell is in. If the memory is lost, the display shows `wipedText` from now on. */
  powerBack(timeUs: number): void {
    const { model, battery } = this.#parts;
    if (this.state.mode !== 'dead') {
      if (this.state.atEnd && this.#noticeStays) this.#showNotice(timeUs);
      return;
    }
    const text = model.batteryEnd?.wipedText ?? '';
    settleBattery(model.battery, battery, timeUs);
    battery.displayOn = text !== '';
    this.state.text = text;
  }

  /** The power is lost, and with it RAM and memory. */
  die(timeUs: number): void {
    this.#clearDisplay(timeUs, 'dead');
    this.state.closedAtCrystalUs = null;
    this.#parts.storage.erase();
    this.#secret = undefined;
  }

  /** The published life is over. This only goes into the log. */
  lifeOver(timeUs: number, by: { codes: number } | { years: number }): void {
    if (this.state.lifeEnded) return;
    this.state.lifeEnded = true;
    this.#parts.emit(timeUs, 'life-ended', { ...by });
  }

  seed(): Uint8Array | undefined {
    if (this.state.mode === 'dead') return undefined;
    this.#secret ??= this.#parts.storage.factory.seed;
    return this.#secret;
  }

  #showCode(timeUs: number): void {
    const { model, rtc, crystal, battery, storage } = this.#parts;
    const secret = this.seed();
    if (secret === undefined) return;
    // A notice takes no computation, so a cell that is too weak for one still shows it.
    if (this.#isAtEnd(timeUs)) {
      this.#showNotice(timeUs);
      return;
    }
    if (!this.#powered(timeUs)) return;
    if (!model.soft) {
      settleBattery(model.battery, battery, timeUs);
      drawCompute(model.battery, battery);
    }
    let movingFactor: number;
    if (model.otp.type === 'totp') movingFactor = timeStep(model.otp, fobTimeAt(rtc, crystal, timeUs));
    else {
      try {
        movingFactor = storage.reserveCounter();
      } catch (error) {
        if (!(error instanceof PowerCut)) throw error;
        this.#powerCut(timeUs);
        return;
      }
    }
    this.state.codesShown++;
    if (codesAreUsedUp(model, this.state.codesShown)) this.lifeOver(timeUs, { codes: model.lifeCodes! });
    this.#display(timeUs, 'showing', otpCode(secret, model.otp, movingFactor));
    this.#parts.emit(timeUs, 'display-on');
  }

  #held(timeUs: number): void {
    const { model, rtc, crystal, battery, storage, serial } = this.#parts;
    if (model.lcd.holdAction === 'none') return;
    if (this.#isAtEnd(timeUs)) {
      if (this.state.mode !== 'notice') this.#showNotice(timeUs);
      return;
    }
    if (!this.#powered(timeUs)) return;
    const celsius = temperatureAt(crystal.profile, timeUs);
    this.state.pages =
      model.lcd.holdAction === 'counter-hex'
        ? [storage.counter.toString(16).padStart(6, '0').slice(-model.lcd.positions)]
        : menuPages(
            {
              unixSeconds: Math.floor(fobTimeAt(rtc, crystal, timeUs) / 1e6),
              millivolts: Math.round(
                millivoltsAt(model.battery, battery, timeUs, model.battery.sleepMicroamps, celsius),
              ),
              serial,
            },
            model.lcd.positions,
          );
    this.state.page = 0;
    this.#display(timeUs, 'menu', this.state.pages[0]!);
    this.#parts.emit(timeUs, 'menu', { page: 1 });
  }

  get #noticeStays(): boolean {
    return this.#parts.model.batteryEnd?.noticeStays ?? false;
  }

  /** Whether the cell is at its end. Once a press has found that, it stays so. */
  #isAtEnd(timeUs: number): boolean {
    const { model, battery, emit } = this.#parts;
    const end = model.batteryEnd;
    if (end === undefined) return false;
    if (this.state.atEnd) return true;
    const millivolts = millivoltsAt(model.battery, battery, timeUs, 0, 25);
    if (millivolts >= end.endMillivolts) return false;
    this.state.atEnd = true;
    emit(timeUs, 'battery-end', { millivolts: Math.round(millivolts), shows: end.notice });
    return true;
  }

  #showNotice(timeUs: number): void {
    const { model, crystal, serial, emit } = this.#parts;
    const { notice, garbledUs, noticeStays } = model.batteryEnd!;
    this.#display(timeUs, 'notice', notice);
    const now = crystalTimeAt(crystal, timeUs);
    if (noticeStays) this.state.offAtCrystalUs = null;
    if (garbledUs === 0) {
      emit(timeUs, 'notice', { text: notice });
      return;
    }
    const random = Random.stream(`${serial}/${now}`, 'garbled');
    const segments = Array.from({ length: model.lcd.positions }, () => 1 + random.below(0x7f));
    this.state.garbled = { segments, untilCrystalUs: now + garbledUs };
    emit(timeUs, 'display-on', { garbled: true });
  }

  #turnPage(timeUs: number): void {
    const page = this.state.page + 1;
    const text = this.state.pages[page];
    if (text === undefined) {
      this.displayOff(timeUs, 'press');
      return;
    }
    this.state.page = page;
    this.#display(timeUs, 'menu', text);
    this.#parts.emit(timeUs, 'menu', { page: page + 1 });
  }

  #display(timeUs: number, mode: 'showing' | 'menu' | 'notice', text: string): void {
    const { model, battery, crystal } = this.#parts;
    if (!model.soft) settleBattery(model.battery, battery, timeUs);
    battery.displayOn = !model.soft;
    delete this.state.garbled;
    this.state.mode = mode;
    this.state.text = text;
    this.state.lowBattery = this.#lowBattery(timeUs);
    this.state.offAtCrystalUs = crystalTimeAt(crystal, timeUs) + model.lcd.onUs;
  }

  #clearDisplay(timeUs: number, mode: 'asleep' | 'dead'): void {
    const { model, battery } = this.#parts;
    if (!model.soft) settleBattery(model.battery, battery, timeUs);
    battery.displayOn = false;
    delete this.state.garbled;
    this.state.mode = mode;
    this.state.text = '';
    this.state.lowBattery = false;
    this.state.offAtCrystalUs = null;
    this.state.pages = [];
  }

  /** Whether the cell is strong enough for a computation. If not, the MCU resets and shows nothing. */
  #powered(timeUs: number): boolean {
    const { model, battery, crystal } = this.#parts;
    if (model.soft) return true;
    const load = model.battery.computeMicroamps + model.battery.sleepMicroamps;
    const celsius = temperatureAt(crystal.profile, timeUs);
    const millivolts = millivoltsAt(model.battery, battery, timeUs, load, celsius);
    if (millivolts >= model.battery.brownoutMillivolts) return true;
    this.#clearDisplay(timeUs, 'asleep');
    this.#parts.emit(timeUs, 'brown-out', { millivolts: Math.round(millivolts) });
    return false;
  }

  #powerCut(timeUs: number): void {
    this.#clearDisplay(timeUs, 'asleep');
    this.#parts.storage.recover();
    this.#secret = undefined;
    const { faults } = this.#parts;
    for (let i = faults.length - 1; i >= 0; i--)
      if (faults[i]!.name === 'storage.power-cut' || faults[i]!.name === 'storage.torn-write')
        faults.splice(i, 1);
    this.#parts.emit(timeUs, 'power-cut');
  }

  #lowBattery(timeUs: number): boolean {
    const { model, battery, crystal } = this.#parts;
    if (model.soft) return false;
    const celsius = temperatureAt(crystal.profile, timeUs);
    const low =
      battery.forcedLow ||
      millivoltsAt(model.battery, battery, timeUs, 0, celsius) < model.battery.lowMillivolts;
    if (low && !this.state.lowReported) this.#parts.emit(timeUs, 'battery-low');
    this.state.lowReported = low;
    return low;
  }
}
