// The interface of a simulated fob to the bench. A call gives a true time and an input, and returns what happened. No call
// waits, and reading changes nothing.
import type { SlotListing } from './applets/usb-applet.js';
import type { FobEventKind } from './fob-event-kinds.js';
import type { BatteryReading, ClockReading, FaultListing, FobIdentity, FobState } from './fob-port.js';
import type { LcdFrame } from './lcd/index.js';
import type { FobModel } from './model.js';
import type { LifeReading } from './published-life.js';
import type { RestingClock } from './resting-clock.js';
import type { TemperatureProfile } from './temperature.js';

/** A change at a true time. The bench gives it a number. */
export interface FobEvent {
  timeUs: number;
  kind: FobEventKind;
  detail: Record<string, string | number | boolean>;
}

/**
 * Why no clock runs. `no-memory`: the memory was lost before the new cell came in. `none`: this kind has no clock.
 * `not-set`: the host has not set it since power-up.
 */
export type NoClock = 'no-power' | 'no-memory' | 'none' | 'not-set';

export interface FobView {
  state: FobState;
  /** What a person reads on the display. */
  text: string;
  lowBattery: boolean;
  frame: LcdFrame;
}

/** A snapshot. `state` may be logged and shown. `vault` holds the seed and is stored apart from it. */
export interface FobSnapshot {
  schema: string;
  serial: string;
  model: FobModel;
  state: unknown;
  vault: string;
}

export interface FaultSetting {
  parameters?: Readonly<Record<string, number>>;
  /** Ends by itself after this time. */
  forUs?: number;
}

/** What a list shows of a resting fob, as JSON. It is valid until the fob changes or wakes. */
export interface FobListing {
  state: FobState;
  text: string;
  lowBattery: boolean;
  /** The numbers from which its clock is computed ({@link restingOffsetUs}); null if none runs. */
  clock: RestingClock | null;
}

/**
 * All times are true times in µs since the Unix epoch, and never earlier than in the call before. A call that changes the
 * fob returns what happened, in order.
 */
export interface SimulatedFob {
  readonly identity: FobIdentity;
  readonly model: FobModel;
  /** Runs the firmware up to `timeUs`. */
  advanceTo(timeUs: number): FobEvent[];
  /** When something next happens by itself; undefined if nothing does. */
  nextWakeUs(): number | undefined;
  press(timeUs: number): FobEvent[];
  /** A finger comes down and stays until {@link release}. Nothing happens if one is down already. */
  pressDown(timeUs: number): FobEvent[];
  /** The finger lifts. Nothing happens if none is down. */
  release(timeUs: number): FobEvent[];
  /** Like {@link pressDown}, with a {@link release} after `durationUs`. The caller lets that time pass. */
  hold(timeUs: number, durationUs: number): FobEvent[];
  /** Crystal, battery and offset move as if `durationUs` had passed; true time stays. */
  age(timeUs: number, durationUs: number): FobEvent[];
  setOffset(timeUs: number, offsetUs: number): FobEvent[];
  /** Sets the net rate; null lets temperature and ageing decide again. */
  setDrift(timeUs: number, ppm: number | null): FobEvent[];
  setTemperature(timeUs: number, profile: TemperatureProfile): FobEvent[];
  setBatteryPercent(timeUs: number, percent: number): FobEvent[];
  /** Takes the cell out, and puts a new one in after `withoutUs`. Left out for kinds without a cell. */
  replaceCell?(timeUs: number, withoutUs: number): FobEvent[];
  setFault(timeUs: number, name: string, on: boolean, setting?: FaultSetting): FobEvent[];
  reset(timeUs: number): FobEvent[];
  /** Whether a finger is on the button, even if the contact does not close. */
  isHeld(): boolean;
  view(timeUs: number): FobView;
  /** Undefined if no clock runs: without power, or for a kind without a clock. */
  clock(timeUs: number): ClockReading | undefined;
  /** Why no clock runs. */
  noClock?(): NoClock;
  /** True time at which the shown code expires, for codes that have an expiry; undefined if it shows none. */
  codeExpiresUs?(timeUs: number): number | undefined;
  /** The slots of a USB key. A press types from the first one. */
  slots?(): readonly SlotListing[];
  battery(timeUs: number): BatteryReading;
  /** Whether a press has found the cell at its end. Such a fob gives no code, not even with a new cell. */
  hasFoundBatteryEnd?(): boolean;
  /** Undefined if its vendor has published no life. */
  life?(timeUs: number): LifeReading | undefined;
  celsius(timeUs: number): number;
  faults(): FaultListing[];
  /** Number of failing parts: memory, cell, crystal, button, glass. */
  selfTest(timeUs: number): number;
  /** The seed, to enroll the fob; undefined if the memory is lost or this kind has no seed. */
  seed(): Uint8Array | undefined;
  snapshot(): FobSnapshot;
  /** The same without a copy, to be written out at once: the fob goes on with what it holds. */
  snapshotToWrite?(): FobSnapshot;
  /** Undefined while it is in use, and for kinds whose lists need the complete fob. */
  listing?(): FobListing | undefined;
}
