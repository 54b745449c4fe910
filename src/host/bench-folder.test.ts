// A bench that others can change is refused, with the command that mends it; root leaves a user's bench the user's.
import * as assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { foblab } from '../../test/e2e/foblab-process.js';
import { skip } from '../../test/skip.js';
import { initBench } from '../bench/index.js';
import { OperationError } from '../contract/operation-error.js';
import { enterBenchFolder } from './bench-folder.js';

const folders = suite('bench folder');
let root = '';
let bench = '';
folders.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-folder-'));
  bench = join(root, 'bench');
  mkdirSync(bench, { mode: 0o700 });
  chmodSync(bench, 0o775);
  initBench(bench, { rate: 0 });
});
folders.after.each(() => rmSync(root, { recursive: true }));

function refused(expected: RegExp): void {
  assert.throws(
    () => enterBenchFolder(bench),
    (error: Error) => {
      assert.ok(error instanceof OperationError && error.code === 'permission');
      assert.match(error.message, expected);
      return true;
    },
  );
}

folders('init keeps the folder to its owner; what others can write is refused', () => {
  assert.equal(lstatSync(bench).mode & 0o022, 0);
  enterBenchFolder(bench);
  for (const mode of [0o777, 0o770, 0o1777]) {
    chmodSync(bench, mode);
    refused(/others than its owner can write .*bench \(mode 77[07]\): chmod go-w .*bench$/);
  }
  chmodSync(bench, 0o700);
  chmodSync(join(bench, 'bench.db'), 0o666);
  refused(/bench\.db \(mode 666\): chmod go-w/);
  chmodSync(join(bench, 'bench.db'), 0o600);
  symlinkSync('/dev/null', join(bench, 'owner.json'));
  refused(/owner\.json is a symbolic link/);
  rmSync(join(bench, 'owner.json'));
});

const asRoot = 'root in a bench of another user leaves every file to that user';
if (process.geteuid?.() !== 0) skip(folders, asRoot, 'needs root');
else
  folders(asRoot, () => {
    chmodSync(root, 0o755);
    for (const path of [bench, join(bench, 'bench.db')]) chownSync(path, 65_534, 65_534);
    const added = foblab(['add', 'onespan/digipass-go7', '--serial', '3315511111'], { bench });
    assert.equal(added.status, 0, added.stderr);
    const enrolled = foblab(['enroll', '--fob', '3315511111'], { bench });
    assert.equal(enrolled.status, 0, enrolled.stderr);
    for (const name of readdirSync(bench)) assert.equal(lstatSync(join(bench, name)).uid, 65_534, name);
  });

folders.run();
