// The standard error numbers of SCPI-99 volume 2, chapter 21.8, that a fob's console uses, and the class that carries them.
import { FobError, type FobErrorCode } from '../../firmware-sim/fob-port.js';

export const scpiErrors = {
  0: 'No error',
  [-102]: 'Syntax error',
  [-104]: 'Data type error',
  [-108]: 'Parameter not allowed',
  [-109]: 'Missing parameter',
  [-113]: 'Undefined header',
  [-131]: 'Invalid suffix',
  [-200]: 'Execution error',
  [-221]: 'Settings conflict',
  [-222]: 'Data out of range',
  [-224]: 'Illegal parameter value',
  [-230]: 'Data corrupt or stale',
  [-240]: 'Hardware error',
  [-310]: 'System error',
  [-330]: 'Self-test failed',
  [-350]: 'Queue overflow',
  [-363]: 'Input buffer overrun',
  [-365]: 'Time out error',
} as const;

export type ScpiErrorNumber = keyof typeof scpiErrors;

const numberOfRefusal: Record<FobErrorCode, ScpiErrorNumber> = {
  'out-of-range': -222,
  'unknown-name': -224,
  conflict: -221,
  dead: -240,
  unsupported: -200,
  timeout: -365,
  internal: -310,
};

// SCPI-99 volume 2, 21.8.1: description and device-dependent info together take at most 255 characters.
const maximumTextLength = 255;

/** A refusal with its number; `detail` says what was given and what is expected. */
export class ScpiError extends Error {
  readonly number: ScpiErrorNumber;

  constructor(number: ScpiErrorNumber, detail = '') {
    super(detail);
    this.name = 'ScpiError';
    this.number = number;
  }

  /** `-222,"Data out of range;…"`, as SYSTem:ERRor? answers it. */
  override toString(): string {
    const text = scpiErrors[this.number] + (this.message === '' ? '' : `;${this.message}`);
    return `${this.number},"${printable(text).slice(0, maximumTextLength)}"`;
  }
}

/** Turns anything that was thrown into an error with a number. */
export function toScpiError(reason: unknown): ScpiError {
  if (reason instanceof ScpiError) return reason;
  if (reason instanceof FobError) return new ScpiError(numberOfRefusal[reason.code] ?? -310, reason.message);
  return new ScpiError(-310, reason instanceof Error ? reason.message : '');
}

/** One line of ASCII that can stand between double quotes. */
export function printable(text: string): string {
  return text
    .replace(/"/g, "'")
    .replace(/[^\x20-\x7e]/g, (character) => asciiOf[character] ?? '?')
    .replace(/\?{2,}/g, '?');
}

const asciiOf: Readonly<Record<string, string>> = {
  '°': 'deg',
  µ: 'u',
  μ: 'u',
  '±': '+/-',
  '−': '-',
  '–': '-',
  '—': '-',
  '…': '...',
  '×': 'x',
  '‘': "'",
  '’': "'",
  '“': "'",
  '”': "'",
  '\u00a0': ' ',
  '\u202f': ' ',
  '\n': ' ',
  '\t': ' ',
};
