import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../devices/index.js';
import { Fob, FobError } from '../../firmware-sim/index.js';
import type { OperationError } from '../contract/operation-error.js';
import type { Bench } from './bench.js';
import type { WallClock } from './bench-clock.js';
import { memoryBench } from './disk/bench-on-disk.js';
import type { BenchEvent } from './event-log.js';

const benches = suite('bench');
const startUs = 1_767_225_600_000_000;
const secondUs = 1e6;
const dayUs = 86_400e6;
const model = toFobModel(findModel('onespan/digipass-go7'));
const secret = new TextEncoder().encode('12345678901234567890');

/** Wall time that the test moves. */
class TestWall implements WallClock {
  timeUs = startUs;
  readonly #due: { at: number; call: () => void }[] = [];
  nowUs(): number {
    return this.timeUs;
  }
  after(ms: number, call: () => void): () => void {
    const one = { at: this.timeUs + ms * 1000, call };
    this.#due.push(one);
    return () => void this.#due.splice(this.#due.indexOf(one), 1);
  }
  async pass(us: number): Promise<void> {
    this.timeUs += us;
    for (const one of this.#due.filter((due) => due.at <= this.timeUs)) {
      this.#due.splice(this.#due.indexOf(one), 1);
      one.call();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function benchOf(rate = 0, fobs = 1, wall: WallClock = new TestWall()): Bench {
  const bench = memoryBench({ rate, atUs: startUs, seed: '42' }, wall);
  for (let i = 0; i < fobs; i++) add(bench, serialOf(i));
  return bench;
}

const serialOf = (i: number): string => String(3_315_511_111 + i);
const add = (bench: Bench, serial: string): unknown =>
  bench.add({ serial, modelId: model.id, label: '' }, (timeUs) =>
    Fob.create({ model, serial, secret, seed: serial, timeUs, driftPpm: 0 }),
  );
const press = (bench: Bench, serial: string): BenchEvent[] =>
  bench.drive(serial, (fob, now) => fob.press(now));
const inShort = (event: BenchEvent): string => `${event.number} ${event.serial ?? '-'} ${event.kind}`;

benches('what falls due at one moment on several fobs happens in the order in which they were added', () => {
  const bench = benchOf(0, 3);
  for (const i of [2, 0, 1]) press(bench, serialOf(i));
  const before = bench.log.last;
  bench.advanceTo(startUs + 40 * secondUs);
  assert.deepEqual(
    bench.events(before + 1).map((event) => [event.serial, event.kind, event.at]),
    [0, 1, 2].map((i) => [serialOf(i), 'display-off', '2026-01-01T00:00:32Z']),
  );
});

benches('an advance in one step or in a thousand, with looks in between: the same bytes and events', () => {
  const run = (steps: number): string => {
    const bench = benchOf(0, 3);
    bench.drive(serialOf(1), (fob, now) => fob.setFault(now, 'lcd.blank', true, { forUs: 5 * dayUs }));
    for (let day = 1; day <= 20; day++) {
      press(bench, serialOf(day % 3));
      for (let step = 1; step <= steps; step++) {
        bench.advanceTo(startUs + (day - 1) * dayUs + Math.floor((step * dayUs) / steps));
        if (steps > 1) for (const { serial } of bench.fobs()) bench.view(serial);
      }
    }
    return JSON.stringify([
      bench.events(1),
      bench.fobs().map(({ serial }) => bench.look(serial, (fob) => fob.snapshot())),
    ]);
  };
  assert.equal(run(50), run(1));
});

benches('a running bench catches up when it is looked at, and events stand at their own moment', () => {
  const wall = new TestWall();
  const bench = benchOf(1, 1, wall);
  press(bench, serialOf(0));
  wall.timeUs += 100 * secondUs;
  assert.equal(bench.view(serialOf(0)).text, '');
  const off = bench.events(1).at(-1)!;
  assert.deepEqual(
    [off.kind, off.at, off.wall],
    ['display-off', '2026-01-01T00:00:32Z', '2026-01-01T00:00:32Z'],
  );
});

benches('rates: ×60, paused, a wall clock set back, and out of range', () => {
  const wall = new TestWall();
  const bench = benchOf(1, 0, wall);
  bench.setRate(60);
  wall.timeUs += secondUs;
  assert.equal(bench.nowUs(), startUs + 60 * secondUs);
  bench.setRate(0);
  wall.timeUs += 5 * secondUs;
  assert.equal(bench.nowUs(), startUs + 60 * secondUs);
  bench.setRate(1);
  wall.timeUs -= 3600 * secondUs;
  assert.equal(bench.nowUs(), startUs + 60 * secondUs);
  for (const rate of [-1, 1e7, Number.NaN])
    assert.throws(
      () => bench.setRate(rate),
      (error) => error instanceof FobError && error.code === 'out-of-range',
    );
});

benches('time only moves on', () => {
  const bench = benchOf();
  bench.advanceTo(startUs + dayUs);
  assert.throws(() => bench.advanceTo(startUs), /is before that; time only moves on/);
  assert.equal(bench.nowUs(), startUs + dayUs);
});

benches('a change that throws: what was due before it stands, and the error goes on', () => {
  const wall = new TestWall();
  const bench = benchOf(1, 1, wall);
  press(bench, serialOf(0));
  wall.timeUs += 40 * secondUs;
  const told: string[] = [];
  bench.log.subscribe((event) => told.push(inShort(event)));
  assert.throws(
    () =>
      bench.transact(() => {
        throw new TypeError('no');
      }),
    TypeError,
  );
  assert.deepEqual(told, ['4 3315511111 display-off']);
  press(bench, serialOf(0));
  assert.equal(bench.log.last, 6);
});

benches('unknown and doubled serials are refused and name what is there', () => {
  const bench = benchOf(0, 7);
  assert.throws(() => bench.view('nope'), /there is no fob "nope" on this bench; it has 3315511111, .*, …/);
  assert.throws(() => add(bench, serialOf(0)), /is on the bench already/);
  assert.throws(() => benchOf(0, 0).remove('x'), {
    message: /it is empty$/,
    remedy: { operation: 'fob.add', arguments: { model: '<model>' } },
  });
});

benches(
  'reach: a paused bench is advanced, a running one is waited for, one that is paused meanwhile is advanced',
  async () => {
    const paused = benchOf();
    await paused.reach(startUs + 6 * secondUs);
    assert.equal(paused.nowUs(), startUs + 6 * secondUs);
    const wall = new TestWall();
    const running = benchOf(2, 0, wall);
    let reached = false;
    const waiting = running.reach(startUs + 6 * secondUs).then(() => {
      reached = true;
    });
    await wall.pass(secondUs);
    assert.equal(reached, false);
    running.setRate(0);
    await wall.pass(secondUs);
    await waiting;
    assert.equal(running.nowUs(), startUs + 6 * secondUs);
  },
);

benches('reach: who no longer waits leaves the bench where it is, running or paused meanwhile', async () => {
  const wall = new TestWall();
  for (const pausedMeanwhile of [false, true]) {
    const bench = benchOf(2, 0, wall);
    const waits = new AbortController();
    const waiting = bench.reach(startUs + 3600 * secondUs, waits.signal);
    await wall.pass(secondUs);
    if (pausedMeanwhile) bench.setRate(0);
    waits.abort();
    assert.equal(await waiting, false);
    const at = bench.nowUs();
    assert.ok(at < startUs + 60 * secondUs);
    bench.setRate(0);
    assert.equal(await bench.reach(at + secondUs, waits.signal), false);
    assert.equal(bench.nowUs(), at);
  }
});

benches('a thousand fobs by a year: three events a year at most for one that nobody touches', () => {
  const bench = benchOf(0, 1000);
  let wakes = 0;
  for (const { serial } of bench.fobs())
    bench.look(serial, (fob) => {
      const advance = fob.advanceTo.bind(fob);
      fob.advanceTo = (timeUs) => {
        wakes++;
        return advance(timeUs);
      };
    });
  const before = bench.log.last;
  bench.advanceTo(startUs + 365 * dayUs);
  assert.ok(bench.log.last - before <= 3000, `${bench.log.last - before} events`);
  assert.ok(wakes <= 3000, `${wakes} wakes`);
  bench.advanceTo(startUs + 10 * 365 * dayUs);
  assert.ok(bench.log.last - before <= 10 * 3000);
  assert.ok(wakes >= 1000, 'each has died by itself, at its own moment');
  assert.ok(wakes <= 10 * 3000, `${wakes} wakes`);
  assert.equal(bench.view(serialOf(500)).state, 'dead');
});

const yearUs = 365.25 * dayUs;

benches(
  'a wall clock that jumps by decades takes no bench with it: it stands, says why, and can be looked at',
  () => {
    for (const years of [200, 30, 6]) {
      const wall = new TestWall();
      const bench = benchOf(1, 1, wall);
      press(bench, serialOf(0));
      const [before, at] = [bench.log.last, bench.nowUs()];
      wall.timeUs += years * yearUs;
      assert.equal(bench.nowUs(), at);
      assert.equal(bench.view(serialOf(0)).text, bench.view(serialOf(0)).text);
      const changes = [
        () => press(bench, serialOf(0)),
        () => add(bench, '3315511199'),
        () => bench.remove(serialOf(0)),
        () => bench.label(serialOf(0), 'x'),
        () => bench.record('verdict', undefined, {}),
        () => bench.demandRunning(),
      ];
      for (const change of changes)
        assert.throws(
          change,
          (error: OperationError) =>
            error.code === 'refused' &&
            error.remedy?.operation === 'bench.advance' &&
            /the wall clock says 2[0-9]{3}-.* lived until 2026-.*5 years at most/.test(error.message),
        );
      assert.equal(bench.log.last, before);
      // Asked for by name, it goes on from where it stood.
      bench.advanceTo(at + secondUs);
      wall.timeUs += secondUs;
      assert.equal(bench.nowUs(), at + 2 * secondUs);
      press(bench, serialOf(0));
    }
  },
);

benches('a bench that lay in a drawer for four years catches up with all of them', () => {
  const wall = new TestWall();
  const bench = benchOf(1, 1, wall);
  wall.timeUs += 4 * yearUs;
  press(bench, serialOf(0));
  assert.equal(bench.nowUs(), startUs + 4 * yearUs);
});

benches('no rate takes a bench past 2200', async () => {
  const wall = new TestWall();
  const bench = benchOf(1_000_000, 1, wall);
  wall.timeUs += 0.5 * dayUs;
  assert.throws(() => press(bench, serialOf(0)), {
    message: /past 2200-01-01T00:00:00Z.*set a lower rate/,
    remedy: { operation: 'bench.rate', arguments: { rate: 1 } },
  });
  assert.equal(bench.nowUs(), startUs);
  await assert.rejects(bench.reach(startUs + 400 * yearUs), /past 2200/);
  bench.setRate(1);
  wall.timeUs += secondUs;
  assert.equal(bench.nowUs(), startUs + secondUs);
  press(bench, serialOf(0));
});

benches('what was told as the time is never taken back by a wall clock that is', () => {
  const wall = new TestWall();
  const bench = benchOf(1, 1, wall);
  wall.timeUs += 10 * secondUs;
  assert.equal(bench.nowUs(), startUs + 10 * secondUs);
  wall.timeUs -= 4 * secondUs;
  assert.equal(bench.nowUs(), startUs + 10 * secondUs);
  const [event] = press(bench, serialOf(0));
  assert.equal(event!.at, '2026-01-01T00:00:10Z');
  assert.equal(bench.whyStopped(), undefined);
  wall.timeUs += 5 * secondUs;
  assert.equal(bench.nowUs(), startUs + 11 * secondUs);
  wall.timeUs -= 3600 * secondUs;
  const stopped = bench.whyStopped()!;
  assert.match(stopped.message, /was at 2026-01-01T00:00:11Z before/);
  assert.deepEqual(stopped.remedy, { operation: 'bench.advance', arguments: { by: '0s' } });
  bench.advanceTo(bench.nowUs());
  wall.timeUs += secondUs;
  assert.equal(bench.nowUs(), startUs + 12 * secondUs);
});

benches.run();
