import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { ageingKnots } from './ageing.js';
import { type CrystalState, crystalTimeAt, offsetAt, rebase, whenCrystalReads } from './crystal.js';
import { dayUs, namedProfile, profileNames, type TemperatureProfile } from './temperature.js';

const crystal = suite('crystal');

const tickUs = 1e6 / 32_768;
const yearUs = 365 * dayUs;
const startUs = 1_767_225_600_000_000;

function fork(change: Partial<CrystalState> = {}): CrystalState {
  return {
    cut: { tolerancePpm: 4.2, curvaturePpmPerC2: -0.0341, turnoverC: 24.3, ageingFirstYearPpm: 2.1 },
    anchorUs: startUs,
    offsetUs: 0,
    ageUs: 0,
    profile: { kind: 'constant', celsius: 25 },
    fixedPpm: null,
    faultPpm: 0,
    stopped: false,
    ...change,
  };
}

crystal('20 ppm for a year is 630.72 s, whatever the temperature', () => {
  const fast = fork({ fixedPpm: 20, profile: namedProfile('pocket', startUs) });
  assert.equal(offsetAt(fast, startUs + yearUs), 630_720_000);
});

crystal('is exact within a tick of rationals over ten years, for every named profile', () => {
  for (const name of profileNames) {
    const profile = namedProfile(name, startUs + 3 * dayUs + 12_345_678);
    judge(fork({ profile }), startUs + 10 * yearUs - 987_654_321);
  }
});

const temperature = fc.integer({ min: -400, max: 850 }).map((tenths) => tenths / 10);
const anyProfile: fc.Arbitrary<TemperatureProfile> = fc.oneof(
  temperature.map((celsius) => ({ kind: 'constant' as const, celsius })),
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 }),
      fc.array(temperature, { minLength: 6, maxLength: 6 }),
    )
    .map(([hours, values]) => ({
      kind: 'points' as const,
      startUs: startUs + 17 * dayUs,
      points: hours
        .sort((a, b) => a - b)
        .map((hour, i) => ({ atUs: hour * 3_600_000_000, celsius: values[i]! })),
    })),
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 5 }),
      fc.array(temperature, { minLength: 5, maxLength: 5 }),
    )
    .map(([minutes, values]) => ({
      kind: 'periodic' as const,
      periodUs: dayUs,
      points: minutes
        .sort((a, b) => a - b)
        .map((minute, i) => ({ atUs: minute * 60_000_000, celsius: values[i]! })),
    })),
);

crystal('is exact within a tick for any profile', () => {
  fc.assert(
    fc.property(anyProfile, fc.integer({ min: 1, max: 400 * dayUs }), (profile, spanUs) => {
      judge(fork({ profile }), startUs + spanUs);
    }),
    { numRuns: 60 },
  );
});

crystal('a journaled change of rate in between loses nothing', () => {
  fc.assert(
    fc.property(
      anyProfile,
      fc.array(fc.integer({ min: 1, max: 400 * dayUs }), { maxLength: 12 }),
      (profile, moments) => {
        const split = fork({ profile });
        for (const at of moments.sort((a, b) => a - b)) rebase(split, startUs + at);
        const end = startUs + 400 * dayUs;
        const apart = offsetAt(split, end) - offsetAt(fork({ profile }), end);
        assert.ok(Math.abs(apart) < tickUs, `${apart} µs apart`);
      },
    ),
  );
});

crystal('a timer is due at the first microsecond at which the crystal has counted it', () => {
  fc.assert(
    fc.property(
      anyProfile,
      fc.integer({ min: 0, max: 100 * dayUs }),
      fc.integer({ min: 1, max: 60_000_000 }),
      fc.double({ min: -5000, max: 5000, noNaN: true }),
      (profile, afterUs, spanUs, faultPpm) => {
        const state = fork({ profile, faultPpm });
        const from = startUs + afterUs;
        const target = crystalTimeAt(state, from) + spanUs;
        const due = whenCrystalReads(state, from, target)!;
        assert.ok(crystalTimeAt(state, due) >= target);
        assert.ok(crystalTimeAt(state, due - 1) < target);
      },
    ),
  );
});

crystal('a crystal that stands still counts nothing and times nothing', () => {
  const still = fork({ stopped: true });
  assert.equal(crystalTimeAt(still, startUs + 5_000_000), startUs);
  assert.equal(whenCrystalReads(still, startUs, startUs + 1), undefined);
});

crystal.run();

