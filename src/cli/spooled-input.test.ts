// What only this process can read is put where whoever holds the bench can read it.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import { isOfThisProcess, spooledInput } from './spooled-input.js';

const size = { mostBytes: 5, expected: 'expected a short one' };
const spooled = suite('spooled input');
let folder = '';
spooled.before(() => {
  folder = mkdtempSync(join(tmpdir(), 'foblab-spooled-'));
});
spooled.after(() => rmSync(folder, { recursive: true }));

spooled('a file is left where it is; a pipe and what is named after this process are not', () => {
  const file = join(folder, 'seeds.csv');
  writeFileSync(file, 'seeds');
  assert.equal(isOfThisProcess(file), false);
  assert.equal(isOfThisProcess(join(folder, 'none')), false);
  assert.equal(isOfThisProcess('/dev/shm/bench'), false);
  assert.equal(isOfThisProcess('/proc/self/fd/3'), true);
  assert.equal(isOfThisProcess('/dev/fd/63'), true);
  assert.equal(isOfThisProcess('/dev/stdin'), true);
  const pipe = join(folder, 'pipe');
  if (spawnSync('mkfifo', [pipe]).status === 0) assert.equal(isOfThisProcess(pipe), true);
});

spooled('for this user alone, also without a runtime folder', () => {
  const file = join(folder, 'seeds.csv');
  writeFileSync(file, 'seeds');
  const { XDG_RUNTIME_DIR } = process.env;
  process.env.XDG_RUNTIME_DIR = '';
  let copy = '';
  try {
    copy = spooledInput(size, file);
  } finally {
    if (XDG_RUNTIME_DIR === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = XDG_RUNTIME_DIR;
  }
  assert.equal(readFileSync(copy, 'utf8'), 'seeds');
  assert.ok(copy.startsWith(tmpdir()));
  assert.equal(statSync(copy).mode & 0o777, 0o600);
  assert.equal(statSync(dirname(copy)).mode & 0o777, 0o700);
  assert.ok(existsSync(copy));
});

spooled('larger than its parser takes: refused, and nothing is left behind', () => {
  const file = join(folder, 'large');
  writeFileSync(file, 'seeds!');
  const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('foblab-input-'));
  const before = left();
  assert.throws(() => spooledInput(size, file), /large has more than 0 KB: expected a short one/);
  assert.deepEqual(left(), before);
});

spooled.run();
