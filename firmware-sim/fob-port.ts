// The interface that a console, a screen or a wire sees of a fob. No code but the error it speaks in.

export interface FobIdentity {
  manufacturer: string;
  product: string;
  serial: string;
  firmwareVersion: string;
}

/** `notice`: the glass tells of the battery's end instead of a code. `inactive`: an app that has no seed yet. */
export type FobState = 'asleep' | 'awake' | 'showing' | 'menu' | 'notice' | 'dead' | 'inactive';

/** What the LCD shows at one moment, read back from its segments as a person would. */
export interface Screen {
  state: FobState;
  /** One character a position, trailing blanks cut; '' where the LCD is blank. */
  text: string;
  lowBattery: boolean;
  /** Number of the last event that this screen includes. */
  event: number;
}

export interface ClockReading {
  fobTimeUs: number;
  /** Fob time minus true time. */
  offsetUs: number;
  /** Net rate at this moment; positive runs fast. */
  driftPpm: number;
}

export interface BatteryReading {
  millivolts: number;
  percent: number;
  state: 'good' | 'low' | 'dead';
}

export interface FaultListing {
  name: string;
  layer: string;
  summary: string;
  active: boolean;
}

/** What happened to the fob, as the bench numbers it. */
export interface FobPortEvent {
  number: number;
  kind: string;
  screen: Screen;
}

/**
 * One fob, seen from outside. Every mutator resolves after the firmware has gone quiet, with the screen after it;
 * rejects with a {@link FobError}.
 */
export interface FobPort {
  readonly identity: FobIdentity;
  screen(): Promise<Screen>;
  press(): Promise<Screen>;
  hold(seconds: number): Promise<Screen>;
  /** Wakes and presses as a person would, and resolves to the digits. */
  code(): Promise<string>;
  /** Removes faults and overrides set over this port and switches the display off; seed, counter and clock stay. */
  reset(): Promise<Screen>;
  /** 0 where memory, cell and crystal are sound; otherwise the number of failing parts. */
  selfTest(): Promise<number>;
  clock(): Promise<ClockReading>;
  setOffset(seconds: number): Promise<Screen>;
  setDrift(ppm: number): Promise<Screen>;
  age(seconds: number): Promise<Screen>;
  temperature(): Promise<number>;
  setTemperature(celsius: number): Promise<Screen>;
  battery(): Promise<BatteryReading>;
  setBatteryLevel(percent: number): Promise<Screen>;
  faults(): Promise<readonly FaultListing[]>;
  setFault(name: string, on: boolean): Promise<Screen>;
  /** Calls back after each event of this fob; the result ends the subscription. */
  subscribe(listener: (event: FobPortEvent) => void): () => void;
}

export type FobErrorCode =
  | 'out-of-range'
  | 'unknown-name'
  | 'conflict'
  | 'dead'
  | 'unsupported'
  | 'timeout'
  | 'internal';

/** A refusal by the fob: what was given, what is expected, how to mend it. */
export class FobError extends Error {
  readonly code: FobErrorCode;
  constructor(code: FobErrorCode, message: string) {
    super(message);
    this.name = 'FobError';
    this.code = code;
  }
}
