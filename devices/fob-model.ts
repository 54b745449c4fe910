// Turns a datasheet into the plain values that the firmware runs on.

import type {
  CrystalModel,
  FobModel,
  HashAlgorithm,
  LcdModel,
  OtpSettings,
  OtpType,
} from '../firmware-sim/model.js';
import type { Datasheet, HardDatasheet, OtpDatasheet, SoftDatasheet } from './datasheet.js';
import { type Facts, valuesOf } from './fact.js';
import { phoneBattery, phoneButton, phoneCrystal } from './parts/phone.js';

/** The options of an order. An option that is left out takes the model's default. */
export interface OrderOptions {
  type?: OtpType | undefined;
  algorithm?: HashAlgorithm | undefined;
  digits?: number | undefined;
  periodSeconds?: number | undefined;
  t0Seconds?: number | undefined;
}

/** Thrown for an option that the model does not offer. The message gives the option, the choices and the fix. */
export class OrderError extends RangeError {
  constructor(message: string) {
    super(message);
    this.name = 'OrderError';
  }
}

/**
 * The firmware's view of a hard or a soft token.
 * @throws OrderError if the model is not a hard or soft token, or is not made with an option
 */
export function toFobModel(datasheet: Datasheet, options: OrderOptions = {}): FobModel {
  if (datasheet.kind !== 'hard' && datasheet.kind !== 'soft')
    throw new OrderError(
      `${datasheet.id} is a ${datasheet.kind}, not a token with a display: choose a hard or soft model`,
    );
  const { id, manufacturer, product, firmwareVersion } = datasheet;
  const otp = orderedOtp(datasheet.id, datasheet.otp, options);
  const named = {
    id,
    manufacturer: manufacturer.value,
    product: product.value,
    firmwareVersion: firmwareVersion.value,
    otp,
  };
  return datasheet.kind === 'hard'
    ? { ...named, ...hardParts(datasheet) }
    : { ...named, ...softParts(datasheet) };
}

function orderedOtp(id: string, otp: OtpDatasheet, options: OrderOptions): OtpSettings {
  const period = options.periodSeconds ?? otp.periodSeconds.value;
  if (!Number.isInteger(period) || period < 1 || period > 0xffffffff)
    throw new OrderError(
      `A time step of ${period} s cannot be made: give a whole number of seconds from 1, such as 30`,
    );
  const t0 = options.t0Seconds ?? otp.t0Seconds.value;
  if (!Number.isSafeInteger(t0) || t0 < 0)
    throw new OrderError(`A T0 of ${t0} cannot be made: give Unix seconds from 0 (RFC 6238 §4.1)`);
  return {
    type: chosen(id, 'codes', [...otp.types.value, ...(otp.labTypes?.value ?? [])], options.type),
    algorithm: chosen(id, 'algorithm', otp.algorithms.value, options.algorithm),
    digits: chosen(id, 'digits', otp.digits.value, options.digits),
    periodSeconds: period,
    t0Seconds: t0,
  };
}

function chosen<T extends string | number>(
  id: string,
  what: string,
  offered: readonly T[],
  wanted: string | number | undefined,
): T {
  if (wanted === undefined) return offered[0]!;
  const match = offered.find((offer) => offer === wanted);
  if (match !== undefined) return match;
  const list = [...offered].sort().join(', ');
  throw new OrderError(`${id} is not made with ${what} ${JSON.stringify(wanted)}: choose ${list}`);
}

function hardParts(datasheet: HardDatasheet) {
  const { crystal, battery, batteryEnd, button, lcd, lifeCodes, lifeYears } = datasheet;
  return {
    crystal: valuesOf<CrystalModel>(crystal as Facts<CrystalModel>),
    battery: valuesOf(battery),
    batteryEnd: valuesOf(batteryEnd),
    button: valuesOf(button),
    lcd: valuesOf(lcd),
    soft: false,
    ...(lifeCodes === undefined ? {} : { lifeCodes: lifeCodes.value }),
    ...(lifeYears === undefined ? {} : { lifeYears: lifeYears.value }),
  };
}

function softParts(datasheet: SoftDatasheet) {
  const lcd: LcdModel = valuesOf(datasheet.screen);
  return { crystal: phoneCrystal, battery: phoneBattery, button: phoneButton, lcd, soft: true };
}
