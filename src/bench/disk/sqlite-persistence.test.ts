// A bench in its file: what was stored comes back, a change is stored whole or not at all, and damage stays where it is.
import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../../devices/index.js';
import { Fob } from '../../../firmware-sim/index.js';
import { runNamed } from '../../../test/operations/run-named.js';
import { parseIsoTime } from '../../contract/iso-time.js';
import { openSqlite } from '../../database/sqlite-library.js';
import { BenchHost } from '../../host/bench-host.js';
import { findOperation } from '../../operations/table.js';
import { Bench } from '../bench.js';
import type { WallClock } from '../bench-clock.js';
import { DamagedRow } from '../damaged-row.js';
import { BenchDatabase } from './bench-database.js';
import { benchFile, initBench, openBenchOnDisk } from './bench-on-disk.js';
import { eventsKept, SqlitePersistence } from './sqlite-persistence.js';

const disk = suite('bench in a file');
const startUs = 1_767_225_600_000_000;
const wall: WallClock = { nowUs: () => startUs, after: () => () => {} };
const model = toFobModel(findModel('onespan/digipass-go7'), { type: 'hotp' });
const secret = new TextEncoder().encode('12345678901234567890');

let root = '';
let path = '';
disk.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-disk-'));
  path = join(root, 'bench');
  initBench(path, { rate: 0, atUs: startUs, seed: '42' }, wall);
});
disk.after.each(() => rmSync(root, { recursive: true }));

const add = (bench: Bench, serial: string, label = ''): unknown =>
  bench.add({ serial, modelId: model.id, label }, (timeUs) =>
    Fob.create({ model, serial, secret, seed: serial, timeUs, driftPpm: 0 }),
  );
const press = (bench: Bench, serial: string): unknown => bench.drive(serial, (fob, now) => fob.press(now));
/** Everything of a bench, as a digest of its fobs and what else there is. */
const stateOf = (bench: Bench) => ({
  now: bench.nowUs(),
  last: bench.log.last,
  next: bench.nextOrder,
  count: bench.fobCount,
  fobs: bench
    .fobs()
    .map((entry) => [entry, bench.look(entry.serial, (fob) => digest(JSON.stringify(fob.snapshot())))]),
});
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
const serial = (i: number): string => String(3_300_000_000 + i);

disk('a process that ends leaves its write-ahead log to the next owner, and none grows long', () => {
  const first = openBenchOnDisk(path, wall);
  add(first, serial(0));
  first.close(true);
  const log = `${benchFile(path)}-wal`;
  assert.ok(statSync(log).size > 0);
  let presses = 0;
  for (let i = 0; i < 40; i++) {
    const bench = openBenchOnDisk(path, wall);
    assert.equal(bench.log.last, 1 + presses);
    press(bench, serial(0));
    presses = bench.log.last - 1;
    bench.close(true);
    assert.ok(statSync(log).size < 400_000, `${statSync(log).size} bytes`);
  }
  const last = openBenchOnDisk(path, wall);
  assert.equal(last.log.last, 1 + presses);
  last.close();
});

disk('what was done is there when it is opened again, byte for byte', () => {
  const bench = openBenchOnDisk(path, wall);
  for (let i = 0; i < 5; i++) add(bench, serial(i), i === 2 ? 'drawer 2' : '');
  press(bench, serial(1));
  bench.advanceTo(startUs + 100e6);
  bench.remove(serial(3));
  bench.label(serial(4), 'ünïcode');
  const before = JSON.stringify(stateOf(bench));
  const events = JSON.stringify(bench.events(1));
  bench.close();
  const again = openBenchOnDisk(path, wall);
  assert.equal(JSON.stringify(stateOf(again)), before);
  assert.equal(JSON.stringify(again.events(1)), events);
  assert.deepEqual(again.kinds(), ['foblab.fob/1']);
  assert.equal(again.spelled('33-0000000-1'), serial(1));
  assert.deepEqual(
    again.matching('drawer 2', '33', 9).labelled.map((fob) => fob.serial),
    [serial(2)],
  );
  assert.equal(again.matching('', '33', 9).beginning.length, 4);
  again.close();
  for (const end of ['', '-wal', '-shm'])
    if (existsSync(benchFile(path) + end)) assert.equal(statSync(benchFile(path) + end).mode & 0o777, 0o600);
});

/** Refuses the n-th statement, as a full disk does. */
class FailingDatabase extends BenchDatabase {
  left = Number.POSITIVE_INFINITY;

  #step(): void {
    if (this.left-- > 0) return;
    this.left = Number.POSITIVE_INFINITY;
    throw Object.assign(new Error('no room'), { code: 'ENOSPC', path: this.file });
  }
  override run(sql: string, values: readonly unknown[]): number {
    this.#step();
    return super.run(sql, values);
  }
  override exec(sql: string): void {
    if (sql !== 'ROLLBACK') this.#step();
    super.exec(sql);
  }
}

