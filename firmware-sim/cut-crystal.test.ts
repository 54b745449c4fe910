import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { type CrystalState, cutCrystal, ratePpmAt } from './crystal.js';
import type { CrystalModel } from './model.js';
import { Random } from './random.js';

const cuts = suite('how a crystal is cut');

/** A spread so wide that many draws are beyond the limit. */
const wide: CrystalModel = {
  toleranceSigmaPpm: 20,
  toleranceLimitPpm: 23.1,
  curvaturePpmPerC2: { centre: -0.034, spread: 0.0086 },
  turnoverC: { centre: 25, spread: 5 },
  ageingFirstYearPpm: 3,
};
const drawn = Array.from({ length: 2000 }, (_, i) => cutCrystal(wide, Random.stream(i, 'crystal')));

cuts(
  'the vendor’s limit clips the initial tolerance, on both sides, and leaves what is inside as drawn',
  () => {
    const tolerances = drawn.map(({ tolerancePpm }) => tolerancePpm);
    assert.equal(Math.max(...tolerances), 23.1);
    assert.equal(Math.min(...tolerances), -23.1);
    const unclipped = drawn.map((_, i) =>
      cutCrystal({ ...wide, toleranceLimitPpm: 1e9 }, Random.stream(i, 'crystal')),
    );
    assert.ok(unclipped.some(({ tolerancePpm }) => tolerancePpm > 40));
    for (const [i, { tolerancePpm, ...rest }] of unclipped.entries()) {
      assert.equal(tolerances[i], Math.max(-23.1, Math.min(23.1, tolerancePpm)));
      const { tolerancePpm: _, ...clipped } = drawn[i]!;
      assert.deepEqual(clipped, rest, 'nothing else is clipped');
    }
  },
);

cuts('it clips the initial tolerance only: with temperature and age a crystal runs beyond it', () => {
  const cut = drawn.find(({ tolerancePpm }) => tolerancePpm === -23.1)!;
  const state: CrystalState = {
    cut,
    anchorUs: 0,
    offsetUs: 0,
    ageUs: 0,
    profile: { kind: 'constant', celsius: 0 },
    fixedPpm: null,
    faultPpm: 0,
    stopped: false,
  };
  assert.ok(ratePpmAt(state, 0) < -30, `${ratePpmAt(state, 0)} ppm at 0 °C`);
});

cuts('a tolerance that is ordered outright is not clipped', () => {
  assert.equal(cutCrystal(wide, Random.stream(1, 'crystal'), 90).tolerancePpm, 90);
});

cuts.run();
