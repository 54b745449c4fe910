// The number parameters of the command table, with their units, and number formats.
import {
  ageRangeSeconds,
  chargeRangePercent,
  driftRangePpm,
  holdRangeSeconds,
  type InputRange,
  offsetRangeSeconds,
  temperatureRangeCelsius,
} from '../../firmware-sim/input-ranges.js';
import type { NumberParameter } from './command.js';

const timeSuffixes = { S: 1, MS: 1e-3, US: 1e-6, MIN: 60, H: 3600, HR: 3600, D: 86_400 } as const;

export function seconds(name: string, { minimum, maximum }: InputRange): NumberParameter {
  return { kind: 'number', name, unit: 's', minimum, maximum, suffixes: timeSuffixes };
}

export const holdTime = seconds('time', holdRangeSeconds);
export const clockOffset: NumberParameter = { ...seconds('offset', offsetRangeSeconds), default: 0 };
export const ageingTime = seconds('time', ageRangeSeconds);

export const driftRate: NumberParameter = {
  kind: 'number',
  name: 'rate',
  unit: 'ppm',
  ...driftRangePpm,
  default: 0,
  suffixes: { PPM: 1, PPB: 1e-3 },
};

export const celsius: NumberParameter = {
  kind: 'number',
  name: 'temperature',
  unit: '°C',
  ...temperatureRangeCelsius,
  // The reference temperature of every crystal in the catalogue.
  default: 25,
  suffixes: { C: 1, CEL: 1, DEGC: 1 },
};

export const chargePercent: NumberParameter = {
  kind: 'number',
  name: 'level',
  unit: '%',
  ...chargeRangePercent,
  default: 100,
  suffixes: { PCT: 1, '%': 1 },
};

/** An eight-bit mask (IEEE 488.2 §10.10, §10.34). */
export const enableMask: NumberParameter = {
  kind: 'number',
  name: 'mask',
  unit: '',
  minimum: 0,
  maximum: 255,
  default: 0,
  integer: true,
  suffixes: {},
};

/** The enable and transition masks of a 16-bit register: bit 15 is always 0 (SCPI-99 volume 2, 20.1). */
export const registerMask: NumberParameter = {
  kind: 'number',
  name: 'mask',
  unit: '',
  minimum: 0,
  maximum: 65_535,
  default: 0,
  integer: true,
  suffixes: {},
};

/** Microseconds as seconds with six decimals, exact up to 2^53 µs. */
export function microsecondsAsSeconds(microseconds: number): string {
  const magnitude = Math.abs(Math.round(microseconds));
  const fraction = String(magnitude % 1_000_000).padStart(6, '0');
  const whole = Math.floor(magnitude / 1_000_000);
  return `${microseconds < 0 && magnitude > 0 ? '-' : ''}${whole}.${fraction}`;
}

/** At most `decimals` places, without trailing zeros or a negative zero (NR1 or NR2, IEEE 488.2 §8.7). */
export function decimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals).replace(/\.?0+$/, '');
  return text === '-0' || text === '' ? '0' : text;
}
