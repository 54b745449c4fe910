// Runs every benchmark of this folder, one after another, and fails where a goal is missed.
// `npm run bench -- firmware` runs those whose file name holds one of the words.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Row } from './row.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts' && file !== 'measure.ts')
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort();

console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
const rows: (Row & { of: string })[] = [];
let found = 0;
for (const file of files) {
  const measured = measureApart(file);
  if (measured === undefined) continue;
  found++;
  for (const row of measured.rows) {
    rows.push({ ...row, of: measured.name });
    print(row, measured.name);
  }
}

if (found === 0) {
  console.error(`No benchmark matches ${JSON.stringify(wanted)}.`);
  process.exit(1);
}
const failed = rows.filter((row) => row.skipped === undefined && row.pass !== true);
const skipped = rows.filter((row) => row.skipped !== undefined);
console.log(
  `${rows.length - failed.length - skipped.length} met, ${failed.length} missed, ${skipped.length} skipped`,
);
process.exit(failed.length > 0 ? 1 : 0);

/** In a process of its own: what one benchmark leaves in the heap is not another one's to clear away. */
function measureApart(file: string): { name: string; rows: Row[] } | undefined {
  const script = fileURLToPath(new URL('measure.ts', import.meta.url));
  const child = spawnSync(process.execPath, ['--import', 'tsx', script, `${folder}/${file}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    maxBuffer: 1e8,
  });
  const told = child.output[3] ?? '';
  if (told !== '') return JSON.parse(told) as { name: string; rows: Row[] };
  if (child.status === 0) return undefined;
  const detail = `it ended with ${child.signal ?? child.status}`;
  return { name: file, rows: [{ name: 'it did not run', goal: 'runs', pass: false, detail }] };
}

function print({ name, ratio, goal, pass, detail, skipped: why }: Row, of: string): void {
  const verdict = why !== undefined ? 'skipped' : pass ? 'pass   ' : 'FAIL   ';
  const figure = ratio === undefined ? '       ' : `${ratio.toFixed(2)}×`.padStart(7);
  console.log(`${verdict} ${figure}  ${goal.padEnd(10)} ${of}: ${name}`);
  console.log(`${' '.repeat(28)}${why ?? detail}`);
}
