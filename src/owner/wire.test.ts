import * as assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { suite } from 'uvu';
import { LineSplitter, runtimeFolder } from './wire.js';

const wire = suite('wire');

wire('lines come out whole, split anywhere', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string().map((text) => text.replaceAll('\n', '')),
        { maxLength: 20 },
      ),
      fc.array(fc.nat(400)),
      (lines, cuts) => {
        const text = lines.map((line) => `${line}\n`).join('');
        const splitter = new LineSplitter();
        const heard: string[] = [];
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), text.length]) {
          heard.push(...splitter.feed(text.slice(from, cut)));
          from = Math.max(from, cut);
        }
        assert.deepEqual(heard, lines);
      },
    ),
  );
});

wire('a line that never ends is refused at its limit, not gathered for ever', () => {
  const splitter = new LineSplitter(1000);
  for (let i = 0; i < 10; i++) splitter.feed('x'.repeat(100));
  assert.throws(() => splitter.feed('x'), /over the limit/);
});

wire('thirty megabytes in small pieces are one line', () => {
  const splitter = new LineSplitter();
  const piece = 'x'.repeat(1000);
  for (let i = 0; i < 30_000; i++) assert.deepEqual(splitter.feed(piece), []);
  assert.equal(splitter.feed('\n')[0]!.length, 30_000_000);
});

wire('the folder of sockets and ports is this user’s alone, and no link to another', () => {
  const root = mkdtempSync(join(tmpdir(), 'foblab-wire-'));
  const { XDG_RUNTIME_DIR } = process.env;
  try {
    process.env.XDG_RUNTIME_DIR = root;
    mkdirSync(join(root, 'foblab'));
    chmodSync(join(root, 'foblab'), 0o777);
    assert.equal(statSync(runtimeFolder()).mode & 0o777, 0o700);
    rmdirSync(join(root, 'foblab'));
    mkdirSync(join(root, 'theirs'));
    symlinkSync(join(root, 'theirs'), join(root, 'foblab'));
    assert.throws(() => runtimeFolder(), /belongs to somebody else: set XDG_RUNTIME_DIR/);
    process.env.XDG_RUNTIME_DIR = '';
    assert.equal(runtimeFolder(), join(tmpdir(), `foblab-${userInfo().uid}`));
  } finally {
    if (XDG_RUNTIME_DIR === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = XDG_RUNTIME_DIR;
    rmSync(root, { recursive: true });
  }
});

wire.run();
