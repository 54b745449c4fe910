import * as assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { readLines, stampedLines } from './read-lines.js';

const test = suite('lines of a file or of standard input');
const folder = mkdtempSync(join(tmpdir(), 'foblab-lines-'));
test.after(() => rmSync(folder, { recursive: true }));

test('a file: lines without a time, however they end', () => {
  const file = join(folder, 'drawer.txt');
  writeFileSync(file, '3315511111 755224\r\n\n# ünder\n3315511112 287082');
  const expected = ['3315511111 755224', '', '# ünder', '3315511112 287082'];
  assert.deepEqual(
    readLines(file),
    expected.map((text) => ({ text })),
  );
  const descriptor = openSync(file, 'r');
  assert.deepEqual(
    stampedLines(descriptor, () => 1),
    expected.map((text) => ({ text })),
  );
  closeSync(descriptor);
});

if (process.platform !== 'win32')
  test('what is waited for has the time of its arrival, in whatever pieces it comes', () => {
    const fifo = join(folder, 'fifo');
    assert.equal(spawnSync('mkfifo', [fifo]).status, 0);
    // The second line comes in three pieces, cut within a letter; the last one has no end.
    const script = `exec > ${fifo}; printf 'one\\ntw\\303'; printf '\\266'; printf 'o\\nthree'`;
    const writer = spawn('sh', ['-c', script], { stdio: 'ignore' });
    const descriptor = openSync(fifo, 'r');
    let clock = 0;
    const lines = stampedLines(descriptor, () => ++clock);
    closeSync(descriptor);
    writer.unref();
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['one', 'twöo', 'three'],
    );
    const times = lines.map(({ atMs }) => atMs!);
    assert.equal(times[0], 1);
    assert.ok(times[0]! <= times[1]! && times[1]! <= times[2]!);
  });

test('a file that is no list of fobs is refused before it is sent on', () => {
  const file = join(folder, 'wrong');
  writeFileSync(file, Buffer.alloc((8 << 20) + 1, 0x61));
  assert.throws(() => readLines(file), /8 MB/);
  const descriptor = openSync(file, 'r');
  assert.throws(() => stampedLines(descriptor, () => 0), /standard input has more/);
  closeSync(descriptor);
});

test.run();
