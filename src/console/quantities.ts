// Units and number formats of the command table.
import type { NumberParameter } from './command.js';

const timeSuffixes = { S: 1, MS: 1e-3, US: 1e-6, MIN: 60, H: 3600, HR: 3600, D: 86_400 } as const;
// Ten Julian years, the longest life that a datasheet of the catalogue promises, and then some for ageing.
const tenYearsSeconds = 10 * 31_557_600;

export function seconds(name: string, minimum: number, maximum: number): NumberParameter {
  return { kind: 'number', name, unit: 's', minimum, maximum, suffixes: timeSuffixes };
}

export const holdTime = seconds('time', 0.001, 3600);
export const clockOffset = seconds('offset', -tenYearsSeconds, tenYearsSeconds);
export const ageingTime = seconds('time', 0, 10 * tenYearsSeconds);

export const driftRate: NumberParameter = {
  kind: 'number',
  name: 'rate',
  unit: 'ppm',
  minimum: -100_000,
  maximum: 100_000,
  suffixes: { PPM: 1, PPB: 1e-3 },
};

export const celsius: NumberParameter = {
  kind: 'number',
  name: 'temperature',
  unit: '°C',
  minimum: -100,
  maximum: 200,
  suffixes: { C: 1, CEL: 1, DEGC: 1 },
};

export const chargePercent: NumberParameter = {
  kind: 'number',
  name: 'level',
  unit: '%',
  minimum: 0,
  maximum: 100,
  suffixes: { PCT: 1, '%': 1 },
};

/** An eight-bit mask (IEEE 488.2 §10.10, §10.34). */
export const enableMask: NumberParameter = {
  kind: 'number',
  name: 'mask',
  unit: '',
  minimum: 0,
  maximum: 255,
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
