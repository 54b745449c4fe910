// What durable verification on SQLite costs over the bare statements, and how many callers share a flush.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteDriver, type SqliteDriver, type SqlValue } from '../../src/database/sqlite-driver.js';
import { encodeAudit } from '../../src/stores/audit-encoding.js';
import { factNames, stateNames, stateValues } from '../../src/stores/credential-columns.js';
import { openSqliteStore } from '../../src/stores/sqlite-store.js';
import { isSuccess } from '../../src/verification/index.js';
import { auditOf, sampleState, startUs } from '../contract/store-samples.js';
import { codeOf, enrol, verifierOn } from '../contract/verifying.js';
import type { Row } from './row.js';

export const name = 'stores';

const callers = 64;
const perCaller = 20;
const rounds = 25;
/** Until the compiler has seen enough of both. */
const warmUpRounds = 6;
const accepts = callers * perCaller;
const mostFlushesPerAccept = 1 / 16;
const leastOfBare = 0.7;

export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-bench-'));
  try {
    const ours = await verifying(join(folder, 'ours.db'));
    const bare = await bareLoop(join(folder, 'bare.db'));
    const ratios: number[] = [];
    const oursUs: number[] = [];
    const bareUs: number[] = [];
    for (let round = 0; round < warmUpRounds; round++) {
      await ours.round();
      bare.round();
    }
    const flushesBefore = ours.flushes();
    for (let round = 0; round < rounds; round++) {
      // Interleaved and in turns first, so that the disk's moods meet both alike.
      const first = round % 2 === 0;
      const bareBefore = first ? await timedUs(bare.round) : 0;
      const own = await timedUs(ours.round);
      const bareTime = first ? bareBefore : await timedUs(bare.round);
      oursUs.push(own);
      bareUs.push(bareTime);
      ratios.push(bareTime / own);
    }
    const flushes = ours.flushes() - flushesBefore;
    await ours.close();
    bare.close();
    return [flushRow(flushes), speedRow(median(ratios), median(oursUs), median(bareUs))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function flushRow(flushes: number): Row {
  const total = rounds * accepts;
  return {
    name: `SQLite, durable, ${callers} callers: flushes per accept`,
    goal: 'at most 1/16',
    pass: flushes / total <= mostFlushesPerAccept,
    detail: `${flushes} transactions for ${total} accepts: one for ${(total / flushes).toFixed(1)}`,
  };
}

function speedRow(ratio: number, oursUs: number, bareUs: number): Row {
  const rate = (us: number): string => `${Math.round(accepts / (us / 1e6))}/s`;
  return {
    name: `SQLite, durable, audit included, ${callers} callers: whole verify against the bare statements`,
    ratio,
    goal: `at least ${leastOfBare} of a bare loop of the same statements in the same batches`,
    pass: ratio >= leastOfBare,
    detail: `verify ${rate(oursUs)}, bare loop ${rate(bareUs)}, medians of ${rounds} interleaved rounds of ${accepts}`,
  };
}

interface Verifying {
  round(): Promise<void>;
  flushes(): number;
  close(): Promise<void>;
}

/** 64 callers, each verifying one code after the other of a fob of its own. */
async function verifying(path: string): Promise<Verifying> {
  const store = openSqliteStore(path);
  const verifier = verifierOn(store);
  const ids = Array.from({ length: callers }, (_, i) => `fob-${i}`);
  for (const id of ids) await enrol(store, id, 'hotp');
  const next = new Map(ids.map((id) => [id, 0]));
  // Worked out beforehand: making codes is the fob's work, not the verifier's.
  const codes = new Map(
    ids.map((id) => [
      id,
      Array.from({ length: (rounds + warmUpRounds) * perCaller }, (_, counter) => codeOf(id, counter)),
    ]),
  );
  const one = async (id: string): Promise<void> => {
    for (let i = 0; i < perCaller; i++) {
      const counter = next.get(id)!;
      next.set(id, counter + 1);
      const verdict = await verifier.verify({
        credentialId: id,
        code: codes.get(id)![counter]!,
        atUs: startUs,
      });
      if (!isSuccess(verdict.outcome)) throw new Error(`${id} at ${counter}: ${verdict.outcome}`);
    }
  };
  return {
    round: async () => {
      await Promise.all(ids.map(one));
    },
    flushes: () => store.transactions,
    close: () => store.close(),
  };
}

interface Bare {
  round(): void;
  close(): void;
}

/** The same reads and writes on the same schema, 64 to a transaction, values ready-made: no code, no chain. */
async function bareLoop(path: string): Promise<Bare> {
  const store = openSqliteStore(path);
  const ids = Array.from({ length: callers }, (_, i) => `fob-${i}`);
  for (const id of ids) await enrol(store, id, 'hotp');
  let sequence = (await store.auditHead()).sequence;
  await store.close();
  const driver = openSqliteDriver(path);
  const statement = statementsOn(driver);
  const hash = new Uint8Array(32).fill(1);
  const record = encodeAudit(auditOf('fob-00', 'verify', { detail: [['step', '1234']] }));
  let version = 0;
  return {
    round: () => {
      for (let i = 0; i < perCaller; i++) {
        version++;
        for (const id of ids) statement.read.get([id]);
        driver.exec('BEGIN IMMEDIATE');
        statement.head.get([]);
        for (const id of ids) {
          const values: SqlValue[] = stateValues({ ...sampleState, lastConsumed: version });
          statement.update.run([...values, id, version, version, version]);
          statement.append.run([++sequence, id, record, hash]);
        }
        statement.moveHead.run([sequence, hash]);
        driver.exec('COMMIT');
      }
    },
    close: () => driver.close(),
  };
}

function statementsOn(driver: SqliteDriver) {
  const assigned = stateNames.map((column) => `${column} = ?`).join(', ');
  return {
    read: driver.prepare(
      `SELECT id, version, ${[...factNames, ...stateNames].join(', ')} FROM foblab_credentials WHERE id = ?`,
    ),
    head: driver.prepare('SELECT sequence, hash FROM foblab_audit_head'),
    update: driver.prepare(
      `UPDATE foblab_credentials SET version = version + 1, ${assigned} WHERE id = ? AND version = ? AND (? IS NULL OR last_consumed < ?)`,
    ),
    append: driver.prepare(
      'INSERT INTO foblab_audit (sequence, credential_id, record, hash) VALUES (?, ?, ?, ?)',
    ),
    moveHead: driver.prepare('UPDATE foblab_audit_head SET sequence = ?, hash = ?'),
  };
}

async function timedUs(work: () => void | Promise<void>): Promise<number> {
  const started = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - started) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
