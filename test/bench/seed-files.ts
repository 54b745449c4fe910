// What a delivery of 100 000 tokens costs, to read and to import: time and memory grow with the rows and no faster.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initBench } from '../../src/bench/index.js';
import { openBenchClient } from '../../src/host/bench-client.js';
import { findOperation } from '../../src/operations/index.js';
import { readSeedFile, type SeedRecord, writePskc } from '../../src/seed-files/index.js';
import type { Row } from './row.js';

export const name = 'seed files';

const rows = 100_000;
/** Ten times the rows, and half as much again for what the garbage collector does on the way. */
const mostTimes = 15;

export async function run(): Promise<Row[]> {
  const table = async (count: number): Promise<number> => (await readSeedFile(tableOf(count))).records.length;
  // Twice, so that the compiler has seen it before it is measured.
  await table(rows / 10);
  return [
    await row('a table', table),
    await row('PSKC under a key, written and read', async (count) => {
      const key = new Uint8Array(32).fill(1);
      const text = await writePskc(recordsOf(count), { key });
      return (await readSeedFile(Buffer.from(text), { key })).records.length;
    }),
    await row('import into SQLite', imported),
  ];
}

async function row(what: string, work: (count: number) => Promise<number>): Promise<Row> {
  const tenth = await measure(rows / 10, work);
  const whole = await measure(rows, work);
  const ratio = whole.ms / tenth.ms;
  const linear = whole.grownMb <= mostTimes * Math.max(tenth.grownMb, 40);
  return {
    name: `${rows} rows over ${rows / 10}, ${what}: processor time`,
    ratio,
    goal: `≤ ${mostTimes}×`,
    pass: ratio <= mostTimes && linear,
    detail: `${whole.ms.toFixed(0)} ms and ${tenth.ms.toFixed(0)} ms; the most memory grew by ${whole.grownMb.toFixed(0)} MB and ${tenth.grownMb.toFixed(0)} MB${linear ? '' : ', which is more than the rows did'}`,
  };
}

/** Of the processor, which another program's load does not lengthen. */
async function measure(
  count: number,
  work: (count: number) => Promise<number>,
): Promise<{ ms: number; grownMb: number }> {
  const mostBefore = process.resourceUsage().maxRSS;
  const before = process.cpuUsage();
  const done = await work(count);
  const { user, system } = process.cpuUsage(before);
  if (done !== count) throw new Error(`${done} of ${count} rows were read`);
  return { ms: (user + system) / 1000, grownMb: (process.resourceUsage().maxRSS - mostBefore) / 1024 };
}

async function imported(count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-bench-'));
  try {
    const directory = join(folder, 'bench');
    initBench(directory, { rate: 0, atUs: 1_767_225_600_000_000, seed: '1' });
    const client = await openBenchClient(directory, findOperation);
    const file = tableOf(count);
    const answer = (await client.run('seed-file.import', { file })) as { imported: readonly string[] };
    await client.close();
    return answer.imported.length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tableOf(count: number): Uint8Array {
  const lines = recordsOf(count).map(({ serial }, i) => `${serial},${hexOf(i)},totp,6,30\n`);
  return Buffer.from(`serial,hexkey,type,digits,step\n${lines.join('')}`);
}

function recordsOf(count: number): SeedRecord[] {
  return Array.from({ length: count }, (_, i) => ({
    serial: String(1_000_000 + i),
    secret: new Uint8Array(Buffer.from(hexOf(i), 'hex')),
    type: 'totp',
    algorithm: 'sha1',
    digits: 6,
    periodSeconds: 30,
    position: { record: i + 1, line: i + 2, column: 1 },
  }));
}

function hexOf(i: number): string {
  return (BigInt(i) * 0x9e3779b97f4a7c15n).toString(16).padStart(40, '7').slice(-40);
}
