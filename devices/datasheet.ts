// What the catalogue knows of a model. A kind says which machine plays it.

import type {
  BatteryEndModel,
  BatteryModel,
  ButtonModel,
  CrystalModel,
  HashAlgorithm,
  LcdModel,
  OtpType,
} from '../firmware-sim/model.js';
import type { Fact, Facts } from './fact.js';
import type { SerialGrammar } from './serial/grammar.js';

export type DeviceKind = Datasheet['kind'];
export type Datasheet = HardDatasheet | SoftDatasheet | PushDatasheet | PhoneDatasheet | UsbKeyDatasheet;

interface Described {
  /** `vendor/model`, as typed. */
  id: string;
  /** One line for a list. */
  summary: string;
  manufacturer: Fact<string>;
  product: Fact<string>;
  serial: SerialGrammar;
  /** What a user must know of this model on the bench. */
  notes: readonly string[];
}

/** What codes a model makes: the first of each list is what it makes unless told otherwise. */
export interface OtpDatasheet {
  types: Fact<readonly OtpType[]>;
  algorithms: Fact<readonly HashAlgorithm[]>;
  digits: Fact<readonly (6 | 7 | 8)[]>;
  periodSeconds: Fact<number>;
  t0Seconds: Fact<number>;
  /** What can be ordered here and was never made: the lab's own. */
  labTypes?: Fact<readonly OtpType[]>;
  /** Counter of the first code of an event-based one; 0 where left out. */
  firstCounter?: Fact<number>;
}

/** A token with its own crystal, cell, button and glass. */
export interface HardDatasheet extends Described {
  kind: 'hard';
  firmwareVersion: Fact<string>;
  otp: OtpDatasheet;
  /** Its mean is left out where nothing speaks for another than 0. */
  crystal: Facts<Omit<CrystalModel, 'toleranceMeanPpm'>> & { readonly toleranceMeanPpm?: Fact<number> };
  battery: Facts<BatteryModel>;
  batteryEnd: Facts<BatteryEndModel>;
  button: Facts<ButtonModel>;
  lcd: Facts<LcdModel>;
  /** Codes and years after which the vendor calls the token used up. */
  lifeCodes?: Fact<number>;
  lifeYears?: Fact<number>;
}

/** An app that makes codes: it follows the phone's clock and lives on the phone's cell. */
export interface SoftDatasheet extends Described {
  kind: 'soft';
  firmwareVersion: Fact<string>;
  otp: OtpDatasheet;
  /** Its window on the phone's screen. */
  screen: Facts<LcdModel>;
  /** How the seed gets in. */
  enrolment: Fact<'otpauth' | 'activation-image' | 'provisioned'>;
}

/** An app that asks its user to approve or deny. */
export interface PushDatasheet extends Described {
  kind: 'push';
  /** How long a request can be answered. */
  expirySeconds: Fact<number>;
}

/** A phone that receives a code. */
export interface PhoneDatasheet extends Described {
  kind: 'phone';
  channels: Fact<readonly ('text' | 'call')[]>;
  digits: Fact<number>;
  /** How long a code that was received is good for. */
  expirySeconds: Fact<number>;
}

/** A key that speaks for itself on USB; the bench knows here only what is printed on it. */
export interface UsbKeyDatasheet extends Described {
  kind: 'usb-key';
  usbVendorId: Fact<number>;
  usbProductId: Fact<number>;
  firmwareVersion: Fact<string>;
  applet: Fact<'yubikey' | 'nitrokey-pro'>;
  /** What locks its slots against reprogramming, where its vendor has locked them. */
  accessCode?: Fact<string>;
  /** How long a touch is that types from the first slot and from the second, and beyond which nothing is typed. */
  touchSeconds?: Fact<{ first: string; second: string; longest: number }>;
  /** Counter of its first code where it leaves the factory with an event-based slot. */
  firstCounter?: Fact<number>;
}
