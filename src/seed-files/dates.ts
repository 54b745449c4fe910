// Dates of a PSKC policy: xs:dateTime, and the drafts' 01/31/2008.
import { quoted } from '../serials/index.js';
import { RecordFault } from './seed-file-error.js';

const xmlDate = /^-?\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?$/;

/** @returns ISO 8601 in UTC; a date without a zone is taken as UTC (RFC 6030 §4.2.1 asks for UTC) */
export function dateOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const american = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text);
  const iso = american === null ? text : `${american[3]}-${american[1]}-${american[2]}`;
  if (xmlDate.test(iso)) {
    const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(iso.slice(10)) || iso.length === 10 ? iso : `${iso}Z`;
    const milliseconds = Date.parse(zoned);
    if (!Number.isNaN(milliseconds)) return isoSeconds(milliseconds);
  }
  throw new RecordFault(`a date is ${quoted(text)}; expected one like 2026-11-30T00:00:00Z`);
}

/** Whole seconds: libpskc takes no fraction. */
export function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
