import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { makeFolder } from './private-folder.js';

test('makes a folder and its missing parents once, for their owner only', () => {
  const root = mkdtempSync(join(tmpdir(), 'foblab-folder-'));
  const deep = join(root, 'a', 'b', 'c');
  makeFolder(deep, 0o700);
  makeFolder(deep, 0o700);
  assert.equal(statSync(join(root, 'a')).mode & 0o777, 0o700);
  rmSync(root, { recursive: true });
});

test('throws the system error at once if no folder can be made', () => {
  assert.throws(() => makeFolder('/proc/nope/deeper', 0o700), { code: 'ENOENT' });
});

test.run();
