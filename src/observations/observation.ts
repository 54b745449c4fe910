// One thing seen on a physical fob at wall time: a code on its LCD, or a remark. The last remark about a label is the
// fob's label.

import { quotedWord, seedLikeness } from '../serials/index.js';

export const observationSchema = 'foblab.observation/1';

export interface Verdict {
  /** Name of the target that was asked. */
  target: string;
  /** The target's own word: accepted, replayed, out-of-sync … */
  outcome: string;
  accepted: boolean;
}

export interface Reading {
  schema: typeof observationSchema;
  kind: 'reading';
  serial: string;
  code: string;
  /** Unix milliseconds. */
  atMs: number;
  /** How much earlier than `atMs` the fob may have computed the code: pressing, reading and typing take a while. */
  earlierSeconds: number;
  /** How wrong the reader's own clock may be towards later. */
  laterSeconds: number;
  source: 'person' | 'keyboard' | 'hid' | 'serial' | 'picture';
  verdict?: Verdict;
}

export interface Remark {
  schema: typeof observationSchema;
  kind: 'remark';
  serial: string;
  atMs: number;
  about: 'battery' | 'label' | 'other';
  text: string;
}

export type Observation = Reading | Remark;

/** For a person at a keyboard; a key that is read over USB leaves no such time. Assumed. */
export const personReading = { earlierSeconds: 10, laterSeconds: 1, source: 'person' } as const;
export const wiredReading = { earlierSeconds: 1, laterSeconds: 1 } as const;

/** What was given, what is expected and how to fix it. */
export class ObservationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ObservationError';
  }
}

export function reading(
  fields: Pick<Reading, 'serial' | 'code' | 'atMs'> & Partial<Omit<Reading, 'schema' | 'kind'>>,
): Reading {
  return { schema: observationSchema, kind: 'reading', ...personReading, ...fields };
}

/** As printed or as typed: `33-1551111-1` is `3315511111`, letters become capitals. */
export function normalizeSerial(text: string): string {
  const serial = text.replace(/-/g, '').toUpperCase();
  if (/^[0-9A-Z]{4,40}$/.test(serial) && seedLikeness(serial) === undefined) return serial;
  throw new ObservationError(
    `serial ${quotedWord(text)}: expected 4 to 40 letters and digits, as printed on the back; hyphens may stay`,
  );
}

export function normalizeCode(text: string): string {
  // A code that is copied from a chat has direction marks around it.
  const code = text.replace(/\p{Cf}/gu, '');
  if (/^\d{6,10}$/.test(code)) return code;
  throw new ObservationError(
    `code ${quotedWord(text)}: expected the 6 to 10 digits of the LCD, without blanks`,
  );
}

const isoTime = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;

/** ISO 8601 with a zone, or Unix seconds. Returns Unix milliseconds. */
export function parseTime(text: string): number {
  const seconds = /^\d{9,11}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
  if (seconds !== undefined) return Math.round(seconds * 1000);
  const parsed = isoTime.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes the 31st of February for the 2nd of March.
  if (!Number.isNaN(parsed) && isOnCalendar(text)) return parsed;
  throw new ObservationError(
    `time ${quotedWord(text)}: expected 2026-01-31T09:30:00Z (a zone is needed: Z or +01:00) or Unix seconds`,
  );
}

function isOnCalendar(text: string): boolean {
  const [, year, month, day] = isoTime.exec(text)!.map(Number);
  const date = new Date(Date.UTC(year!, month! - 1, day!));
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day;
}
