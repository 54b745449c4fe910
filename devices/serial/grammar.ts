// The interface of a serial number or credential ID. Each vendor has a file.

import type { RandomSource } from '../../firmware-sim/random.js';
import { quotedWord } from '../../src/serials/index.js';

export interface SerialReading {
  /** The spelling without grouping, which the bench keeps. */
  serial: string;
  /** What is unusual about it. It is accepted nevertheless. */
  warnings: readonly string[];
}

export interface SerialGrammar {
  /** What the vendor calls it. */
  name: string;
  /** What is accepted, in words. */
  expected: string;
  /** One serial as printed and as typed. */
  example: { printed: string; typed: string };
  /** Draws a serial, in the typed spelling. */
  generate(random: RandomSource): string;
  /** Reads what a person typed or copied. @throws SerialError */
  read(given: string): SerialReading;
  /** The spelling on the device, from the result of {@link read}. */
  print(serial: string): string;
}

/** Thrown for a wrong serial number. The message gives the serial, its expected form and the fix. */
export class SerialError extends RangeError {
  constructor(grammar: string, given: string, fault: string, fix: string) {
    super(`${grammar} ${quotedWord(given)} ${fault}; ${fix}`);
    this.name = 'SerialError';
  }
}

/** Removes blanks and dashes of any width: labels group characters with them, and they are not part of the serial. */
export function withoutGrouping(given: string): string {
  return given.replace(/[\s\u2010-\u2015\u2212\ufe63\uff0d-]/g, '');
}

/** Draws decimal digits. */
export function drawDigits(random: RandomSource, count: number): string {
  let digits = '';
  for (let index = 0; index < count; index++) digits += Math.floor((random.nextUint32() / 4294967296) * 10);
  return digits;
}
