// What a bench drives: a simulated fob as a machine that is called with a true time and an input and returns what
// happened. Nothing in here waits, and looking never changes anything.
import type { SlotListing } from './applets/usb-applet.js';
import type { FobEventKind } from './fob-event-kinds.js';
import type { BatteryReading, ClockReading, FaultListing, FobIdentity, FobState } from './fob-port.js';
import type { LcdFrame } from './lcd/index.js';
import type { FobModel } from './model.js';
import type { LifeReading } from './published-life.js';
import type { RestingClock } from './resting-clock.js';
import type { TemperatureProfile } from './temperature.js';

/** Something that changed, at a true time, without the number that the bench gives it. */
export interface FobEvent {
  timeUs: number;
  kind: FobEventKind;
  detail: Record<string, string | number | boolean>;
}

/** `no-memory`: there is a new cell, and nothing left to run. `none`: the kind has no clock. `not-set`: its host has not set it since it has power. */
export type NoClock = 'no-power' | 'no-memory' | 'none' | 'not-set';

export interface FobView {
  state: FobState;
  /** What a person reads off the glass. */
  text: string;
  lowBattery: boolean;
  frame: LcdFrame;
}

/** A snapshot: `state` may be journaled and shown, `vault` holds the seed and goes to the fob's own file only. */
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

/** The list's entry for a resting fob, as JSON. It is valid until the fob changes or wakes. */
export interface FobListing {
  state: FobState;
  text: string;
  lowBattery: boolean;
  /** The numbers from which its clock is computed ({@link restingOffsetUs}); null if none runs. */
  clock: RestingClock | null;
}

/** All times are true times in µs since the Unix epoch; they never run backwards. Mutators return what happened, in order. */
export interface SimulatedFob {
  readonly identity: FobIdentity;
  readonly model: FobModel;
  /** Runs the firmware up to `timeUs`. */
  advanceTo(timeUs: number): FobEvent[];
  /** When the firmware next has something to do by itself. */
  nextWakeUs(): number | undefined;
  press(timeUs: number): FobEvent[];
  /** A finger comes down and stays until {@link release}; nothing happens where one is down already. */
  pressDown(timeUs: number): FobEvent[];
  /** The finger lifts; nothing happens where there is none. */
  release(timeUs: number): FobEvent[];
  /** As {@link pressDown}, and {@link release} `durationUs` later: the caller lets that time pass. */
  hold(timeUs: number, durationUs: number): FobEvent[];
  /** Crystal, battery and offset move as if `durationUs` had passed; true time stays. */
  age(timeUs: number, durationUs: number): FobEvent[];
  setOffset(timeUs: number, offsetUs: number): FobEvent[];
  /** The net rate outright, or null: physics decides. */
  setDrift(timeUs: number, ppm: number | null): FobEvent[];
  setTemperature(timeUs: number, profile: TemperatureProfile): FobEvent[];
  setBatteryPercent(timeUs: number, percent: number): FobEvent[];
  /** Takes the cell out and puts a new one in `withoutUs` later. Left out where there is no cell to change. */
  replaceCell?(timeUs: number, withoutUs: number): FobEvent[];
  setFault(timeUs: number, name: string, on: boolean, setting?: FaultSetting): FobEvent[];
  reset(timeUs: number): FobEvent[];
  /** Whether a finger is on the button, whatever the contact below makes of it. */
  isHeld(): boolean;
  view(timeUs: number): FobView;
  /** Undefined where no clock runs: without power there is none, and a kind may have none at all. */
  clock(timeUs: number): ClockReading | undefined;
  /** Why none runs. */
  noClock?(): NoClock;
  /** True time at which the code that it shows expires, where the code came with an expiry; undefined where it shows none. */
  codeExpiresUs?(timeUs: number): number | undefined;
  /** What the slots of a key are; the first is the one that a press types from. */
  slots?(): readonly SlotListing[];
  battery(timeUs: number): BatteryReading;
  /** Whether it has found its cell at its end: it keeps that over a new cell, and gives no code any more. */
  hasFoundBatteryEnd?(): boolean;
  /** Undefined where its vendor has published no life. */
  life?(timeUs: number): LifeReading | undefined;
  celsius(timeUs: number): number;
  faults(): FaultListing[];
  /** Number of failing parts: memory, cell, crystal, button, glass. */
  selfTest(timeUs: number): number;
  /** The seed, for a verifier's enrolment; undefined where the memory is lost or the kind has none. */
  seed(): Uint8Array | undefined;
  snapshot(): FobSnapshot;
  /** The same without a copy, to be written out at once: the fob goes on with what it holds. */
  snapshotToWrite?(): FobSnapshot;
  /** Undefined while it is in use, and for kinds whose lists need the whole fob. */
  listing?(): FobListing | undefined;
}
