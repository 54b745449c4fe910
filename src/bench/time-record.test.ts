import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { anchored, maximumRate, trueTimeAt, wallTimeAt } from './time-record.js';

const record = suite('time record');
const trueUs = 1_767_225_600_000_000;
const wallUs = 1_800_000_000_000_000;

record('×1 follows wall time, ×60 runs sixty times as fast, 0 stands still', () => {
  for (const [rate, passed] of [
    [1, 5_000_000],
    [60, 300_000_000],
    [0.5, 2_500_000],
    [0, 0],
  ] as const)
    assert.equal(trueTimeAt(anchored(rate, trueUs, wallUs), wallUs + 5_000_000), trueUs + passed);
});

record('a wall clock that is set back stops the bench and never takes it back', () => {
  const time = anchored(3600, trueUs, wallUs);
  assert.equal(trueTimeAt(time, wallUs - 3_600_000_000), trueUs);
});

record('wall time is the inverse of true time, within a microsecond of each', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: maximumRate, noNaN: true }),
      fc.integer({ min: 0, max: 1e12 }),
      (rate, passedUs) => {
        const time = anchored(rate, trueUs, wallUs);
        const back = wallTimeAt(time, trueTimeAt(time, wallUs + passedUs));
        const slack = 1 / rate + 1;
        assert.ok(
          back <= wallUs + passedUs && back >= wallUs + passedUs - slack - 1,
          `${back - wallUs - passedUs}`,
        );
      },
    ),
  );
});

record('a paused bench is at its anchor', () => {
  assert.equal(wallTimeAt(anchored(0, trueUs, wallUs), trueUs + 99), wallUs);
});

record.run();