disk(
  'a disk that fails at any statement of any change: nothing of it has happened, here or in the file',
  () => {
    const changes: ((bench: Bench) => unknown)[] = [
      (bench) => add(bench, serial(9)),
      (bench) => press(bench, serial(0)),
      (bench) => bench.remove(serial(1)),
      (bench) => bench.label(serial(0), 'x'),
      (bench) => bench.advanceTo(bench.nowUs() + 60e6),
    ];
    const bench = openBenchOnDisk(path, wall);
    for (let i = 0; i < 3; i++) add(bench, serial(i));
    press(bench, serial(0));
    bench.close();
    let failures = 0;
    for (const change of changes)
      for (let step = 0; ; step++) {
        const database = new FailingDatabase(benchFile(path), openSqlite(benchFile(path)));
        const persistence = new SqlitePersistence(database, () => 0);
        const failing = new Bench(persistence.record(), wall, persistence);
        const before = JSON.stringify(stateOf(failing));
        database.left = step;
        let failed = false;
        try {
          change(failing);
        } catch (error) {
          failed = true;
          failures++;
          assert.equal((error as { undone?: true }).undone, true, String(error));
          assert.equal(JSON.stringify(stateOf(failing)), before);
        }
        const after = JSON.stringify(stateOf(failing));
        failing.close();
        const again = openBenchOnDisk(path, wall);
        assert.equal(JSON.stringify(stateOf(again)), after);
        again.close();
        if (!failed) break;
      }
    assert.ok(failures > 20, `${failures} failures`);
  },
);

disk('a change with thousands of fobs is written in parts, and is whole or not there', () => {
  const bench = openBenchOnDisk(path, wall);
  const count = 2500;
  const all = (): void => {
    for (let i = 0; i < count; i++) add(bench, serial(i));
  };
  bench.transact(all);
  assert.equal(bench.fobCount, count);
  assert.equal(bench.fobs().length, count);
  bench.transact(() => {
    for (const { serial } of bench.fobs()) bench.remove(serial);
  });
  assert.equal(bench.fobCount, 0);
  add(bench, serial(7));
  bench.close();
  const database = new FailingDatabase(benchFile(path), openSqlite(benchFile(path)));
  const persistence = new SqlitePersistence(database, () => 0);
  const failing = new Bench(persistence.record(), wall, persistence);
  database.left = 7000;
  assert.throws(() =>
    failing.transact(() => {
      for (let i = 100; i < count; i++) add(failing, serial(i));
    }),
  );
  assert.deepEqual(
    failing.fobs().map((fob) => fob.serial),
    [serial(7)],
  );
  assert.equal(failing.fobCount, 1);
  failing.close();
});

disk('one change with 140,000 events is stored, and the bench opens again', () => {
  const bench = openBenchOnDisk(path, wall);
  const count = 140_000;
  bench.transact(() => {
    for (let i = 0; i < count; i++) bench.record('note', undefined, { i });
  });
  bench.close();
  const again = openBenchOnDisk(path, wall);
  assert.equal(again.log.last, count);
  assert.equal(again.events(count)[0]?.detail.i, count - 1);
  again.transact(() => {
    for (let i = 0; i < count; i++) again.record('note', undefined, { i });
  });
  assert.equal(again.firstEvent, 2 * count - eventsKept + 1);
  assert.equal(again.events(1)[0]?.number, again.firstEvent);
  again.close();
});

disk('fobs wake in the order of their times, wherever they are: in memory or in the file', () => {
  const bench = openBenchOnDisk(path, wall);
  for (let i = 0; i < 60; i++) {
    add(bench, serial(i));
    bench.advanceTo(bench.nowUs() + 100_000);
    press(bench, serial(i));
  }
  bench.close();
  const again = openBenchOnDisk(path, wall);
  press(again, serial(50));
  again.advanceTo(again.nowUs() + 60e6);
  const off = again.events(1).filter((event) => event.kind === 'display-off');
  assert.equal(off.length, 60);
  const times = off.map((event) => parseIsoTime(event.at)!);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  again.close();
});

disk('a damaged row is refused and named; every other fob goes on, and time with it', () => {
  const bench = openBenchOnDisk(path, wall);
  for (let i = 0; i < 4; i++) {
    add(bench, serial(i));
    press(bench, serial(i));
  }
  bench.close();
  const damage = (sql: string): void => {
    const file = openSqlite(benchFile(path));
    file.exec(sql);
    file.close();
  };
  damage("UPDATE states SET state = CAST(replace(CAST(state AS TEXT), 'a', 'b') AS BLOB) WHERE place = 1");
  damage('UPDATE seeds SET seed = (SELECT seed FROM seeds WHERE place = 4) WHERE place = 2');
  damage('UPDATE fobs SET next_wake_us = next_wake_us - 5000000 WHERE place = 3');
  damage('UPDATE events SET event = zeroblob(9) WHERE number = 2');
  const again = openBenchOnDisk(path, wall);
  again.advanceTo(startUs + 60e6);
  for (const place of [0, 1, 2]) assert.throws(() => again.view(serial(place)), DamagedRow);
  assert.equal(again.view(serial(3)).state, 'asleep');
  press(again, serial(3));
  assert.deepEqual(
    again.fobs().map((fob) => fob.serial),
    [serial(0), serial(1), serial(3)],
  );
  assert.equal(again.events(2)[0]?.kind, 'damaged');
  assert.equal(again.events(3)[0]?.number, 3);
  again.close();
  damage('UPDATE bench SET lived_us = lived_us + 1');
  assert.throws(() => openBenchOnDisk(path, wall), {
    message: /bench\.db is damaged /,
    remedy: { operation: 'repair' },
  });
});

