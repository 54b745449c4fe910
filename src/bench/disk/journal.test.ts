import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { Journal, type JournalLine } from './journal.js';

const journals = suite('journal');
let directory = '';
journals.before.each(() => {
  directory = mkdtempSync(join(tmpdir(), 'foblab-journal-'));
});
journals.after.each(() => rmSync(directory, { recursive: true }));

const line = (lastEvent: number, label = ''): JournalLine => ({
  lastEvent,
  time: { rate: 0, virtualAnchorUs: 1, wallAnchorUs: 2 },
  livedUs: 3,
  events: [],
  fobs: [],
  removed: [label],
});

journals('cut at every byte, what was complete before is there and goes on', () => {
  const file = join(directory, 'whole');
  const written = Journal.open(file).journal;
  for (const [i, label] of ['first', 'zweite Zeile — ü€😀', 'third'].entries())
    written.append(line(i + 1, label));
  written.close();
  const bytes = readFileSync(file);
  const ends = [0, ...[...bytes.keys()].filter((at) => bytes[at] === 0x0a).map((at) => at + 1)];
  for (let size = 0; size <= bytes.length; size++) {
    const torn = join(directory, 'torn');
    writeFileSync(torn, bytes.subarray(0, size));
    const complete = ends.filter((end) => end <= size).length - 1;
    const { journal, lines } = Journal.open(torn);
    assert.deepEqual(
      lines.map((one) => one.lastEvent),
      [1, 2, 3].slice(0, complete),
      `cut at byte ${size}`,
    );
    assert.equal(statSync(torn).size, ends[complete], 'the torn tail is cut off');
    assert.equal(journal.bytes, ends[complete]);
    journal.append(line(9));
    journal.close();
    const again = Journal.open(torn);
    again.journal.close();
    assert.deepEqual(
      again.lines.map((one) => one.lastEvent),
      [...[1, 2, 3].slice(0, complete), 9],
    );
    rmSync(torn);
  }
});

journals('a damaged line in the middle is named, not skipped', () => {
  const file = join(directory, 'damaged');
  const { journal } = Journal.open(file);
  for (let i = 1; i <= 3; i++) journal.append(line(i));
  journal.close();
  const text = readFileSync(file, 'utf8').split('\n');
  text[1] = text[1]!.slice(0, -3);
  writeFileSync(file, text.join('\n'));
  assert.throws(() => Journal.open(file), /line 2 is damaged: restore/);
});

journals('only its owner may read it', () => {
  const file = join(directory, 'private');
  Journal.open(file).journal.close();
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

journals.run();
