import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { skip } from '../../test/skip.js';
import type { OperationError } from '../contract/operation-error.js';
import { asOperationError } from './as-operation-error.js';
import { readWhole } from './bounded-file.js';

const size = { mostBytes: 100_000, expected: 'expected a short one' };
const folder = mkdtempSync(join(tmpdir(), 'foblab-whole-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

test('a file of the size is read, one byte more is refused', () => {
  const file = join(folder, 'file');
  for (const length of [0, 1, 65_536, 99_999, 100_000]) {
    writeFileSync(file, new Uint8Array(length).fill(7));
    assert.deepEqual(readWhole(file, size), Buffer.alloc(length, 7));
  }
  writeFileSync(file, new Uint8Array(100_001));
  assert.throws(() => readWhole(file, size), {
    code: 'usage',
    message: `${file} has more than 97 KB: expected a short one`,
  });
});

test('a folder, and a file that is not there', () => {
  assert.throws(() => readWhole(folder, size), { code: 'usage', message: /is a folder; expected/ });
  assert.throws(() => readWhole(join(folder, 'none'), size), { code: 'ENOENT' });
});

test('a name that no file can have is an error of whoever gave it', () => {
  const said = (path: string): OperationError => {
    try {
      readWhole(path, size);
    } catch (error) {
      return asOperationError(error);
    }
    assert.fail('it was read');
  };
  const { code, message } = said(join(folder, 'x'.repeat(300)));
  assert.equal(code, 'usage');
  assert.match(message, /… is too long for the name of a file \(\d+ characters\); give a shorter one$/);
  assert.equal(said(join(folder, 'a\u0000b')).code, 'usage');
});

if (process.platform === 'win32') skip(test, 'a device without an end', 'Windows has no /dev/zero');
else {
  test('a device without an end is read no further than the size', () => {
    const before = process.memoryUsage().rss;
    assert.throws(() => readWhole('/dev/zero', size), { code: 'usage', message: /^\/dev\/zero has more/ });
    assert.ok(process.memoryUsage().rss - before < 50e6);
  });

  test('a pipe without an end is left', async () => {
    const pipe = join(folder, 'pipe');
    const made = spawn('mkfifo', [pipe]);
    await once(made, 'exit');
    const writer = spawn('sh', ['-c', `exec yes > ${pipe}`], { stdio: 'ignore' });
    assert.throws(() => readWhole(pipe, size), { message: /has more than 97 KB/ });
    const [, signal] = (await once(writer, 'exit')) as [number, string];
    assert.equal(signal, 'SIGPIPE');
    // A descriptor of the caller stays the caller's.
    const descriptor = openSync('/dev/null', 'r');
    assert.equal(readWhole(descriptor, size).length, 0);
    assert.equal(readWhole(descriptor, size).length, 0);
  });
}

test.run();
