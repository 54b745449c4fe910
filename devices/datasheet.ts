// The datasheet of a model. Its kind says how the bench simulates it.

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
  /** What a user must know about this model on the bench. */
  notes: readonly string[];
}

/** The codes that a model can make. The first of each list is the default. */
export interface OtpDatasheet {
  types: Fact<readonly OtpType[]>;
  algorithms: Fact<readonly HashAlgorithm[]>;
  digits: Fact<readonly (6 | 7 | 8)[]>;
  periodSeconds: Fact<number>;
  t0Seconds: Fact<number>;
  /** Types that the lab offers and that the vendor never made. */
  labTypes?: Fact<readonly OtpType[]>;
  /** Counter of the first code of an event-based token; 0 if left out. */
  firstCounter?: Fact<number>;
}

/** A token with its own crystal, cell, button and display. */
export interface HardDatasheet extends Described {
  kind: 'hard';
  firmwareVersion: Fact<string>;
  otp: OtpDatasheet;
  /** Its mean is left out if no source gives one other than 0. */
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
  /** How it looks on the phone's screen. */
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

/** A USB key. Its behaviour is in its applet; the datasheet has only what identifies it. */
export interface UsbKeyDatasheet extends Described {
  kind: 'usb-key';
  usbVendorId: Fact<number>;
  usbProductId: Fact<number>;
  firmwareVersion: Fact<string>;
  applet: Fact<'yubikey' | 'nitrokey-pro'>;
  /** The access code that protects its slots from being reprogrammed, if the vendor has set one. */
  accessCode?: Fact<string>;
  /** How long to touch for the first slot and for the second, and the time beyond which a touch types nothing. */
  touchSeconds?: Fact<{ first: string; second: string; longest: number }>;
  /** Counter of its first code, for a key that leaves the factory with an event-based slot. */
  firstCounter?: Fact<number>;
}
