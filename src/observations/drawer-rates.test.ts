import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { Random } from '../../firmware-sim/index.js';
import { drawerRates, isTelling } from './drawer-rates.js';

const exact = (ppm: number) => ({ low: ppm, median: ppm, high: ppm });

test('a textbook sample: mean, standard deviation and their intervals at 95 %', () => {
  // 2 4 4 4 5 5 7 9: mean 5, s = 2.1381; t(7) = 2.3646, χ²(7) = 1.6899 and 16.0128.
  const { fobs, meanPpm, spreadPpm } = drawerRates([2, 4, 4, 4, 5, 5, 7, 9].map(exact));
  assert.equal(fobs, 8);
  const near = (given: number, expected: number, by: number): void =>
    assert.ok(Math.abs(given - expected) < by, `${given}, ${expected}`);
  near(meanPpm.value, 5, 1e-12);
  near(meanPpm.low, 5 - 2.3646 * (2.1381 / Math.sqrt(8)), 0.005);
  near(spreadPpm.value, 2.1381, 1e-4);
  near(spreadPpm.low, Math.sqrt((7 * 4.5714) / 16.0128), 0.02);
  near(spreadPpm.high, Math.sqrt((7 * 4.5714) / 1.6899), 0.08);
});

test('what the readings are unsure of is no spread of the fobs', () => {
  const sure = drawerRates([-2, 0, 2].map(exact)).spreadPpm.value;
  const unsure = drawerRates([-2, 0, 2].map((ppm) => ({ low: ppm - 1.96, median: ppm, high: ppm + 1.96 })));
  assert.ok(Math.abs(unsure.spreadPpm.value - Math.sqrt(sure * sure - 1)) < 1e-5);
  const noise = drawerRates([-1, 0, 1].map((ppm) => ({ low: ppm - 20, median: ppm, high: ppm + 20 })));
  assert.deepEqual([noise.spreadPpm.low, noise.spreadPpm.value], [0, 0]);
});

test('a fob that was read over few days moves the middle little, and says nothing of the spread', () => {
  const sure = [-3, -1, 0, 1, 2, 4].map((ppm) => ({ low: ppm - 0.1, median: ppm, high: ppm + 0.1 }));
  const unsure = [-90, 70, 20, -40, 100].map((ppm) => ({ low: ppm - 120, median: ppm, high: ppm + 120 }));
  const [alone, together] = [drawerRates(sure), drawerRates([...sure, ...unsure])];
  assert.ok(Math.abs(together.meanPpm.value - alone.meanPpm.value) < 0.1);
  const { value } = together.spreadPpm;
  assert.ok(value > 1.5 && value < 4, `${value}`);
  assert.deepEqual(
    [...sure, ...unsure].map((rate) => isTelling(rate, value)),
    [...sure.map(() => true), ...unsure.map(() => false)],
  );
});

test('the intervals hold what they say: about 95 of 100 drawers of twelve', () => {
  const random = Random.stream(process.env.FOBLAB_SEED ?? 1, 'drawers');
  let [mean, spread] = [0, 0];
  const drawers = 1000;
  for (let i = 0; i < drawers; i++) {
    const rates = drawerRates(Array.from({ length: 12 }, () => exact(-0.8 + 2 * random.normal())));
    if (rates.meanPpm.low <= -0.8 && rates.meanPpm.high >= -0.8) mean++;
    if (rates.spreadPpm.low <= 2 && rates.spreadPpm.high >= 2) spread++;
  }
  for (const inside of [mean, spread])
    assert.ok(inside > 0.92 * drawers && inside < 0.98 * drawers, `${mean} and ${spread} of ${drawers}`);
});

test.run();
