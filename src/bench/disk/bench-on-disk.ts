// Makes and opens benches: in memory for a suite, in a folder for everyone else.

import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FobError } from '../../../firmware-sim/index.js';
import { OperationError } from '../../contract/operation-error.js';
import { makeFolder } from '../../database/private-folder.js';
import { openSqlite } from '../../database/sqlite-library.js';

import { Bench } from '../bench.js';
import type { WallClock } from '../bench-clock.js';
import type { BenchRecord } from '../persistence.js';
import { anchored } from '../time-record.js';
import { BenchDatabase, flushFolder } from './bench-database.js';
import { writeNewBench } from './bench-header.js';
import { createTables } from './bench-schema.js';
import { SqlitePersistence } from './sqlite-persistence.js';

export interface NewBench {
  /** True time at the start, µs; wall time where left out. */
  atUs?: number;
  /** 0 is paused; 1 follows wall time. */
  rate: number;
  /** Given by a user who wants every draw again, seeds of fobs among them. */
  seed?: string;
}

export const systemClock: WallClock = {
  nowUs: () => Date.now() * 1000,
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

export function memoryBench(options: NewBench, wall: WallClock = systemClock): Bench {
  return new Bench(freshRecord(options, wall), wall);
}

/** @throws FobError `conflict` where a bench is there already. */
export function initBench(path: string, options: NewBench, wall: WallClock = systemClock): BenchRecord {
  makeFolder(path, 0o700);
  keepToOwner(path);
  refuseOldBench(path);
  const record = freshRecord(options, wall);
  const file = benchFile(path);
  // A link never replaces: of two that start a bench at once, one wins and the other gets an error.
  const beside = `${file}.${process.pid}.new`;
  try {
    closeSync(openSync(beside, 'wx', 0o600));
    writeNewFile(beside, record);
    linkSync(beside, file);
    flushFolder(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new FobError('conflict', `${path} has a bench already; name another folder, or use that one`);
    throw (error as NodeJS.ErrnoException).path === beside
      ? Object.assign(error as Error, { path: file })
      : error;
  } finally {
    rmSync(beside, { force: true });
    rmSync(`${beside}-journal`, { force: true });
  }
  return record;
}

/** A folder that was there, made under a umask that lets a group write. */
function keepToOwner(path: string): void {
  const { mode, uid } = statSync(path);
  if (process.platform !== 'win32' && (mode & 0o022) !== 0 && uid === process.geteuid?.())
    chmodSync(path, mode & 0o755);
}

/** In one transaction with SQLite's rollback journal, flushed: what is linked is whole. */
function writeNewFile(file: string, record: BenchRecord): void {
  const database = new BenchDatabase(file, openSqlite(file));
  try {
    database.exec(`BEGIN IMMEDIATE; ${createTables}`);
    writeNewBench(database, record);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

export function benchFile(path: string): string {
  return join(path, 'bench.db');
}

/** Whether there is a bench in the folder. @throws Error for a bench of foblab 0.1, with the way on */
export function holdsBench(path: string): boolean {
  if (existsSync(benchFile(path))) return true;
  refuseOldBench(path);
  return false;
}

function refuseOldBench(path: string): void {
  if (!existsSync(join(path, 'bench.json')) || existsSync(benchFile(path))) return;
  throw new OperationError(
    'refused',
    `${path} has a bench of foblab 0.1, which this version does not read. Take it over: make a snapshot with its secrets by foblab 0.1, then start a new bench in another folder with this version and restore the snapshot there`,
    { remedy: { operation: 'bench.init', arguments: { bench: '<new folder>' } } },
  );
}

/**
 * What the bench in a folder is held by, or undefined where there is none: the folder's own place on the disk, since a
 * copy of a bench is another bench.
 */
export function benchName(path: string): string | undefined {
  if (!holdsBench(path)) return undefined;
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev.toString(36)}-${ino.toString(36)}`;
}

/** Opens a bench; the caller holds its lock. @throws Error where there is none, or it is of another version. */
export function openBenchOnDisk(path: string, wall: WallClock = systemClock): Bench {
  if (!holdsBench(path))
    throw new OperationError('not-found', `there is no bench in ${path}`, {
      remedy: { operation: 'bench.init', arguments: { bench: path } },
    });
  const file = benchFile(path);
  const denied = whyReadOnly(path, file);
  const database = denied === undefined ? BenchDatabase.open(file) : openCopy(file);
  try {
    const persistence = new SqlitePersistence(database, () => wall.nowUs() / 1000, denied);
    return new Bench(persistence.record(), wall, persistence);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Undefined where the bench can be changed. */
function whyReadOnly(folder: string, file: string): NodeJS.ErrnoException | undefined {
  for (const path of [folder, file])
    try {
      accessSync(path, constants.W_OK);
    } catch (error) {
      const denied = error as NodeJS.ErrnoException;
      if (!['EROFS', 'EACCES', 'EPERM'].includes(denied.code ?? '')) throw error;
      return Object.assign(denied, { path: file });
    }
  return undefined;
}

/** SQLite reads a write-ahead log only where it may write: a bench that can only be read is looked at in a copy. */
function openCopy(file: string): BenchDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-look-'));
  try {
    for (const end of ['', '-wal'])
      if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, join(folder, `bench.db${end}`));
    chmodSync(join(folder, 'bench.db'), 0o600);
    return BenchDatabase.open(join(folder, 'bench.db'));
  } finally {
    // The open files live on without their names.
    rmSync(folder, { recursive: true, force: true });
  }
}

export function freshRecord(options: NewBench, wall: WallClock): BenchRecord {
  const now = wall.nowUs();
  const at = options.atUs ?? now;
  return {
    id: randomHex(16),
    seed: options.seed ?? randomHex(16),
    seeded: options.seed !== undefined,
    time: anchored(options.rate, at, now),
    livedUs: at,
    lastEvent: 0,
    nextOrder: 1,
  };
}

/** From the system's generator; the global one loads only when it is used. */
function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
}
