// What the firmware needs to know of a model: plain numbers. Where they come from stands in devices/.

export type OtpType = 'totp' | 'hotp';
export type HashAlgorithm = 'sha1' | 'sha256' | 'sha512';

export interface OtpSettings {
  type: OtpType;
  algorithm: HashAlgorithm;
  digits: 6 | 7 | 8;
  /** TOTP time step X in seconds (RFC 6238 §4.1). */
  periodSeconds: number;
  /** TOTP T0 in Unix seconds (RFC 6238 §4.1). */
  t0Seconds: number;
}

/** Ranges from which a fob's own crystal is drawn, by the fob's seed. */
export interface CrystalModel {
  /** Standard deviation of the initial tolerance; the draw is clipped at ±toleranceLimitPpm. */
  toleranceSigmaPpm: number;
  toleranceLimitPpm: number;
  /** Middle of the draw; 0 where left out. A drawer of real fobs may lie beside it. */
  toleranceMeanPpm?: number;
  /** Parabola k·(T−T0)²: centre and half-width of the uniform draw. */
  curvaturePpmPerC2: { centre: number; spread: number };
  turnoverC: { centre: number; spread: number };
  /** First-year ageing is drawn from ±this; later years follow the ageing curve. */
  ageingFirstYearPpm: number;
}

export interface BatteryModel {
  capacityMah: number;
  selfDischargePercentPerYear: number;
  sleepMicroamps: number;
  /** Added while the LCD is on. */
  displayMicroamps: number;
  /** One code computation: current and length of the burst. */
  computeMicroamps: number;
  computeUs: number;
  /** Unloaded voltage over remaining charge, percent falling from 100 to 0. */
  voltageTable: readonly { percent: number; millivolts: number; ohms: number }[];
  /** Internal resistance is multiplied by this at −20 °C, by 1 at 20 °C and above, linear between. */
  coldResistanceFactor: number;
  /** The cell counts as low when the unloaded voltage is below this; the annunciator lights where the glass has one. */
  lowMillivolts: number;
  /** Under a compute burst below this the MCU resets: nothing is shown. */
  brownoutMillivolts: number;
  /** The unloaded voltage at which the cell is dead and RAM is lost. */
  deadMillivolts: number;
}

/** What a token shows of a cell at its end, and what it makes of being without one. */
export interface BatteryEndModel {
  /** A press below this unloaded voltage gives no code any more: the memory keeps that the cell is at its end. */
  endMillivolts: number;
  /** What the glass shows from then on in place of a code. */
  notice: string;
  /** How long it shows garbled characters before that; 0 for not at all. */
  garbledUs: number;
  /** The notice stays on, and the button does nothing; otherwise it goes off as a code does. */
  noticeStays: boolean;
  /** How long clock and memory live on without a cell. */
  memoryHoldUs: number;
  /** What the glass shows for good once there is a cell again and the memory is lost; '' for nothing. */
  wipedText: string;
  /** False where the cell cannot be reached without destroying the token. */
  cellReplaceable: boolean;
}

export interface ButtonModel {
  /** Contacts must be stable this long for an edge to count. */
  debounceUs: number;
  /** Contacts of a healthy button settle within this. */
  bounceUs: number;
  /** Holding this long opens the information menu (or what the model shows on a hold). */
  holdUs: number;
}

export type HoldAction = 'menu' | 'counter-hex' | 'none';

export interface LcdModel {
  positions: number;
  annunciators: readonly Annunciator[];
  /** How long a code stays on. */
  onUs: number;
  holdAction: HoldAction;
  /** A second press while a code is shown switches the display off (GO 7). */
  pressWhileOnSwitchesOff: boolean;
}

export type Annunciator = 'battery-low' | 'countdown';

/** A hard token: everything is inside it. */
export interface FobModel {
  id: string;
  manufacturer: string;
  product: string;
  firmwareVersion: string;
  otp: OtpSettings;
  crystal: CrystalModel;
  battery: BatteryModel;
  /** Left out where there is no cell of its own, and in snapshots from before it was known: the glass stays blank then. */
  batteryEnd?: BatteryEndModel;
  button: ButtonModel;
  lcd: LcdModel;
  /** Soft tokens follow the phone's clock and have no crystal, cell or button travel of their own. */
  soft: boolean;
  /** Codes after which the vendor says the token is used up; undefined where none is published. */
  lifeCodes?: number;
  /** The same in years. */
  lifeYears?: number;
}
