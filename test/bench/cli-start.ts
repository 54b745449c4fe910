// What a one-shot command costs from start to end over a Node script that does nothing: `press`, and the slowest ten of
// all others. Every operation takes part by its first example, so that a new one is measured without a word here.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allOperations } from '../../src/operations/index.js';
import { type Candidate, measurePaired } from './paired-rounds.js';
import type { Row } from './row.js';

export const name = 'cli-start';

const pressGoal = 1.7;
const goal = 1.9;
const pressRounds = 41;
const rounds = 21;
const roughRounds = 5;
const slowest = 10;
const foblab = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));
const fob = '3315511111';

/** Commands whose work is slow on purpose or by the world outside, so that their start says nothing. */
const slowByNature: Readonly<Record<string, string>> = {
  'backup-codes': 'scrypt for each code',
  verify: 'a refusal costs as much as the search of a whole window and the backup codes',
  demo: 'runs a year of a fob',
  'epcs fixtures load': 'makes people with passwords, each by scrypt',
  doctor: 'tries out what the system has',
};

export async function run(): Promise<Row[]> {
  if (!existsSync(foblab))
    return [
      {
        name: 'one-shot commands',
        goal: `≤ ${goal}×`,
        detail: '',
        skipped: 'dist/foblab.cjs is missing: npm run build',
      },
    ];
  const folder = mkdtempSync(join(tmpdir(), 'foblab-start-'));
  try {
    const start = new Start(folder);
    const press = await start.row(['press', fob], pressGoal, pressRounds);
    const commands = await oneShots(start);
    const rough = await start.ratios(commands, roughRounds);
    const ranked = [...commands].sort((a, b) => rough(b) - rough(a)).slice(0, slowest);
    const rows = [press];
    for (const words of ranked) rows.push(await start.row(words, goal, rounds));
    rows[1]!.detail += `; the slowest of ${commands.length} commands come first`;
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first example of each operation that ends by itself and can run on the prepared bench. */
async function oneShots(start: Start): Promise<string[][]> {
  const commands: string[][] = [['--version'], ['--help']];
  for (const operation of await allOperations()) {
    const words = (operation.examples[0] ?? '').split(' ').slice(1);
    if (words.length === 0 || operation.effect === 'outside' || operation.timing === 'streams') continue;
    if (operation.runsUntilDisconnect?.({}) === true || operation.command in slowByNature) continue;
    if (start.works(words)) commands.push(words);
  }
  return commands;
}

/** A prepared bench, copied afresh for each run: a command may remove what the next one needs. */
class Start {
  readonly #prepared: string;
  readonly #bench: string;
  readonly #empty: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(folder: string) {
    this.#prepared = join(folder, 'prepared');
    this.#bench = join(folder, 'bench');
    this.#empty = join(folder, 'empty.cjs');
    this.#env = { ...process.env, FOBLAB_BENCH: this.#bench, XDG_CACHE_HOME: join(folder, 'cache') };
    // A CA bundle in the environment costs every Node start the time to parse it.
    delete this.#env.NODE_EXTRA_CA_CERTS;
    writeFileSync(this.#empty, '');
    for (const words of [
      ['init', '--at', '2026-01-01T00:00:00Z', '--paused', '--seed', '42'],
      ['add', 'onespan/digipass-go7', '--serial', fob],
      ['enroll', fob],
    ])
      this.#node(foblab, ...words);
    cpSync(this.#bench, this.#prepared, { recursive: true });
  }

  /** Runs the command as often as its cache needs. False where it does not end in 5 s or is not understood. */
  works(words: readonly string[]): boolean {
    for (let i = 0; i < 3; i++) {
      this.#refresh();
      const { status } = spawnSync(process.execPath, [foblab, ...words], {
        env: this.#env,
        timeout: 5000,
        input: '',
      });
      if (status !== 0) return false;
    }
    return true;
  }

  /** How many times an empty script each command takes. */
  async ratios(commands: readonly string[][], count: number): Promise<(words: string[]) => number> {
    const measured = await measurePaired(
      [...commands.map((words) => this.#candidate(words)), this.#nothing()],
      count,
    );
    return (words) => measured.ratio(words.join(' '), 'empty').median;
  }

  async row(words: string[], most: number, count: number): Promise<Row> {
    this.works(words);
    const command = words.join(' ');
    const measured = await measurePaired([this.#candidate(words), this.#nothing()], count);
    const ratio = measured.ratio(command, 'empty').median;
    const [ours, empty] = [measured.ns(command) / 1e6, measured.ns('empty') / 1e6];
    return {
      name: `foblab ${command} from start to end, against an empty Node script`,
      ratio,
      goal: `≤ ${most}×`,
      pass: ratio <= most,
      detail: `${ours.toFixed(1)} ms against ${empty.toFixed(1)} ms, median of ${count} pairs`,
    };
  }

  #candidate(words: readonly string[]): Candidate {
    return {
      name: words.join(' '),
      times: 1,
      measure: () => this.#timed(() => this.#node(foblab, ...words)),
    };
  }

  #nothing(): Candidate {
    return { name: 'empty', times: 1, measure: () => this.#timed(() => this.#node(this.#empty)) };
  }

  #timed(work: () => void): number {
    this.#refresh();
    const started = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - started);
  }

  #refresh(): void {
    if (!existsSync(this.#prepared)) return;
    rmSync(this.#bench, { recursive: true, force: true });
    cpSync(this.#prepared, this.#bench, { recursive: true });
  }

  #node(...words: string[]): void {
    const { status, stderr } = spawnSync(process.execPath, words, {
      env: this.#env,
      encoding: 'utf8',
      input: '',
    });
    if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  }
}
