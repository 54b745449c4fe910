import * as assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import type { BenchEvent } from '../event-log.js';
import { appendEvents, readEvents } from './event-file.js';

const files = suite('event file');
let directory = '';
files.before.each(() => {
  directory = mkdtempSync(join(tmpdir(), 'foblab-events-'));
});
files.after.each(() => rmSync(directory, { recursive: true }));

const events = (from: number, to: number, note = ''): BenchEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    number: from + i,
    at: '2026-01-01T00:00:00Z',
    wall: '2026-01-01T00:00:00Z',
    kind: 'press',
    detail: { note },
  }));
const numbers = (file: string, from = 1): number[] => readEvents(file, from).map((event) => event.number);

files('a checkpoint that was killed at any byte and done again loses no event and doubles none', () => {
  const file = join(directory, 'events');
  appendEvents(file, events(1, 2));
  const before = readFileSync(file);
  appendEvents(file, events(3, 5, 'übergroß'));
  const after = readFileSync(file);
  for (let size = before.length; size <= after.length; size++) {
    writeFileSync(file, after.subarray(0, size));
    appendEvents(file, events(3, 6, 'übergroß'));
    assert.deepEqual(numbers(file), [1, 2, 3, 4, 5, 6], `cut at byte ${size}`);
  }
});

files('is rotated, bounded, and read in order over its ages', () => {
  const file = join(directory, 'events');
  const note = 'x'.repeat(100_000);
  let number = 1;
  for (let batch = 0; batch < 60; batch++, number += 10) appendEvents(file, events(number, number + 9, note));
  const names = readdirSync(directory);
  assert.deepEqual(names.sort(), ['events', 'events.1', 'events.2', 'events.3', 'events.4']);
  let bytes = 0;
  for (const name of names) {
    bytes += statSync(join(directory, name)).size;
    assert.equal(statSync(join(directory, name)).mode & 0o777, 0o600);
  }
  assert.ok(bytes < 50_000_000, `${bytes}`);
  const read = numbers(file);
  assert.equal(read.at(-1), 600);
  for (let i = 1; i < read.length; i++) assert.equal(read[i], read[i - 1]! + 1);
  assert.deepEqual(numbers(file, 595), [595, 596, 597, 598, 599, 600]);
});

files('a rotation that was killed half-way leaves nothing unread', () => {
  const file = join(directory, 'events');
  for (const [name, from] of [
    ['events.2', 1],
    ['events.1', 11],
    ['events', 21],
  ] as const)
    appendEvents(join(directory, name), events(from, from + 9));
  renameSync(`${file}.2`, `${file}.3`);
  renameSync(`${file}.1`, `${file}.2`);
  assert.ok(!existsSync(`${file}.1`));
  assert.equal(numbers(file).length, 30);
});

files('without a file there are no events', () => {
  assert.deepEqual(numbers(join(directory, 'none')), []);
});

files.run();
