// A bench on disk that dies at every step of every change: what was reported as done is there, events are numbered
// without gap or double, and a fob's seed and state belong together.
import * as assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../../devices/index.js';
import { Fob } from '../../../firmware-sim/index.js';
import { Bench } from '../bench.js';
import type { WallClock } from '../bench-clock.js';
import { UnknownFobKind } from '../unknown-fob-kind.js';
import { BenchDirectory } from './bench-directory.js';
import { initBench, openBenchOnDisk } from './bench-on-disk.js';
import { type BenchFile, DiskPersistence } from './disk-persistence.js';

const disk = suite('disk persistence');
const startUs = 1_767_225_600_000_000;
const wall: WallClock = { nowUs: () => startUs, after: () => () => {} };
const model = toFobModel(findModel('onespan/digipass-go7'), { type: 'hotp' });
const secret = new TextEncoder().encode('12345678901234567890');
const secretHex = '3132333435363738393031323334353637383930';

let root = '';
disk.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-disk-'));
});
disk.after.each(() => rmSync(root, { recursive: true }));

class Killed extends Error {}

/** Dies at the n-th moment before or after a thing that it does to the disk. */
class MortalDirectory extends BenchDirectory {
  steps = Number.POSITIVE_INFINITY;

  #step<T>(work: () => T): T {
    if (this.steps-- <= 0) throw new Killed();
    const done = work();
    if (this.steps-- <= 0) throw new Killed();
    return done;
  }

  override get eventsFile(): string {
    return this.#step(() => super.eventsFile);
  }
  override journalFile(number: number): string {
    return this.#step(() => super.journalFile(number));
  }
  override writeJson(file: string, value: unknown, options: { flush: boolean }): void {
    this.#step(() => super.writeJson(file, value, options));
  }
  override remove(file: string): void {
    this.#step(() => super.remove(file));
  }
  override rename(from: string, to: string): boolean {
    return this.#step(() => super.rename(from, to));
  }
  override removeUnfinished(): void {
    this.#step(() => super.removeUnfinished());
  }
}

function newBench(): string {
  const path = join(root, 'bench');
  initBench(path, { rate: 0, atUs: startUs, seed: '42' }, wall);
  return path;
}

function mortalBench(path: string): {
  bench: Bench;
  directory: MortalDirectory;
  persistence: DiskPersistence;
} {
  const directory = new MortalDirectory(path);
  const file = directory.readJson(directory.benchFile) as BenchFile;
  const persistence = new DiskPersistence(directory, file);
  const bench = new Bench(persistence.record(), wall, persistence, (entry) => persistence.load(entry));
  return { bench, directory, persistence };
}

const addFob = (bench: Bench, serial: string): unknown =>
  bench.add({ serial, modelId: model.id, label: '' }, (timeUs) =>
    Fob.create({ model, serial, secret, seed: serial, timeUs }),
  );

const pressed = (bench: Bench, serial: string): string => {
  bench.drive(serial, (fob, now) => fob.press(now));
  return bench.view(serial).text;
};

/** Everything there is to know of a bench, and that its events have no gap and no double. */
function contents(path: string): { fobs: [string, string][]; last: number; at: number } {
  const bench = openBenchOnDisk(path, wall);
  const numbers = bench.events(1).map((event) => event.number);
  assert.deepEqual(
    numbers,
    Array.from({ length: bench.log.last }, (_, i) => i + 1),
  );
  const fobs = bench
    .fobs()
    .map(({ serial }): [string, string] => [
      serial,
      bench.look(serial, (fob) => JSON.stringify(fob.snapshot())),
    ]);
  const found = { fobs, last: bench.log.last, at: bench.nowUs() };
  for (const [serial, snapshot] of fobs)
    if (!snapshot.includes('"mode":"dead"')) {
      assert.ok(snapshot.includes(secretHex), `${serial} has its seed`);
      pressed(bench, serial);
    }
  bench.close();
  return found;
}

/** Runs `change` on copies of a bench, killed around every step in turn; returns what was found after each. */
function killedAtEveryStep(path: string, change: (bench: Bench, persistence: DiskPersistence) => void) {
  const found: ReturnType<typeof contents>[] = [];
  for (let steps = 0; ; steps++) {
    const copy = join(root, `killed-${steps}`);
    cpSync(path, copy, { recursive: true });
    const { bench, directory, persistence } = mortalBench(copy);
    for (const { serial } of bench.fobs()) bench.look(serial, () => undefined);
    directory.steps = steps;
    let killed = false;
    try {
      change(bench, persistence);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      killed = true;
    }
    bench.close();
    found.push(contents(copy));
    rmSync(copy, { recursive: true });
    if (!killed) return found;
  }
}

