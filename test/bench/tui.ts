// What the terminal UI costs on a pseudo-terminal: its first frame with a fob in it against a bare blessed program that
// draws one box, and a key to the cell that it changes on a bench of a thousand fobs against one of forty.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import { initBench } from '../../src/bench/index.js';
import { parseIsoTime } from '../../src/contract/iso-time.js';
import { openBenchClient } from '../../src/host/bench-client.js';
import { findOperation } from '../../src/operations/index.js';
import { measurePaired } from './paired-rounds.js';
import type { Row } from './row.js';

export const name = 'tui';

const frameRounds = 21;
const frameGoal = 1.3;
const keyRounds = 60;
const keyGoal = 2;
const few = 40;
const many = 1000;
const rate = 3600;
const names = {
  frame: 'first frame of foblab lab with a fob in it, against a bare blessed program that draws one box',
  key: `a key to its cell with ${many} fobs at ×${rate}, against ${few}`,
};
const foblab = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));

export async function run(): Promise<Row[]> {
  if (!existsSync(foblab))
    return [
      {
        name: names.frame,
        goal: `≤ ${frameGoal}×`,
        detail: '',
        skipped: 'dist/foblab.cjs is missing: npm run build',
      },
    ];
  const folder = mkdtempSync(join(tmpdir(), 'foblab-tui-bench-'));
  try {
    return [await frameRow(folder), await keyRow(folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function frameRow(folder: string): Promise<Row> {
  const bench = await benchOf(join(folder, 'one'), 1, 0);
  const bare = join(folder, 'bare.cjs');
  const blessed = createRequire(import.meta.url).resolve('blessed');
  writeFileSync(
    bare,
    `const blessed = require(${JSON.stringify(blessed)});
     const screen = blessed.screen({ smartCSR: true });
     blessed.box({ parent: screen, width: 20, height: 5, border: 'line', content: 'bare' });
     screen.render();`,
  );
  const firstShown =
    (words: string[], shown: string) =>
    async (times: number): Promise<number> => {
      let ns = 0n;
      for (let i = 0; i < times; i++) {
        const started = process.hrtime.bigint();
        const terminal = new Watched(words, bench);
        await terminal.shows(shown);
        ns += process.hrtime.bigint() - started;
        await terminal.end();
      }
      return Number(ns) / times;
    };
  const measured = await measurePaired(
    [
      { name: 'lab', times: 1, measure: firstShown([foblab, 'lab'], '33-1551111-1') },
      { name: 'bare', times: 1, measure: firstShown([bare], 'bare') },
    ],
    frameRounds,
  );
  const ratio = measured.ratio('lab', 'bare').median;
  return {
    name: names.frame,
    ratio,
    goal: `≤ ${frameGoal}×`,
    pass: ratio <= frameGoal,
    detail: `${(measured.ns('lab') / 1e6).toFixed(1)} ms against ${(measured.ns('bare') / 1e6).toFixed(1)} ms from the start of the process, median of ${frameRounds} pairs`,
  };
}

async function keyRow(folder: string): Promise<Row> {
  const terminals = [
    new Watched([foblab, 'lab'], await benchOf(join(folder, 'few'), few, rate)),
    new Watched([foblab, 'lab'], await benchOf(join(folder, 'many'), many, rate)),
  ] as const;
  // The key opens the menu of time, which changes cells that nothing else does; another closes it again.
  const toCell =
    (terminal: Watched) =>
    async (times: number): Promise<number> => {
      let ns = 0n;
      for (let i = 0; i < times; i++) {
        const started = process.hrtime.bigint();
        const shown = terminal.shows('chooses');
        terminal.press('t');
        await shown;
        ns += process.hrtime.bigint() - started;
        terminal.press('q');
        await terminal.settled();
      }
      return Number(ns) / times;
    };
  try {
    for (const terminal of terminals) await terminal.shows('fobs');
    // The rest of the program is fetched after the first frame.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const measured = await measurePaired(
      [
        { name: 'few', times: 1, measure: toCell(terminals[0]) },
        { name: 'many', times: 1, measure: toCell(terminals[1]) },
      ],
      keyRounds,
    );
    const ratio = measured.ns('many') / measured.ns('few');
    return {
      name: names.key,
      ratio,
      goal: `≤ ${keyGoal}×`,
      pass: ratio <= keyGoal,
      detail: `${(measured.ns('many') / 1e6).toFixed(2)} ms against ${(measured.ns('few') / 1e6).toFixed(2)} ms, medians of ${keyRounds} keys`,
    };
  } finally {
    for (const terminal of terminals) await terminal.end();
  }
}

async function benchOf(directory: string, fobs: number, ratio: number): Promise<string> {
  initBench(directory, { atUs: parseIsoTime('2026-01-01T00:00:00Z')!, rate: 0, seed: '42' });
  const client = await openBenchClient(directory, findOperation);
  await client.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  for (let i = 1; i < fobs; i++)
    await client.run('fob.add', {
      model: 'onespan/digipass-go7',
      driftPpm: i % 40,
      label: `drawer ${i % 20}`,
    });
  if (ratio > 0) await client.run('bench.rate', { rate: String(ratio) });
  await client.close();
  return directory;
}

/** A program on a pseudo-terminal, and what it has written since anybody asked. */
class Watched {
  readonly #terminal: IPty;
  #written = '';
  #waiting: { text: string; resolve(): void } | undefined;
  readonly #ended: Promise<void>;

  constructor(words: readonly string[], bench: string) {
    const env: Record<string, string | undefined> = {
      ...process.env,
      FOBLAB_BENCH: bench,
      TERM: 'xterm-256color',
    };
    delete env.NODE_EXTRA_CA_CERTS;
    this.#terminal = spawn(process.execPath, [...words], { cols: 120, rows: 40, env });
    this.#terminal.onData((text) => {
      this.#written += text;
      if (this.#waiting === undefined || !this.#written.includes(this.#waiting.text)) return;
      this.#waiting.resolve();
      this.#waiting = undefined;
      this.#written = '';
    });
    this.#ended = new Promise((resolve) => this.#terminal.onExit(() => resolve()));
  }

  shows(text: string): Promise<void> {
    this.#written = '';
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error(`${text} was not drawn within 20 s`)), 20_000);
      this.#waiting = {
        text,
        resolve: () => {
          clearTimeout(giveUp);
          resolve();
        },
      };
    });
  }

  press(key: string): void {
    this.#terminal.write(key);
  }

  /** Some frames, of a length that does not keep step with the bench's own readings. */
  settled(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 137));
  }

  async end(): Promise<void> {
    this.#terminal.kill('SIGKILL');
    await this.#ended;
  }
}
