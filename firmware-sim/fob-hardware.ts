// The hardware of a fob: its parts, and the order in which things happen in them.
//
// It runs on *lived time*: true time plus the time by which the fob was aged. To age a fob by a year, its parts run through
// that year, and then its clock is set back by a year. Only the wear and the drift of the year remain.
import { deathTimeUs, isUnpowered } from './battery.js';
import { Button } from './button.js';
import { CellChange } from './cell-change.js';
import { FaultPanel } from './fault-panel.js';
import { Firmware, type FobParts } from './firmware.js';
import type { FobEventKind } from './fob-event-kinds.js';
import { FobError } from './fob-port.js';
import { type FobParticulars, type FobStateRecord, memoryState } from './fob-state.js';
import { lifeEndUs } from './published-life.js';
import type { Random } from './random.js';
import type { FobEvent } from './simulated-fob.js';
import type { StorageSnapshot } from './storage/index.js';
import { dayUs } from './temperature.js';

const yearUs = 365 * dayUs;
/** Microseconds are exact integers far beyond this. */
const longestLifeUs = 100 * yearUs;

export class FobHardware {
  readonly parts: FobParts;
  readonly firmware: Firmware;
  readonly button: Button;
  readonly panel: FaultPanel;
  readonly cell: CellChange;
  readonly #storageRandom: Random;
  #livedAheadUs: number;
  #lastTimeUs: number;
  #events: FobEvent[] = [];
  #reportAtUs: number | undefined;
  /** Lived time up to which everything due has happened. Nothing may happen before it. */
  #ranLivedUs: number;
  #nextWake: number | undefined;
  #nextWakeKnown = false;

  constructor({ serial, model, storage, storageRandom, state }: FobParticulars) {
    const { crystal, rtc, battery, faults } = state;
    this.parts = {
      serial,
      model,
      crystal,
      rtc,
      battery,
      storage,
      faults,
      emit: (livedUs, kind, detail) => this.#emit(livedUs, kind, detail),
    };
    this.firmware = new Firmware(this.parts, state.firmware);
    this.button = new Button(this.parts, this.firmware, state, state.buttonRandom);
    this.panel = new FaultPanel(this.parts, this.firmware, this.button);
    this.cell = new CellChange(this.parts, this.firmware);
    this.#storageRandom = storageRandom;
    this.#livedAheadUs = state.livedAheadUs;
    this.#ranLivedUs = this.#settledLived();
    this.#lastTimeUs = this.#ranLivedUs - this.#livedAheadUs;
  }

  livedAt(timeUs: number): number {
    return timeUs + this.#livedAheadUs;
  }

  /** Does everything that is due up to a true time. */
  advanceTo(timeUs: number): FobEvent[] {
    this.#runTo(timeUs);
    return this.#take();
  }

  /** True time of the next thing that happens by itself. */
  nextWakeUs(): number | undefined {
    const lived = this.#nextWakeLived();
    return lived === undefined ? undefined : lived - this.#livedAheadUs;
  }

