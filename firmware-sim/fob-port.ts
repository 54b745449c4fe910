// The interface of a fob to a console, a screen or a wire, and the error that it throws.

export interface FobIdentity {
  manufacturer: string;
  product: string;
  serial: string;
  firmwareVersion: string;
}

/** `notice`: the display shows the end of the battery instead of a code. `inactive`: an app without a seed. */
export type FobState = 'asleep' | 'awake' | 'showing' | 'menu' | 'notice' | 'dead' | 'inactive';

/** What the LCD shows at one moment, read from its segments as a person reads them. */
export interface Screen {
  state: FobState;
  /** One character for each position, without trailing blanks; '' if the LCD is blank. */
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
 * One fob, seen from outside. Each change resolves with the screen after it, once the firmware has nothing more to do; it
 * rejects with a {@link FobError}.
 */
export interface FobPort {
  readonly identity: FobIdentity;
  screen(): Promise<Screen>;
  press(): Promise<Screen>;
  hold(seconds: number): Promise<Screen>;
  /** Wakes the fob and presses its button as a person does, and resolves to the digits. */
  code(): Promise<string>;
  /** Removes the faults and settings made over this port, and switches the display off. Seed, counter and clock stay. */
  reset(): Promise<Screen>;
  /** The number of failing parts; 0 if all are sound. */
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
  /** Calls `listener` after each event of this fob. Call the result to end the subscription. */
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

/** A refusal by the fob. It says what was given, what is expected and how to fix it. */
export class FobError extends Error {
  readonly code: FobErrorCode;
  constructor(code: FobErrorCode, message: string) {
    super(message);
    this.name = 'FobError';
    this.code = code;
  }
}
