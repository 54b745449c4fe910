// What a delivery of 100 000 tokens costs to read: time grows with the rows and no faster.
import { readSeedFile } from '../../src/seed-files/index.js';
import type { Row } from './row.js';

export const name = 'seed files';

const rows = 100_000;

export async function run(): Promise<Row[]> {
  const tenth = await measure(rows / 10);
  const whole = await measure(rows);
  const ratio = whole / tenth;
  return [
    {
      name: `${rows} rows of a table over ${rows / 10}, time`,
      ratio,
      goal: '≤ 15×',
      pass: ratio <= 15,
      detail: `${whole.toFixed(0)} ms and ${tenth.toFixed(0)} ms`,
    },
  ];
}

async function measure(count: number): Promise<number> {
  const file = Buffer.from(
    `serial,hexkey,type,digits,step\n${Array.from({ length: count }, (_, i) => `${1_000_000 + i},${hexOf(i)},totp,6,30\n`).join('')}`,
  );
  await readSeedFile(file);
  const startMs = performance.now();
  const { records } = await readSeedFile(file);
  const ms = performance.now() - startMs;
  if (records.length !== count) throw new Error(`${records.length} of ${count} rows were read`);
  return ms;
}

function hexOf(i: number): string {
  return (BigInt(i) * 0x9e3779b97f4a7c15n).toString(16).padStart(40, '7').slice(-40);
}