disk('each change, killed around every step, is there whole or not at all', () => {
  const path = newBench();
  const bench = openBenchOnDisk(path, wall);
  addFob(bench, '3315511111');
  addFob(bench, '3315511129');
  pressed(bench, '3315511111');
  bench.close();
  const changes: Record<string, (bench: Bench) => void> = {
    press: (one) => pressed(one, '3315511111'),
    add: (one) => addFob(one, '3315511137'),
    remove: (one) => one.remove('3315511111'),
    death: (one) => one.drive('3315511111', (fob, now) => fob.setFault(now, 'battery.dead', true)),
    advance: (one) => one.advanceTo(startUs + 9e15 / 100),
    'remove and add': (one) =>
      one.transact(() => {
        one.remove('3315511111');
        addFob(one, '3315511111');
      }),
  };
  for (const [name, change] of Object.entries(changes)) {
    const copy = join(root, 'before');
    cpSync(path, copy, { recursive: true });
    const before = JSON.stringify(contents(copy));
    rmSync(copy, { recursive: true });
    const found = killedAtEveryStep(path, change).map((one) => JSON.stringify(one));
    const after = found.at(-1)!;
    assert.notEqual(after, before, name);
    for (const [step, one] of found.entries())
      assert.ok(one === before || one === after, `${name}, killed at step ${step}: neither old nor new`);
  }
});

disk('a checkpoint, killed around every step, changes nothing', () => {
  const path = newBench();
  const bench = openBenchOnDisk(path, wall);
  for (const serial of ['3315511111', '3315511129', '3315511137']) addFob(bench, serial);
  for (let i = 0; i < 8; i++) pressed(bench, '3315511129');
  bench.remove('3315511137');
  bench.close();
  const found = killedAtEveryStep(path, (_, persistence) => persistence.checkpoint());
  assert.ok(found.length > 8, `${found.length} steps`);
  for (const [step, one] of found.entries()) assert.deepEqual(one, found[0], `killed at step ${step}`);
});

/** A disk without room for some files, for a time. */
class FullDirectory extends BenchDirectory {
  full: RegExp | undefined;

  override writeJson(file: string, value: unknown, options: { flush: boolean }): void {
    if (this.full?.test(file)) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    super.writeJson(file, value, options);
  }
}

function benchOnFullDisk(path: string): { bench: Bench; directory: FullDirectory } {
  const directory = new FullDirectory(path);
  const persistence = new DiskPersistence(directory, directory.readJson(directory.benchFile) as BenchFile);
  const bench = new Bench(persistence.record(), wall, persistence, (entry) => persistence.load(entry));
  return { bench, directory };
}

disk('a checkpoint that finds no room loses nothing that was done, and is made up for', () => {
  const path = newBench();
  const { bench, directory } = benchOnFullDisk(path);
  addFob(bench, '3315511111');
  directory.full = /bench\.json$/;
  for (let i = 0; i < 120; i++) pressed(bench, '3315511111');
  const last = bench.log.last;
  cpSync(path, join(root, 'full'), { recursive: true });
  assert.equal(contents(join(root, 'full')).last, last);
  directory.full = undefined;
  pressed(bench, '3315511111');
  assert.ok(readFileSync(join(path, 'journal-000002.ndjson')).length === 0);
  bench.close();
  assert.ok(contents(path).last > last);
});

disk(
  'a change that finds no room has not happened, in memory as on the disk; with room again all goes on',
  () => {
    const path = newBench();
    const { bench, directory } = benchOnFullDisk(path);
    addFob(bench, '3315511111');
    pressed(bench, '3315511111');
    const told: number[] = [];
    bench.log.subscribe(({ number }) => told.push(number));
    const seen = (): unknown => [
      bench.log.last,
      bench.nowUs(),
      bench.events(1),
      bench.fobs(),
      bench.view('3315511111'),
      bench.look('3315511111', (fob) => fob.snapshot()),
    ];
    const before = JSON.stringify(seen());
    const changes = [
      () => addFob(bench, '3315511129'),
      () => bench.transact(() => [pressed(bench, '3315511111'), addFob(bench, '3315511129')]),
      () => bench.transact(() => [bench.remove('3315511111'), addFob(bench, '3315511111')]),
      () => bench.transact(() => [bench.advanceTo(startUs + 90e6), addFob(bench, '3315511129')]),
    ];
    for (const change of changes) {
      directory.full = /fobs/;
      assert.throws(
        change,
        (error: Error & { undone?: true }) => /no space left/.test(error.message) && error.undone === true,
      );
      assert.equal(JSON.stringify(seen()), before);
      assert.deepEqual(readdirSync(join(path, 'fobs')), ['3315511111.json'], 'nothing is left of it');
      directory.full = undefined;
    }
    assert.deepEqual(told, []);
    pressed(bench, '3315511111');
    addFob(bench, '3315511129');
    const { last } = bench.log;
    assert.deepEqual(
      told,
      Array.from({ length: told.length }, (_, i) => last - told.length + 1 + i),
    );
    bench.close();
    const after = contents(path);
    assert.deepEqual(
      [after.fobs.map(([serial]) => serial), after.last],
      [['3315511111', '3315511129'], last],
    );
  },
);

