// How a model's serial number or credential ID is written: one interface, a file a vendor.

import type { RandomSource } from '../../firmware-sim/random.js';
import { quotedWord } from '../../src/serials/index.js';

export interface SerialReading {
  /** As typed into a form: the one spelling that the bench keeps. */
  serial: string;
  /** What is unusual about it, though it is accepted. */
  warnings: readonly string[];
}

export interface SerialGrammar {
  /** What the vendor calls it. */
  name: string;
  /** What is accepted, in words. */
  expected: string;
  /** As printed, and the same as typed. */
  example: { printed: string; typed: string };
  /** Draws one, as typed. */
  generate(random: RandomSource): string;
  /** Reads what a person typed or copied. @throws SerialError */
  read(given: string): SerialReading;
  /** As printed on the device, from what {@link read} gave. */
  print(serial: string): string;
}

/** A serial that cannot be right: what was given, what is expected, how to fix it. */
export class SerialError extends RangeError {
  constructor(grammar: string, given: string, fault: string, fix: string) {
    super(`${grammar} ${quotedWord(given)} ${fault}; ${fix}`);
    this.name = 'SerialError';
  }
}

/** Blanks and dashes of any width are how labels group characters; none of them belongs to the serial. */
export function withoutGrouping(given: string): string {
  return given.replace(/[\s\u2010-\u2015\u2212\ufe63\uff0d-]/g, '');
}

/** Decimal digits, each from one draw. */
export function drawDigits(random: RandomSource, count: number): string {
  let digits = '';
  for (let index = 0; index < count; index++) digits += Math.floor((random.nextUint32() / 4294967296) * 10);
  return digits;
}