  /** Does everything that is due up to a true time, and then `work`. */
  change(timeUs: number, work: (livedUs: number) => void): FobEvent[] {
    work(this.#runTo(timeUs));
    this.#nextWakeKnown = false;
    // A change can make something due at once: the display goes off when a jammed button comes free.
    this.#runLivedTo(this.livedAt(this.#lastTimeUs));
    return this.#take();
  }

  /** @throws FobError `out-of-range` */
  age(timeUs: number, durationUs: number): FobEvent[] {
    if (this.#livedAheadUs + durationUs > longestLifeUs)
      throw new FobError(
        'out-of-range',
        `the fob would have been aged by more than ${longestLifeUs / yearUs} years in all; give less, or add a new fob`,
      );
    return this.change(timeUs, (lived) => {
      const { rtc } = this.parts;
      this.#reportAtUs = timeUs;
      this.button.age(durationUs);
      this.#nextWakeKnown = false;
      this.#runLivedTo(lived + durationUs);
      this.#livedAheadUs += durationUs;
      rtc.adjustUs -= durationUs;
      // A clock that stands still falls behind by the whole time.
      if (rtc.haltedAtUs !== null) rtc.haltedAtUs -= durationUs;
      this.#emit(lived + durationUs, 'age', { seconds: durationUs / 1e6 });
      this.#reportAtUs = undefined;
    });
  }

  /** The changing state itself, not a copy. The seed is not in it: that is in the memory's vault. */
  state(memory: StorageSnapshot): FobStateRecord {
    const { crystal, rtc, battery, faults } = this.parts;
    return {
      livedAheadUs: this.#livedAheadUs,
      crystal,
      rtc,
      battery,
      firmware: this.firmware.state,
      faults,
      ...this.button.holdState(),
      buttonRandom: this.button.randomState(),
      storageRandom: this.#storageRandom.state(),
      storage: memoryState(memory),
    };
  }

  #runTo(timeUs: number): number {
    if (timeUs > this.#lastTimeUs) this.#lastTimeUs = timeUs;
    const lived = this.livedAt(this.#lastTimeUs);
    this.#runLivedTo(lived);
    return lived;
  }

  #runLivedTo(livedUs: number): void {
    for (let at = this.#nextWakeLived(); at !== undefined && at <= livedUs; at = this.#nextWakeLived()) {
      this.#nextWakeKnown = false;
      // The display of a jammed button is overdue. It goes off when the button comes free, which is later than `at`.
      this.#ranLivedUs = Math.max(this.#ranLivedUs, at);
      this.#fire(this.#ranLivedUs);
    }
    this.#ranLivedUs = Math.max(this.#ranLivedUs, livedUs);
  }

  /**
   * Does what is due at one moment, in a fixed order: faults end, the cell is changed or dies, the firmware acts, the
   * finger lifts.
   */
  #fire(at: number): void {
    const { faults, model, battery } = this.parts;
    for (const fault of [...faults])
      if (fault.untilUs !== null && fault.untilUs <= at) this.panel.switchOff(at, fault.name, 'time');
    this.cell.live(at);
    if (this.#mortal() && deathTimeUs(model.battery, battery) <= at) {
      this.panel.killBattery(at);
      return;
    }
    const lifeEnd = this.#lifeEndUs();
    if (lifeEnd !== undefined && lifeEnd <= at) this.firmware.lifeOver(at, { years: model.lifeYears! });
    const wake = this.firmware.nextWakeUs(at);
    if (wake !== undefined && wake <= at) this.firmware.wake(at);
    const { releaseAtUs } = this.button;
    if (releaseAtUs !== null && releaseAtUs <= at) this.button.lift(at);
  }

  #nextWakeLived(): number | undefined {
    if (this.#nextWakeKnown) return this.#nextWake;
    const { faults, model, battery } = this.parts;
    let next = this.firmware.nextWakeUs(this.#settledLived());
    const sooner = (at: number | null | undefined): void => {
      if (at !== null && at !== undefined && (next === undefined || at < next)) next = at;
    };
    if (this.#mortal()) sooner(deathTimeUs(model.battery, battery));
    sooner(this.cell.nextUs());
    sooner(this.#lifeEndUs());
    sooner(this.button.releaseAtUs);
    for (const fault of faults) sooner(fault.untilUs);
    this.#nextWake = next;
    this.#nextWakeKnown = true;
    return next;
  }

  /** The latest lived time at which a part was settled. No wake can be earlier. */
  #settledLived(): number {
    const { crystal, battery } = this.parts;
    return Math.max(battery.anchorUs, crystal.anchorUs);
  }

  /** Lived time at which the published years are over; undefined if the log already says so, or if none are published. */
  #lifeEndUs(): number | undefined {
    const { model, crystal, battery } = this.parts;
    return this.firmware.state.lifeEnded || battery.dead ? undefined : lifeEndUs(model, crystal);
  }

  #mortal(): boolean {
    return !this.parts.model.soft && !isUnpowered(this.parts.battery);
  }

  #emit(livedUs: number, kind: FobEventKind, detail: FobEvent['detail'] = {}): void {
    this.#events.push({ timeUs: this.#reportAtUs ?? livedUs - this.#livedAheadUs, kind, detail });
  }

  #take(): FobEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