disk('what falls due on a full disk happens for whoever looks, and is stored with the next change', () => {
  const path = newBench();
  let nowUs = startUs;
  const moving: WallClock = { nowUs: () => nowUs, after: () => () => {} };
  const directory = new FullDirectory(path);
  const persistence = new DiskPersistence(directory, directory.readJson(directory.benchFile) as BenchFile);
  const bench = new Bench(persistence.record(), moving, persistence, (entry) => persistence.load(entry));
  bench.setRate(1);
  for (const serial of ['3315511111', '3315511129']) addFob(bench, serial);
  pressed(bench, '3315511111');
  const { commit } = persistence;
  persistence.commit = () => {
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };
  nowUs += 60e6;
  assert.equal(bench.view('3315511111').state, 'asleep');
  assert.throws(() => pressed(bench, '3315511129'), /no space left/);
  assert.equal(bench.view('3315511111').state, 'asleep');
  persistence.commit = commit.bind(persistence);
  pressed(bench, '3315511129');
  const events = bench.events(1).map(({ number, kind, serial }) => `${number} ${serial} ${kind}`);
  assert.ok(
    events.some((event) => event.endsWith('3315511111 display-off')),
    events.join(),
  );
  bench.close();
  const again = openBenchOnDisk(path, moving);
  assert.deepEqual(
    again.events(1).map(({ number, kind, serial }) => `${number} ${serial} ${kind}`),
    events,
  );
  assert.equal(again.view('3315511111').state, 'asleep');
  again.close();
});

disk('a bench that is closed takes no more changes', () => {
  const bench = openBenchOnDisk(newBench(), wall);
  addFob(bench, '3315511111');
  bench.close();
  bench.close();
  assert.throws(() => pressed(bench, '3315511111'), /is closed: the bench is held no more/);
});

disk(
  'a fob of a kind that this program does not know: nothing is stored, so another does the whole change',
  () => {
    const path = newBench();
    const bench = openBenchOnDisk(path, wall);
    for (const serial of ['3315511111', '3315511129']) addFob(bench, serial);
    for (const serial of ['3315511111', '3315511129']) {
      pressed(bench, serial);
      bench.advanceTo(bench.nowUs() + 1e6);
    }
    const unknown = (
      JSON.parse(readFileSync(join(path, 'fobs', '3315511129.json'), 'utf8')) as { schema: string }
    ).schema;
    bench.close();
    const before = bench.nowUs();
    const file = join(path, 'fobs', '3315511129.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(unknown, 'foblab.fob/99'), { mode: 0o600 });
    const other = openBenchOnDisk(path, wall);
    // The other fob's display goes off first.
    assert.throws(() => other.advanceTo(before + 60e6), UnknownFobKind);
    assert.throws(() => other.remove('3315511111'), UnknownFobKind);
    other.close();
    writeFileSync(file, text, { mode: 0o600 });
    assert.equal(contents(path).at, before);
  },
);

disk('over many checkpoints: every event, one journal, states in the fobs’ files', () => {
  const path = newBench();
  let bench = openBenchOnDisk(path, wall);
  addFob(bench, '3315511111');
  let presses = 0;
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 33; i++, presses++) pressed(bench, '3315511111');
    bench.close();
    bench = openBenchOnDisk(path, wall);
  }
  const events = bench.events(1);
  assert.equal(events.filter((event) => event.kind === 'press').length, presses);
  assert.deepEqual(
    events.map((event) => event.number),
    events.map((_, i) => i + 1),
  );
  assert.equal(
    bench.look('3315511111', (fob) => (fob as Fob).counter()),
    presses / 2,
  );
  bench.close();
  assert.equal(readdirSync(path).filter((name) => name.startsWith('journal-')).length, 1);
  assert.deepEqual(readdirSync(join(path, 'fobs')), ['3315511111.json']);
});

