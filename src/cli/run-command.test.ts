// Where a command runs: on the bench that is named, or, for what works without one, on none.
import * as assert from 'node:assert/strict';
import fs, { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { initBench } from '../bench/index.js';
import { OperationError } from '../contract/operation-error.js';
import { defineOperation } from '../host/operation.js';
import { readCommandLine } from './command-line.js';
import { askingFirst } from './insist.js';
import { type RunOnBench, runCommand } from './run-command.js';

const runs = suite('running a command');
const { FOBLAB_BENCH, XDG_STATE_HOME } = process.env;
let root = '';
runs.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-run-'));
  delete process.env.FOBLAB_BENCH;
  process.env.XDG_STATE_HOME = root;
});
runs.after.each(() => {
  restore('FOBLAB_BENCH', FOBLAB_BENCH);
  restore('XDG_STATE_HOME', XDG_STATE_HOME);
  rmSync(root, { recursive: true });
});

/** Answers whether it had a bench. */
const joins = defineOperation({
  name: 'test.joins',
  command: 'joins',
  summary: 'joins what the bench knows',
  parameters: {},
  positionals: [],
  effect: 'change',
  timing: 'waits',
  needsBench: 'optional',
  answer: (t) => t.Object({ hasBench: t.Boolean() }),
  run: ({ hasBench }) => ({ hasBench }),
  plain: ({ hasBench }) => String(hasBench),
  text: ({ hasBench }) => String(hasBench),
});

/** What it prints, on which bench it ran, and what it says beside. */
async function outcome(
  ...words: string[]
): Promise<{ out: string; beside: string; bench: string | undefined }> {
  let bench: string | undefined;
  const onBench: RunOnBench = async (directory) => {
    bench = directory;
    return { hasBench: true };
  };
  const said = { out: '', beside: '' };
  const { writeSync } = fs;
  fs.writeSync = (descriptor: number, bytes: NodeJS.ArrayBufferView | string) => {
    const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes as Uint8Array).toString('utf8');
    said[descriptor === 1 ? 'out' : 'beside'] += text;
    return Buffer.byteLength(text);
  };
  syncBuiltinESMExports();
  try {
    assert.equal(await runCommand(readCommandLine(joins, words), onBench), 0);
  } finally {
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
  }
  return { ...said, bench };
}

runs('what joins a bench has the one that is named, and the default one where it is there', async () => {
  const named = join(root, 'named');
  initBench(named, { rate: 0 });
  assert.deepEqual(await outcome('--bench', named), { out: 'true\n', beside: '', bench: named });
  const byDefault = join(root, 'foblab', 'benches', 'default');
  initBench(byDefault, { rate: 0 });
  assert.deepEqual(await outcome(), { out: 'true\n', beside: '', bench: byDefault });
});

runs('where there is none it runs without, and starts none', async () => {
  assert.deepEqual(await outcome(), { out: 'false\n', beside: '', bench: undefined });
  assert.ok(!existsSync(join(root, 'foblab')));
});

runs('a bench that was named and is not there is told', async () => {
  const none = join(root, 'none');
  process.env.FOBLAB_BENCH = none;
  const { out, beside, bench } = await outcome();
  assert.equal(bench, undefined);
  assert.equal(out, 'false\n');
  assert.equal(beside, `foblab: there is no bench in ${none}: this is without one\n`);
});

runs('a person is asked about what looks wrong; a script is refused', async () => {
  const given: Record<string, unknown> = {};
  const asked: string[] = [];
  const doubtful = async (): Promise<string> => {
    if (given.keepAnyway === true) return 'kept';
    throw new OperationError('usage', 'it looks swapped. Nothing was kept: correct it, or insist', {
      remedy: { operation: 'observation.add', arguments: { keepAnyway: true } },
    });
  };
  const say = (answer: string) => async (question: string) => {
    asked.push(question);
    return answer;
  };
  await assert.rejects(askingFirst(given, false, doubtful, say('y')), /it looks swapped/);
  assert.deepEqual(asked, []);
  await assert.rejects(askingFirst(given, true, doubtful, say('')), {
    code: 'usage',
    message: 'Nothing was kept',
  });
  assert.equal(await askingFirst(given, true, doubtful, say('y')), 'kept');
  assert.equal(asked[0], 'it looks swapped.\nKeep it anyway? [y/N] ');
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

runs.run();
