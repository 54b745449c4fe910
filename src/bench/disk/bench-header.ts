// The one row about the bench itself: its identity, its time and its counters. The identity is there twice.
import type { BenchRecord } from '../persistence.js';
import { type BenchDatabase, DamagedBench } from './bench-database.js';
import { blob, bodyColumns, decode, encode, integer } from './bench-rows.js';
import { rowCheck } from './row-check.js';

const columns =
  'identity, rate, virtual_anchor_us, wall_anchor_us, lived_us, told_us, last_event, first_event, next_order, fobs, crc';

const sql = {
  read: `SELECT ${blob('identity')}, CAST(rate AS REAL), ${columns.split(', ').slice(2).map(integer).join(', ')} FROM bench`,
  identityCopy: `SELECT ${bodyColumns('identity')} FROM identity_copy`,
  write: `INSERT OR REPLACE INTO bench (one, ${columns}) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  copyIdentity: 'INSERT INTO identity_copy (one, identity, crc) VALUES (1, ?, ?)',
} as const;

export interface Identity {
  id: string;
  seed: string;
  seeded: boolean;
}

export interface Header extends BenchRecord {
  identity: Uint8Array;
  reportedUs: number;
  firstEvent: number;
  fobs: number;
}

/** Writes a new bench. */
export function writeNewBench(database: BenchDatabase, record: BenchRecord, firstEvent = 1): void {
  const { id, seed, seeded } = record;
  const identity = encode(JSON.stringify({ id, seed, seeded } satisfies Identity));
  writeHeader(database, { ...record, identity, reportedUs: record.livedUs, firstEvent, fobs: 0 });
  database.run(sql.copyIdentity, [identity, rowCheck('identity_copy', 1, [identity])]);
}

export function writeHeader(database: BenchDatabase, header: Header): void {
  const { identity, time, livedUs, reportedUs, lastEvent, firstEvent, nextOrder, fobs } = header;
  const { rate, virtualAnchorUs, wallAnchorUs } = time;
  const values = [
    identity,
    rate,
    virtualAnchorUs,
    wallAnchorUs,
    livedUs,
    reportedUs,
    lastEvent,
    firstEvent,
    nextOrder,
    fobs,
  ];
  database.run(sql.write, [...values, rowCheck('bench', 1, values)]);
}

/** @throws DamagedBench */
export function readIdentityCopy(database: BenchDatabase): Identity {
  const [identity, crc] = (database.get(sql.identityCopy) ?? []) as [Uint8Array?, number?];
  if (identity === undefined || rowCheck('identity_copy', 1, [identity]) !== crc)
    throw new DamagedBench(database.file, 'the copy of its identity');
  return JSON.parse(decode(identity)) as Identity;
}

/** @throws DamagedBench */
export function readHeader(database: BenchDatabase): Header {
  const row = database.get(sql.read);
  if (row === undefined) throw new DamagedBench(database.file, 'its record is missing');
  const values = row.slice(0, -1) as [Uint8Array, ...number[]];
  if (rowCheck('bench', 1, values) !== row.at(-1))
    throw new DamagedBench(database.file, 'the check of its record');
  const [
    identity,
    rate,
    virtualAnchorUs,
    wallAnchorUs,
    livedUs,
    reportedUs,
    lastEvent,
    firstEvent,
    nextOrder,
    fobs,
  ] = values as unknown as [
    Uint8Array,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    ...(JSON.parse(decode(identity)) as Identity),
    identity,
    time: { rate, virtualAnchorUs, wallAnchorUs },
    livedUs,
    reportedUs,
    lastEvent,
    firstEvent,
    nextOrder,
    fobs,
  };
}