disk('whoever shares a flush is answered after it, and its events are told in order', async () => {
  const bench = openBenchOnDisk(path, wall);
  for (let i = 0; i < 8; i++) add(bench, serial(i));
  const told: number[] = [];
  bench.log.subscribe((event) => told.push(event.number));
  const from = bench.log.last;
  const waiting = Array.from({ length: 8 }, (_, i) =>
    bench.transactSharing(() => bench.drive(serial(i), (fob, now) => fob.press(now))),
  );
  assert.deepEqual(told, [], 'nothing is told before it is on the disk');
  bench.label(serial(0), 'in between');
  await Promise.all(waiting);
  assert.deepEqual(
    told,
    Array.from({ length: bench.log.last - from }, (_, i) => from + i + 1),
  );
  const late = bench.transactSharing(() => press(bench, serial(1)));
  assert.equal(bench.events(1).length, told.length + from, 'whoever looks waits for the disk');
  await late;
  bench.close();
});

disk('the last time that was told is kept, and an answer for ten minutes', () => {
  let nowUs = startUs;
  const moving: WallClock = { nowUs: () => nowUs, after: () => () => {} };
  const bench = openBenchOnDisk(path, moving);
  bench.setRate(1);
  bench.transact(() => 7, { id: 'r', answer: (result) => result, refusal: () => null });
  nowUs += 500e6;
  assert.equal(bench.nowUs(), nowUs);
  bench.close();
  nowUs -= 400e6;
  const again = openBenchOnDisk(path, moving);
  assert.equal(again.nowUs(), startUs + 500e6);
  assert.deepEqual(again.answerTo('r'), { answer: 7 });
  nowUs += 1000e6;
  assert.equal(again.answerTo('r'), undefined);
  again.close();
});

disk('a bench of foblab 0.1 is recognized, and the way on is told', () => {
  const old = join(root, 'old');
  initBench(old, { rate: 0, atUs: startUs }, wall);
  rmSync(benchFile(old));
  writeFileSync(join(old, 'bench.json'), '{"schema":"foblab.bench/1"}');
  for (const work of [() => openBenchOnDisk(old, wall), () => initBench(old, { rate: 0 }, wall)])
    assert.throws(work, /foblab 0\.1.*snapshot with its secrets.*restore/s);
});

disk('nothing is written into a file that was removed, nor beside another process', () => {
  const bench = openBenchOnDisk(path, wall);
  add(bench, serial(0));
  for (const end of ['', '-wal']) {
    const [file, aside] = [benchFile(path) + end, join(path, 'aside')];
    renameSync(file, aside);
    assert.throws(() => press(bench, serial(0)), /was removed or replaced .* nothing was changed/);
    renameSync(aside, file);
  }
  const events = bench.log.last;
  press(bench, serial(0));
  assert.ok(bench.log.last > events);
  const other = openBenchOnDisk(path, wall);
  press(other, serial(0));
  assert.throws(() => press(bench, serial(0)), /another process has changed the bench/);
  press(other, serial(0));
  other.close();
  assert.throws(() => press(bench, serial(0)), /another process has changed the bench/);
  bench.close();
});

disk(
  'the newest 200,000 events are kept, and whoever asks for older ones is told where they begin',
  async () => {
    const bench = openBenchOnDisk(path, wall);
    add(bench, serial(0));
    bench.close();
    const database = BenchDatabase.open(benchFile(path));
    const persistence = new SqlitePersistence(database, () => startUs / 1000);
    const record = persistence.record();
    persistence.commit({ ...record, lastEvent: eventsKept + 5000, events: [], fobs: [], removed: [] });
    assert.equal(persistence.firstEvent, 5001);
    persistence.close();
    const host = new BenchHost(openBenchOnDisk(path, wall), findOperation);
    host.bench.label(serial(0), 'after');
    const { events } = await runNamed<{ events: { kind: string; seq: number; detail: unknown }[] }>(
      host,
      'bench.log',
      { since: 1 },
    );
    assert.equal(events[0]!.kind, 'expired');
    assert.deepEqual(events[0]!.detail, { first: 5001 });
    assert.equal(events.at(-1)!.seq, eventsKept + 5001);
    await host.close();
  },
);

disk.run();
