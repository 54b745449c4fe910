// What `foblab press` costs from start to end over a Node script that does nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measurePaired, timed } from './paired-rounds.js';
import type { Row } from './row.js';

export const name = 'cli-start';

const rounds = 41;
const goal = 1.8;
const rowName = 'foblab press from start to end, against an empty Node script';

export async function run(): Promise<Row[]> {
  const foblab = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));
  if (!existsSync(foblab))
    return [
      { name: rowName, goal: `≤ ${goal}×`, detail: '', skipped: 'dist/foblab.cjs is missing: npm run build' },
    ];
  const directory = mkdtempSync(join(tmpdir(), 'foblab-start-'));
  const env: NodeJS.ProcessEnv = { ...process.env, FOBLAB_BENCH: join(directory, 'bench') };
  // A CA bundle in the environment costs every Node start the time to parse it.
  delete env.NODE_EXTRA_CA_CERTS;
  const node = (...words: string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  };
  const empty = join(directory, 'empty.cjs');
  writeFileSync(empty, '');
  try {
    node(foblab, 'init', '--at', '2026-01-01T00:00:00Z', '--paused', '--seed', '42');
    node(foblab, 'add', 'onespan/digipass-go7', '--serial', '3315511111');
    const measured = await measurePaired(
      [
        { name: 'press', times: 1, measure: timed(() => node(foblab, 'press', '3315511111', '--plain')) },
        { name: 'empty', times: 1, measure: timed(() => node(empty)) },
      ],
      rounds,
    );
    const ratio = measured.ratio('press', 'empty').median;
    const [oursMs, theirsMs] = [measured.ns('press') / 1e6, measured.ns('empty') / 1e6];
    return [
      {
        name: rowName,
        ratio,
        goal: `≤ ${goal}×`,
        pass: ratio <= goal,
        detail: `${oursMs.toFixed(1)} ms against ${theirsMs.toFixed(1)} ms, median of ${rounds} pairs; bench, lock, journal and otplib included`,
      },
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}