/** Compares the crystal with exact BigInt rationals, piece by piece. */
function judge(state: CrystalState, endUs: number): void {
  const { cut } = state;
  let integral = zero;
  for (const [fromC, toC, spanUs] of pieces(state.profile, state.anchorUs, endUs)) {
    const a = minus(fromC, exact(cut.turnoverC));
    const b = minus(toC, exact(cut.turnoverC));
    integral = plus(
      integral,
      times(times(spanUs, plus(plus(times(a, a), times(a, b)), times(b, b))), [1n, 3n]),
    );
  }
  const elapsed = exact(endUs - state.anchorUs);
  const ppm = plus(
    plus(times(exact(cut.tolerancePpm), elapsed), times(exact(cut.curvaturePpmPerC2), integral)),
    times(exact(cut.ageingFirstYearPpm), ageing(endUs - state.anchorUs)),
  );
  const difference = minus(times(ppm, [1n, 1_000_000n]), exact(offsetAt(state, endUs)));
  const apartUs = Number((difference[0] * 1_000_000n) / difference[1]) / 1e6;
  assert.ok(Math.abs(apartUs) < tickUs, `${apartUs} µs from the exact value`);
}

type Rational = readonly [numerator: bigint, denominator: bigint];
const zero: Rational = [0n, 1n];

function exact(value: number): Rational {
  let scale = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    scale *= 2n;
  }
  return [BigInt(scaled), scale];
}
function reduce([n, d]: Rational): Rational {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? zero : [n / a, d / a];
}
function plus(x: Rational, y: Rational): Rational {
  return reduce([x[0] * y[1] + y[0] * x[1], x[1] * y[1]]);
}
function minus(x: Rational, y: Rational): Rational {
  return plus(x, [-y[0], y[1]]);
}
function times(x: Rational, y: Rational): Rational {
  return reduce([x[0] * y[0], x[1] * y[1]]);
}
function lerp(from: number, to: number, at: Rational, span: number): Rational {
  return plus(exact(from), times(minus(exact(to), exact(from)), times(at, [1n, BigInt(span)])));
}

/** Linear pieces with exact end temperatures. Equal pieces of a periodic profile are one piece with a count. */
function pieces(profile: TemperatureProfile, fromUs: number, toUs: number): [Rational, Rational, Rational][] {
  if (profile.kind === 'constant')
    return [[exact(profile.celsius), exact(profile.celsius), exact(toUs - fromUs)]];
  const knots: { at: number; celsius: number }[] = [];
  if (profile.kind === 'points')
    for (const point of profile.points)
      knots.push({ at: profile.startUs + point.atUs, celsius: point.celsius });
  else {
    const first = Math.floor(fromUs / profile.periodUs) - 1;
    const last = Math.floor(toUs / profile.periodUs) + 1;
    for (let period = first; period <= last; period++)
      for (const point of profile.points)
        knots.push({ at: period * profile.periodUs + point.atUs, celsius: point.celsius });
  }
  const counted = new Map<string, { piece: [Rational, Rational, Rational]; count: bigint }>();
  const add = (a: Rational, b: Rational, span: number): void => {
    if (span <= 0) return;
    const key = `${a}/${b}/${span}`;
    const known = counted.get(key);
    if (known) known.count++;
    else counted.set(key, { piece: [a, b, exact(span)], count: 1n });
  };
  const head = knots[0]!;
  const tail = knots[knots.length - 1]!;
  add(exact(head.celsius), exact(head.celsius), Math.min(toUs, head.at) - fromUs);
  for (let i = 1; i < knots.length; i++) {
    const p = knots[i - 1]!;
    const q = knots[i]!;
    const a = Math.max(fromUs, p.at);
    const b = Math.min(toUs, q.at);
    if (b <= a) continue;
    const span = q.at - p.at;
    add(
      lerp(p.celsius, q.celsius, [BigInt(a - p.at), 1n], span),
      lerp(p.celsius, q.celsius, [BigInt(b - p.at), 1n], span),
      b - a,
    );
  }
  add(exact(tail.celsius), exact(tail.celsius), toUs - Math.max(fromUs, tail.at));
  return [...counted.values()].map(({ piece: [a, b, span], count }) => [a, b, times(span, [count, 1n])]);
}

function ageing(ageUs: number): Rational {
  let sum = zero;
  for (let i = 1; i < ageingKnots.length; i++) {
    const p = ageingKnots[i - 1]!;
    const q = ageingKnots[i]!;
    const end = Math.min(ageUs, q.ageUs);
    if (end <= p.ageUs) break;
    const at = lerp(p.fraction, q.fraction, [BigInt(end - p.ageUs), 1n], q.ageUs - p.ageUs);
    sum = plus(sum, times(times(exact(end - p.ageUs), plus(exact(p.fraction), at)), [1n, 2n]));
  }
  const last = ageingKnots[ageingKnots.length - 1]!;
  return ageUs > last.ageUs ? plus(sum, times(exact(ageUs - last.ageUs), exact(last.fraction))) : sum;
}