disk('folders are 0700, files 0600, and the seed is in the fob’s file alone', () => {
  const path = newBench();
  const bench = openBenchOnDisk(path, wall);
  addFob(bench, '3315511111');
  for (let i = 0; i < 60; i++) pressed(bench, '3315511111');
  bench.close();
  assert.equal(statSync(path).mode & 0o777, 0o700);
  assert.equal(statSync(join(path, 'fobs')).mode & 0o777, 0o700);
  for (const name of readdirSync(path, { recursive: true }) as string[]) {
    const file = join(path, name);
    if (!statSync(file).isFile()) continue;
    assert.equal(statSync(file).mode & 0o777, 0o600, name);
    assert.equal(readFileSync(file, 'utf8').includes(secretHex), name === 'fobs/3315511111.json', name);
  }
});

disk('a removed fob takes its seed with it, also when the kill came in between', () => {
  const path = newBench();
  const { bench, directory } = mortalBench(path);
  addFob(bench, '3315511111');
  directory.steps = 0;
  assert.throws(() => bench.remove('3315511111'), Killed);
  assert.ok(existsSync(join(path, 'fobs', '3315511111.json')));
  openBenchOnDisk(path, wall).close();
  assert.ok(!existsSync(join(path, 'fobs', '3315511111.json')));
});

disk('serials become file names that stay in the folder', () => {
  const directory = new BenchDirectory('/bench');
  for (const serial of ['../../etc/passwd', 'a/b', '..', '', 'ü', 'a b\0c'])
    assert.match(directory.fobFile(serial), /^\/bench\/fobs\/[A-Za-z0-9_%-]*\.json$/);
  assert.notEqual(directory.fobFile('a%2fb'), directory.fobFile('a/b'));
});

disk('another version, a file that is no JSON, a folder without a bench: told with the mend', () => {
  const path = newBench();
  const file = new BenchDirectory(path);
  const content = file.readJson(file.benchFile) as BenchFile;
  file.writeJson(file.benchFile, { ...content, schema: 'foblab.bench/9' }, { flush: false });
  assert.throws(() => openBenchOnDisk(path, wall), /foblab.bench\/9 and this version reads foblab.bench\/1/);
  assert.throws(() => openBenchOnDisk(join(root, 'nothing'), wall), /there is no bench in .*foblab init/);
  assert.throws(() => initBench(path, { rate: 0 }, wall), /holds a bench already/);
});

disk('request ids: an answer is remembered across openings, a bounded number of them', () => {
  const path = newBench();
  const bench = openBenchOnDisk(path, wall);
  addFob(bench, '3315511111');
  for (let i = 0; i < 700; i++)
    bench.transact(() => pressed(bench, '3315511111'), {
      id: `r${i}`,
      answer: (text) => text,
      refusal: () => '',
    });
  bench.close();
  const again = openBenchOnDisk(path, wall);
  assert.ok(again.answerTo('r699') !== undefined);
  assert.ok(again.answerTo('r500') !== undefined);
  assert.equal(again.answerTo('r3'), undefined);
  assert.ok(readFileSync(join(path, 'bench.json')).length < 100_000);
  again.close();
});

disk(
  'who only looked has told a time: the next holder tells none before it, whatever the wall clock says',
  () => {
    const path = join(root, 'bench');
    let nowUs = startUs;
    const moving: WallClock = { nowUs: () => nowUs, after: () => () => {} };
    const told = (): number => {
      const bench = openBenchOnDisk(path, moving);
      const time = bench.nowUs();
      bench.close();
      return time;
    };
    initBench(path, { rate: 1, atUs: startUs, seed: '42' }, moving);
    const journal = (): string => readFileSync(join(path, 'journal-000001.ndjson'), 'utf8');
    told();
    const before = journal();
    nowUs += 10e6;
    assert.equal(told(), startUs + 10e6);
    nowUs -= 4e6;
    assert.equal(told(), startUs + 10e6);
    nowUs += 5e6;
    assert.equal(told(), startUs + 11e6);
    assert.equal(journal(), before, 'looking is no change');
    // Under another time record it says nothing: a bench that is set back on purpose is where it was set.
    const bench = openBenchOnDisk(path, moving);
    bench.jumpTo(startUs, 1);
    bench.close();
    assert.equal(told(), startUs);
    writeFileSync(join(path, 'told.json'), '{"virtualAnchorUs":17672');
    assert.equal(told(), startUs);
  },
);

disk('one change with 140,000 events is stored, and the bench opens again', () => {
  const directory = join(root, 'many');
  initBench(directory, { rate: 0, atUs: startUs, seed: 'many' }, wall);
  const bench = openBenchOnDisk(directory, wall);
  const count = 140_000;
  bench.transact(() => {
    for (let i = 0; i < count; i++) bench.record('note', undefined, { i });
  });
  bench.close();
  const again = openBenchOnDisk(directory, wall);
  assert.equal(again.log.last, count);
  assert.equal(again.events(count)[0]?.detail.i, count - 1);
  again.record('note', undefined, {});
  again.close();
});

disk.run();
