// Presses on a held bench in a file: against a bare loop of the same statements in the same flush mode, and with a hundred
// thousand fobs against a thousand. FOBLAB_BENCH_FOBS makes it another number.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findModel, toFobModel } from '../../devices/index.js';
import { Fob } from '../../firmware-sim/index.js';
import { BenchDatabase } from '../../src/bench/disk/bench-database.js';
import { benchFile } from '../../src/bench/disk/bench-on-disk.js';
import { type Bench, initBench, openBenchOnDisk } from '../../src/bench/index.js';
import { measurePaired, timed, timedAsync } from './paired-rounds.js';
import type { Row } from './row.js';

export const name = 'presses on a held bench';

const many = Number(process.env.FOBLAB_BENCH_FOBS ?? 100_000);
const few = Math.ceil(many / 100);
const callers = 64;
const startUs = 1_767_225_600_000_000;
const model = (type: 'totp' | 'hotp') => toFobModel(findModel('onespan/digipass-go7'), { type });

export async function run(): Promise<Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'foblab-presses-'));
  try {
    return [await totpRow(root), await hotpRow(root), await heldRow(root)];
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function totpRow(root: string): Promise<Row> {
  const bench = benchOf(join(root, 'totp'), 1, 'totp');
  const bare = new Bare(join(root, 'totp-bare'), 'totp');
  const measured = await measurePaired([
    { name: 'press', measure: timed(() => press(bench, 0)), times: 500 },
    { name: 'bare', measure: timed(() => bare.change()), times: 500 },
  ]);
  bench.close();
  bare.close();
  return rowOf(
    'TOTP presses',
    measured.ratio('bare', 'press').median,
    0.35,
    measured.ns('press'),
    measured.ns('bare'),
  );
}

async function hotpRow(root: string): Promise<Row> {
  const bench = benchOf(join(root, 'hotp'), callers, 'hotp');
  const bare = new Bare(join(root, 'hotp-bare'), 'hotp');
  const together = (one: (i: number) => Promise<unknown>) => () =>
    Promise.all(Array.from({ length: callers }, (_, i) => one(i)));
  const measured = await measurePaired([
    {
      name: 'press',
      measure: timedAsync(together((i) => bench.transactSharing(() => press(bench, i)))),
      times: 10,
    },
    {
      name: 'bare',
      measure: timedAsync(async () => {
        for (let i = 0; i < callers; i++) bare.change();
        await bare.flush();
      }),
      times: 10,
    },
  ]);
  bench.close();
  bare.close();
  const [own, loop] = [measured.ns('press') / callers, measured.ns('bare') / callers];
  return rowOf(`HOTP presses, ${callers} callers`, measured.ratio('bare', 'press').median, 0.7, own, loop);
}

async function heldRow(root: string): Promise<Row> {
  const [large, small] = [benchOf(join(root, 'many'), many, 'totp'), benchOf(join(root, 'few'), few, 'totp')];
  let at = 0;
  const next = (of: number): number => {
    at = (at + 7919) % of;
    return at;
  };
  const measured = await measurePaired([
    { name: 'many', measure: timed(() => press(large, next(many))), times: 200 },
    { name: 'few', measure: timed(() => press(small, next(few))), times: 200 },
  ]);
  large.close();
  small.close();
  const ratio = measured.ratio('many', 'few').median;
  return {
    name: `a press on a held bench, ${many} fobs over ${few}`,
    ratio,
    goal: '≤ 1.3×',
    pass: ratio <= 1.3,
    detail: `${(measured.ns('many') / 1000).toFixed(0)} µs over ${(measured.ns('few') / 1000).toFixed(0)} µs`,
  };
}

function rowOf(what: string, ratio: number, least: number, ownNs: number, bareNs: number): Row {
  const rate = (ns: number): string => `${(1e9 / ns).toFixed(0)}/s`;
  return {
    name: `${what} against a bare loop of the same statements`,
    ratio,
    goal: `≥ ${least}×`,
    pass: ratio >= least,
    detail: `${rate(ownNs)} over ${rate(bareNs)}`,
  };
}

function benchOf(path: string, count: number, type: 'totp' | 'hotp'): Bench {
  initBench(path, { rate: 0, atUs: startUs, seed: 'presses' });
  const bench = openBenchOnDisk(path);
  const of = model(type);
  const secret = new TextEncoder().encode('12345678901234567890');
  bench.transact(() => {
    for (let i = 0; i < count; i++) {
      const serial = serialOf(i);
      bench.add({ serial, modelId: of.id, label: '' }, (timeUs) =>
        Fob.create({ model: of, serial, secret, seed: serial, timeUs }),
      );
    }
  });
  return bench;
}

const serialOf = (i: number): string => String(3_300_000_000 + i);

function press(bench: Bench, i: number): void {
  bench.drive(serialOf(i), (fob, now) => fob.press(now));
}

/** The statements of one press, with the bytes of a real one, and nothing else. */
class Bare {
  readonly #database: BenchDatabase;
  readonly #fob: unknown[];
  readonly #state: unknown[];
  readonly #event: unknown[];
  readonly #bench: unknown[];
  #number = 1_000_000;

  constructor(path: string, type: 'totp' | 'hotp') {
    const bench = benchOf(path, 1, type);
    press(bench, 0);
    bench.close();
    this.#database = BenchDatabase.open(benchFile(path));
    const first = (sql: string): unknown[] => [...this.#database.get(sql)!];
    this.#fob = first('SELECT place, folded, entry, label, next_wake_us, listing, crc FROM fobs');
    this.#state = first('SELECT place, state, crc FROM states');
    this.#event = first('SELECT event, crc FROM events ORDER BY number DESC LIMIT 1');
    this.#bench = first('SELECT * FROM bench');
  }

  change(): void {
    const database = this.#database;
    database.exec('BEGIN IMMEDIATE');
    this.#fob[4] = ++this.#number;
    database.run(
      'INSERT INTO fobs (place, folded, entry, label, next_wake_us, listing, crc) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (place) DO UPDATE SET entry = excluded.entry, label = excluded.label, next_wake_us = excluded.next_wake_us, listing = excluded.listing, crc = excluded.crc',
      this.#fob,
    );
    database.run(
      'INSERT INTO states (place, state, crc) VALUES (?, ?, ?) ON CONFLICT (place) DO UPDATE SET state = excluded.state, crc = excluded.crc',
      this.#state,
    );
    // A press and the display that goes on, or off.
    for (const _ of ['press', 'display'])
      database.run('INSERT INTO events (number, event, crc) VALUES (?, ?, ?)', [
        ++this.#number,
        ...this.#event,
      ]);
    database.run(
      `INSERT OR REPLACE INTO bench VALUES (${this.#bench.map(() => '?').join(', ')})`,
      this.#bench,
    );
    database.exec('COMMIT');
  }

  flush(): Promise<void> {
    return this.#database.flush();
  }

  close(): void {
    this.#database.close();
  }
}
