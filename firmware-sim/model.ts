// The numbers of a model that the firmware runs on. Their sources are in devices/.

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

/** The ranges from which the crystal of a fob is drawn. The fob's seed decides the draw. */
export interface CrystalModel {
  /** Standard deviation of the initial tolerance. The draw is clipped at ±toleranceLimitPpm. */
  toleranceSigmaPpm: number;
  toleranceLimitPpm: number;
  /** Mean of the initial tolerance; 0 if left out. Real fobs of a lab may have another mean. */
  toleranceMeanPpm?: number;
  /** Parabola k·(T−T0)²: centre and half-width of the uniform draw. */
  curvaturePpmPerC2: { centre: number; spread: number };
  turnoverC: { centre: number; spread: number };
  /** The shift of the first year is drawn from ± this value. Later years follow the ageing curve. */
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
  /** The cell counts as low below this unloaded voltage. Then the battery sign is lit, if the display has one. */
  lowMillivolts: number;
  /** If a computation pulls the voltage below this, the MCU resets and nothing is shown. */
  brownoutMillivolts: number;
  /** The unloaded voltage at which the cell is dead and RAM is lost. */
  deadMillivolts: number;
}

/** What a token shows when its cell is at its end, and what happens to it without a cell. */
export interface BatteryEndModel {
  /** A press below this unloaded voltage gives no code. The memory keeps that the cell is at its end. */
  endMillivolts: number;
  /** What the display shows from then on instead of a code. */
  notice: string;
  /** How long it shows garbled characters first; 0 if it does not. */
  garbledUs: number;
  /** True if the notice stays on and the button does nothing. Otherwise it goes off like a code. */
  noticeStays: boolean;
  /** How long clock and memory last without a cell. */
  memoryHoldUs: number;
  /** What the display shows for good after the memory was lost and a new cell was put in; '' for nothing. */
  wipedText: string;
  /** False if the cell cannot be reached without destroying the token. */
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

/** A hard or soft token. */
export interface FobModel {
  id: string;
  manufacturer: string;
  product: string;
  firmwareVersion: string;
  otp: OtpSettings;
  crystal: CrystalModel;
  battery: BatteryModel;
  /** Left out for apps, and in older snapshots: then the display stays blank. */
  batteryEnd?: BatteryEndModel;
  button: ButtonModel;
  lcd: LcdModel;
  /** True for an app: it follows the phone's clock and has no crystal, cell or button of its own. */
  soft: boolean;
  /** Number of codes after which the vendor calls the token used up; left out if none is published. */
  lifeCodes?: number;
  /** The same in years. */
  lifeYears?: number;
}
