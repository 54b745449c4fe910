// A bench of a hundred thousand fobs against one of a thousand, each command in a process of its own: how long it takes
// and how much memory it needs. FOBLAB_BENCH_FOBS makes it another number; the goals grow and shrink with it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from './row.js';

export const name = 'bench-scale';

const many = Number(process.env.FOBLAB_BENCH_FOBS ?? 100_000);
const few = Math.ceil(many / 100);
const foblab = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));

/** Seconds and MB for a hundred thousand fobs. */
const goals: readonly { words: string[]; seconds: number; megabytes: number }[] = [
  { words: ['list'], seconds: 1.5, megabytes: 400 },
  { words: ['list', '--json'], seconds: 1.5, megabytes: 400 },
  { words: ['snapshot', '--with-secrets'], seconds: 30, megabytes: 300 },
  { words: ['restore', 'snapshot --with-secrets'], seconds: 30, megabytes: 300 },
  { words: ['advance', '10y'], seconds: 30, megabytes: 400 },
];
const adding = { seconds: 20, megabytes: 400 };
const pressGoal = 1.3;
const pressRounds = 15;

export async function run(): Promise<Row[]> {
  if (!existsSync(foblab))
    return [
      { name: 'a large bench', goal: '', detail: '', skipped: 'dist/foblab.cjs is missing: npm run build' },
    ];
  const folder = mkdtempSync(join(tmpdir(), 'foblab-scale-'));
  try {
    return measured(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measured(folder: string): Row[] {
  const [large, small] = [new Lab(folder, 'many'), new Lab(folder, 'few')];
  const model = ['--model', 'onespan/digipass-go7'];
  const rows = [row(large.run(['add', '--from', delivery(folder, many), ...model]), adding, 'add --from')];
  small.run(['add', '--from', delivery(folder, few), ...model]);
  rows.push(pressRow(large, small));
  for (const { words, ...goal } of goals) {
    const given = words.map((word) => (word.startsWith('snapshot ') ? large.output(word) : word));
    const [of, before] = [large.run(given), words[0] === 'restore' ? undefined : small.run(given)];
    const growth = before === undefined ? '' : `; ${before.seconds.toFixed(2)} s with ${few}`;
    const one = row(of, goal, words.join(' '));
    rows.push({ ...one, detail: one.detail + growth });
  }
  return rows;
}

function row(
  { seconds, cpuSeconds, megabytes }: Cost,
  goal: { seconds: number; megabytes: number },
  what: string,
): Row {
  const allowed = (goal.seconds * many) / 100_000;
  return {
    name: `${what}, ${many} fobs`,
    goal: `≤ ${allowed} s`,
    pass: seconds <= Math.max(1, allowed) && megabytes <= goal.megabytes,
    detail: `${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of CPU), ${megabytes.toFixed(0)} MB of ${goal.megabytes}`,
  };
}

function pressRow(large: Lab, small: Lab): Row {
  const [of, before] = [[], []] as [number[], number[]];
  for (let round = 0; round < pressRounds; round++) {
    of.push(large.run(['press', serialOf(round)]).seconds);
    before.push(small.run(['press', serialOf(round)]).seconds);
  }
  const [slow, quick] = [median(of), median(before)];
  return {
    name: `press from a cold shell, ${many} fobs over ${few}`,
    ratio: slow / quick,
    goal: `≤ ${pressGoal}×`,
    pass: slow <= pressGoal * quick,
    detail: `${(slow * 1000).toFixed(0)} ms over ${(quick * 1000).toFixed(0)} ms`,
  };
}

interface Cost {
  seconds: number;
  /** On a machine that does other work too, it says more. */
  cpuSeconds: number;
  megabytes: number;
}

class Lab {
  readonly #folder: string;
  readonly #bench: string;

  constructor(folder: string, named: string) {
    this.#folder = folder;
    this.#bench = join(folder, named);
    this.run(['init', '--seed', 'bench']);
  }

  /** Where the output of a command is. */
  output(words: string): string {
    return join(this.#folder, words.replace(/\W+/g, '-'));
  }

  run(words: readonly string[]): Cost {
    const output = openSync(this.output(words[0] === 'snapshot' ? words.join(' ') : 'out'), 'w');
    const tell = "process.on('exit', () => fs.writeSync(3, JSON.stringify(process.resourceUsage())))";
    const from = process.hrtime.bigint();
    const child = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,import fs from 'node:fs';${tell}`, foblab, ...words],
      {
        stdio: ['ignore', output, 'pipe', 'pipe'],
        env: { ...process.env, FOBLAB_BENCH: this.#bench },
        encoding: 'utf8',
      },
    );
    const seconds = Number(process.hrtime.bigint() - from) / 1e9;
    closeSync(output);
    if (child.status !== 0) throw new Error(`foblab ${words.join(' ')}: ${child.stderr}`);
    const used = JSON.parse(child.output[3]!) as NodeJS.ResourceUsage;
    const cpuSeconds = (used.userCPUTime + used.systemCPUTime) / 1e6;
    return { seconds, cpuSeconds, megabytes: used.maxRSS / 1024 };
  }
}

const serialOf = (index: number): string => String(3_300_000_000 + index);

function delivery(folder: string, count: number): string {
  const lines = ['serial,secret,type,digits,period,algorithm'];
  for (let i = 0; i < count; i++)
    lines.push(`${serialOf(i)},${createHash('sha1').update(serialOf(i)).digest('hex')},totp,6,30,sha1`);
  const file = join(folder, `${count}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
