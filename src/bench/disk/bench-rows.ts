// The rows of a bench's file: JSON as bytes, each with its check, and bound to its place.
import type { FobListing } from '../../../firmware-sim/index.js';
import { foldedSerial } from '../../serials/index.js';
import type { FobEntry } from '../bench-fob.js';
import { DamagedRow } from '../damaged-row.js';
import type { BenchEvent } from '../event-log.js';
import { rowCheck } from './row-check.js';

/**
 * A column as the type that foblab wrote: a damaged byte can make text of it, which libsql reads only as UTF-8, or ends
 * the process.
 */
export const blob = (column: string): string => `CAST(${column} AS BLOB)`;
export const integer = (column: string): string => `CAST(${column} AS INTEGER)`;

/** For {@link readEntry}. */
export const entryColumns = `place, ${blob('folded')}, ${blob('entry')}, ${blob('label')}, ${integer('next_wake_us')}, ${blob('listing')}, ${integer('crc')}`;

/** The columns of a body and its check, for {@link readBody}. */
export const bodyColumns = (column: string): string => `${blob(column)}, ${integer('crc')}`;

export function entryRow(
  { serial, modelId, label, addedUs, order, nextWakeUs }: FobEntry,
  listing: FobListing | undefined,
): unknown[] {
  const folded = encode(foldedSerial(serial));
  const entry = encode(JSON.stringify({ serial, modelId, addedUs }));
  const labelled = label === '' ? null : encode(label);
  const values = [
    folded,
    entry,
    labelled,
    nextWakeUs,
    listing === undefined ? null : encode(JSON.stringify(listing)),
  ];
  return [order, ...values, rowCheck('fobs', order, values)];
}

/** @throws DamagedRow */
export function readEntry(row: readonly unknown[]): FobEntry {
  const [place, folded, entry, label, nextWakeUs, listing, crc] = row as [
    number,
    Uint8Array,
    Uint8Array,
    Uint8Array | null,
    number | null,
    Uint8Array | null,
    number,
  ];
  if (rowCheck('fobs', place, [folded, entry, label, nextWakeUs, listing]) !== crc)
    throw new DamagedRow(`the record of fob ${JSON.stringify(decode(folded))}`);
  const { serial, modelId, addedUs } = JSON.parse(decode(entry)) as Pick<
    FobEntry,
    'serial' | 'modelId' | 'addedUs'
  >;
  return { serial, modelId, label: label === null ? '' : decode(label), addedUs, order: place, nextWakeUs };
}

/** Of an entry's row that {@link readEntry} has read. */
export function readListing(row: readonly unknown[]): FobListing | undefined {
  const listing = row[5] as Uint8Array | null;
  return listing === null ? undefined : (JSON.parse(decode(listing)) as FobListing);
}

export function bodyRow(table: string, key: number, value: unknown): [number, Uint8Array, number] {
  const body = encode(JSON.stringify(value));
  return [key, body, rowCheck(table, key, [body])];
}

/** @throws DamagedRow */
export function readBody(
  table: string,
  key: number,
  row: readonly unknown[] | undefined,
  what: string,
): unknown {
  const [body, crc] = (row ?? []) as [Uint8Array?, number?];
  if (body === undefined || body === null || rowCheck(table, key, [body]) !== crc) throw new DamagedRow(what);
  return JSON.parse(decode(body));
}

/** A damaged event keeps its number: what follows it does not move. */
export function readEvent(number: number, row: readonly unknown[]): BenchEvent {
  try {
    return readBody('events', number, row, `event ${number}`) as BenchEvent;
  } catch {
    return { number, at: '', wall: '', kind: 'damaged', detail: {} };
  }
}

export const encode = (text: string): Uint8Array => Buffer.from(text, 'utf8');
/** Ignores a value that is not text, as a damaged row may have. */
export const decode = (bytes: Uint8Array | null): string =>
  bytes === null ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** @returns undefined for a damaged row */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DamagedRow) return undefined;
    throw error;
  }
}
