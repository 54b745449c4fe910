import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { makeFolder } from './private-folder.js';

test('a folder and those above it are made once, for their owner alone', () => {
  const root = mkdtempSync(join(tmpdir(), 'foblab-folder-'));
  const deep = join(root, 'a', 'b', 'c');
  makeFolder(deep, 0o700);
  makeFolder(deep, 0o700);
  assert.equal(statSync(join(root, 'a')).mode & 0o777, 0o700);
  rmSync(root, { recursive: true });
});

test('where none can be made, the system says so at once', () => {
  assert.throws(() => makeFolder('/proc/nope/deeper', 0o700), { code: 'ENOENT' });
});

test.run();
