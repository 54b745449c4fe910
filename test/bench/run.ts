// Runs every benchmark of this folder, one after another, and fails where a goal is missed.
// `npm run bench -- firmware` runs those whose file name holds one of the words.
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Row } from './row.js';

interface Benchmark {
  name: string;
  run(): Promise<Row[]>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort();

console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
const rows: (Row & { of: string })[] = [];
let found = 0;
for (const file of files) {
  const benchmark = (await import(pathToFileURL(`${folder}/${file}`).href)) as Partial<Benchmark>;
  // Beside the benchmarks stand what they share.
  if (typeof benchmark.run !== 'function' || benchmark.name === undefined) continue;
  found++;
  for (const row of await rowsOf(benchmark as Benchmark)) {
    rows.push({ ...row, of: benchmark.name });
    print(row, benchmark.name);
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

async function rowsOf(benchmark: Benchmark): Promise<Row[]> {
  try {
    return await benchmark.run();
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ name: 'it did not run', goal: 'runs', pass: false, detail }];
  }
}

function print({ name, ratio, goal, pass, detail, skipped: why }: Row, of: string): void {
  const verdict = why !== undefined ? 'skipped' : pass ? 'pass   ' : 'FAIL   ';
  const figure = ratio === undefined ? '       ' : `${ratio.toFixed(2)}×`.padStart(7);
  console.log(`${verdict} ${figure}  ${goal.padEnd(10)} ${of}: ${name}`);
  console.log(`${' '.repeat(28)}${why ?? detail}`);
}
