// Makes and opens benches: in memory for a suite, in a folder for everyone else.

import { linkSync, statSync, writeFileSync } from 'node:fs';
import { FobError } from '../../../firmware-sim/index.js';
import { Bench } from '../bench.js';
import type { WallClock } from '../bench-clock.js';
import type { BenchRecord } from '../persistence.js';
import { anchored } from '../time-record.js';
import { BenchDirectory } from './bench-directory.js';
import { type BenchFile, benchSchema, DiskPersistence } from './disk-persistence.js';

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
  const directory = new BenchDirectory(path);
  directory.create();
  const record = freshRecord(options, wall);
  const file: BenchFile = { schema: benchSchema, ...record, journal: 1, answers: [] };
  // A link refuses to replace: of two that start a bench at once, one wins and the other is told.
  const beside = `${directory.benchFile}.${process.pid}.new`;
  try {
    writeNew(beside, `${JSON.stringify(file)}\n`, directory.benchFile);
    directory.flushFile(beside);
    linkSync(beside, directory.benchFile);
    directory.flushFolder('.');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new FobError(
        'conflict',
        `${path} holds a bench already; name another folder, or go on with this one`,
      );
    throw error;
  } finally {
    directory.remove(beside);
  }
  return record;
}

/** A write that fails does not say of which file: here of the one that it is to become. */
function writeNew(beside: string, text: string, file: string): void {
  try {
    writeFileSync(beside, text, { mode: 0o600 });
  } catch (error) {
    throw Object.assign(error as Error, { path: file });
  }
}

/**
 * What the bench in a folder is held by, or undefined where there is none: its id, and the folder's own place on the
 * disk, since a copy of a bench has the same id and is another bench.
 */
export function benchName(path: string): string | undefined {
  const id = readBenchFile(new BenchDirectory(path))?.id;
  if (id === undefined) return undefined;
  const { dev, ino } = statSync(path, { bigint: true });
  return `${id.slice(0, 16)}-${dev.toString(36)}-${ino.toString(36)}`;
}

/** Opens a bench; the caller holds its lock. @throws Error where there is none, or it is of another version. */
export function openBenchOnDisk(path: string, wall: WallClock = systemClock): Bench {
  const directory = new BenchDirectory(path);
  const file = readBenchFile(directory);
  if (file === undefined)
    throw new FobError(
      'unknown-name',
      `there is no bench in ${path}; start one: foblab init --bench ${path}`,
    );
  const persistence = new DiskPersistence(directory, file);
  return new Bench(persistence.record(), wall, persistence, (entry) => persistence.load(entry));
}

function readBenchFile(directory: BenchDirectory): BenchFile | undefined {
  const file = directory.readJson(directory.benchFile) as BenchFile | undefined;
  if (file !== undefined && file.schema !== benchSchema)
    throw new Error(
      `${directory.benchFile} is of format ${String(file.schema)} and this version reads ${benchSchema}: open it with the version of foblab that wrote it`,
    );
  return file;
}

function freshRecord(options: NewBench, wall: WallClock): BenchRecord {
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
    entries: [],
  };
}

/** From the system's generator; the global one loads only when it is used. */
function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
}
