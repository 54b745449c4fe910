import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { Random } from '../../firmware-sim/random.js';
import { ClockLine } from './clock-line.js';
import {
  codeSourceOf,
  estimateClock,
  kernelCodeSource,
  offsetBounds,
  type Reading,
  reading,
  windowOfSteps,
} from './index.js';

const test = suite('clocks of physical fobs');

const secret = new TextEncoder().encode('12345678901234567890');
const source = kernelCodeSource(secret, 'SHA1', 6);
const stepping = { periodSeconds: 30, t0Seconds: 0 };
const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

/** A physical fob: so many seconds off at `start`, so many ppm fast. */
interface PhysicalFob {
  offsetSeconds: number;
  ppm: number;
}

function offsetAt({ offsetSeconds, ppm }: PhysicalFob, atMs: number): number {
  return offsetSeconds + (ppm * 1e-6 * (atMs - start)) / 1000;
}

function stepShown(fob: PhysicalFob, atMs: number): number {
  return Math.floor((atMs / 1000 + offsetAt(fob, atMs)) / 30);
}

/** A stand-in for the kernel that is as quick as a table: the code is the step's last six digits. */
const plainSource = codeSourceOf((step) => String(step % 1_000_000).padStart(6, '0'), 6);
const stepCode = (step: number): string => String(step % 1_000_000).padStart(6, '0');

function readingOf(
  fob: PhysicalFob,
  atMs: number,
  late: { typedAfterMs: number; earlierSeconds: number },
): Reading {
  return reading({
    serial: '3315511111',
    code: stepCode(stepShown(fob, atMs)),
    atMs: atMs + late.typedAfterMs,
    earlierSeconds: late.earlierSeconds,
    laterSeconds: 0,
  });
}

const prompt = { typedAfterMs: 0, earlierSeconds: 0 };

test('one reading: which step, how many seconds off and how surely', () => {
  const at = Date.UTC(2026, 0, 1, 12, 0, 10);
  const fobStep = Math.floor((at / 1000 - 95) / 30);
  const codeOf = codeSourceOf(stepCode, 6);
  const one = reading({
    serial: '3315511111',
    code: stepCode(fobStep),
    atMs: at,
    earlierSeconds: 10,
    laterSeconds: 1,
  });
  const estimate = estimateClock([one], codeOf, { ...stepping, searchSeconds: 3600 });
  const located = estimate.readings[0]!.located!;
  assert.equal(located.step, fobStep);
  assert.equal(located.stepsOff, -3);
  assert.ok(located.lowSeconds <= -95 && located.highSeconds >= -95);
  assert.equal(located.highSeconds - located.lowSeconds, 41);
  assert.equal(estimate.driftPpm, undefined);
  assert.match(estimate.notes.join(), /again 48 days/);
});

test('the seed’s own codes, through the kernel: a GO 7 a year later', () => {
  const fob = { offsetSeconds: -4, ppm: 20 };
  const times = [0, 90, 200, 365].map((days) => start + days * day + 7_000);
  const readings = times.map((atMs) => {
    const step = stepShown(fob, atMs);
    for (let n = 0; n < 1_000_000; n++) {
      const code = String(n).padStart(6, '0');
      if (source.find(code, step, 1).length === 1)
        return reading({ serial: '3315511111', code, atMs, earlierSeconds: 0, laterSeconds: 0 });
    }
    throw new Error('no code');
  });
  const estimate = estimateClock(readings, source, stepping);
  assert.deepEqual(
    estimate.readings.map(({ use }) => use),
    ['used', 'used', 'used', 'used'],
  );
  const { driftPpm, offsetSeconds } = estimate;
  assert.ok(
    driftPpm!.low < 20 && 20 < driftPpm!.high && driftPpm!.high - driftPpm!.low < 2,
    JSON.stringify(driftPpm),
  );
  const truth = offsetAt(fob, estimate.referenceMs!);
  assert.ok(offsetSeconds!.low < truth && truth < offsetSeconds!.high);
});

const physicalFob = fc.record({
  offsetSeconds: fc.double({ min: -600, max: 600, noNaN: true }),
  ppm: fc.double({ min: -100, max: 100, noNaN: true }),
});
const moments = fc.array(fc.integer({ min: 0, max: 3 * 365 * 86_400 }), { minLength: 2, maxLength: 12 });

test('whatever the fob and the moments, the true clock is never ruled out', () => {
  fc.assert(
    fc.property(physicalFob, moments, fc.integer({ min: 0, max: 9_000 }), (fob, seconds, typedAfterMs) => {
      const bounds = seconds.map((second) => {
        const atMs = start + second * 1000;
        const one = readingOf(fob, atMs, { typedAfterMs, earlierSeconds: 9 });
        return { atMs: one.atMs, ...offsetBounds(one, stepShown(fob, atMs), stepping) };
      });
      const line = ClockLine.through(bounds);
      assert.ok(line !== undefined, 'the true line passes all bounds');
      const ppm = line.driftPpm(0.999999);
      assert.ok(ppm.low - 1e-3 <= fob.ppm && fob.ppm <= ppm.high + 1e-3, `${ppm.low} ${fob.ppm} ${ppm.high}`);
    }),
  );
});

/** Draws from a seed of its own: a statistical claim must not fail once in a thousand runs. */
function coverage(confidence: number, fobs: number): { drift: number; offset: number } {
  const random = Random.stream(20260101, `coverage ${confidence}`);
  let drift = 0;
  let offset = 0;
  for (let i = 0; i < fobs; i++) {
    const fob = { offsetSeconds: random.between(-120, 120), ppm: 5 * random.normal() };
    const count = 3 + random.below(6);
    const bounds = Array.from({ length: count }, () => {
      const atMs = start + random.between(0, 400 * day);
      const step = stepShown(fob, atMs);
      return { atMs, ...offsetBounds(readingOf(fob, atMs, prompt), step, stepping) };
    });
    const line = ClockLine.through(bounds)!;
    const ppm = line.driftPpm(confidence);
    if (ppm.low <= fob.ppm && fob.ppm <= ppm.high) drift++;
    const later = start + 500 * day;
    const there = line.offsetSecondsAt(later, confidence);
    if (there.low <= offsetAt(fob, later) && offsetAt(fob, later) <= there.high) offset++;
  }
  return { drift: drift / fobs, offset: offset / fobs };
}

test('intervals hold the truth as often as they say: 95 % and 50 %, drift and forecast', () => {
  const wide = coverage(0.95, 2000);
  const half = coverage(0.5, 2000);
  for (const [rate, said] of [
    [wide.drift, 0.95],
    [wide.offset, 0.95],
    [half.drift, 0.5],
    [half.offset, 0.5],
  ] as const) {
    // Three standard deviations of a share of 2000.
    const tolerance = 3 * Math.sqrt((said * (1 - said)) / 2000);
    assert.ok(Math.abs(rate - said) < tolerance, `${rate} instead of ${said} ± ${tolerance}`);
  }
});

test('readings that a person types late keep at least the stated rate', () => {
  const random = Random.stream(7, 'late');
  let held = 0;
  for (let i = 0; i < 1000; i++) {
    const fob = { offsetSeconds: random.between(-120, 120), ppm: 5 * random.normal() };
    const bounds = Array.from({ length: 5 }, () => {
      const atMs = Math.floor(start + random.between(0, 400 * day));
      const one = readingOf(fob, atMs, { typedAfterMs: random.between(0, 10_000), earlierSeconds: 10 });
      return { atMs: one.atMs, ...offsetBounds(one, stepShown(fob, atMs), stepping) };
    });
    const ppm = ClockLine.through(bounds)!.driftPpm(0.95);
    if (ppm.low <= fob.ppm && fob.ppm <= ppm.high) held++;
  }
  assert.ok(held >= 950, `${held} of 1000`);
});

test('a mistyped code is left out, by name; the others still tell', () => {
  const fob = { offsetSeconds: 12, ppm: -9 };
  const readings = [0, 40, 80, 120, 160, 200].map((days) =>
    readingOf(fob, start + days * day + 3_000 * days, prompt),
  );
  readings[2] = { ...readings[2]!, code: stepCode(stepShown(fob, readings[2]!.atMs) + 55) };
  readings[4] = { ...readings[4]!, code: '000000' };
  const estimate = estimateClock(readings, plainSource, stepping);
  assert.deepEqual(
    estimate.readings.map(({ use }) => use),
    ['used', 'used', 'misfit', 'used', 'no-step', 'used'],
  );
  assert.equal(estimate.slackSeconds, 0);
  assert.ok(estimate.driftPpm!.low < -9 && -9 < estimate.driftPpm!.high);
});

test('a clock that was set is no even clock, and it says so', () => {
  const before = { offsetSeconds: 0, ppm: 1 };
  const after = { offsetSeconds: 300, ppm: 1 };
  const readings = [0, 10, 20, 30, 40, 50].map((days) =>
    readingOf(days < 25 ? before : after, start + days * day, prompt),
  );
  const estimate = estimateClock(readings, plainSource, stepping);
  assert.ok(estimate.slackSeconds > 10);
  assert.match(estimate.notes.join(), /no evenly running clock/);
});

test('among several steps with one code, the one that fits the other readings is taken', () => {
  const fob = { offsetSeconds: 100, ppm: 3 };
  const repeating = codeSourceOf((step) => String(step % 40).padStart(6, '0'), 6);
  const unique = readingOf(fob, start, prompt);
  const later = start + 30 * day;
  const codes = {
    digits: 6,
    find: (code: string, first: number, count: number) =>
      code === unique.code ? plainSource.find(code, first, count) : repeating.find(code, first, count),
  };
  const twin = {
    ...readingOf(fob, later, prompt),
    code: String(stepShown(fob, later) % 40).padStart(6, '0'),
  };
  const estimate = estimateClock([unique, twin], codes, { ...stepping, searchSeconds: 3600 });
  assert.equal(estimate.readings[1]!.located!.step, stepShown(fob, later));
  assert.equal(estimate.readings[1]!.otherSteps, 5);
});

test('the date it leaves the window: right for a known clock, with its interval', () => {
  const fob = { offsetSeconds: 5, ppm: 8 };
  const readings = Array.from({ length: 10 }, (_, i) =>
    readingOf(fob, start + i * 20 * day + 7_777 * i * i, prompt),
  );
  const estimate = estimateClock(readings, plainSource, stepping);
  const nowMs = start + 181 * day;
  const forecast = estimate.clock!.leavesWindow({ behindSeconds: 300, aheadSeconds: 300 }, nowMs, 0.95);
  assert.ok(forecast.status === 'leaves');
  const truth = start + ((300 - 5) / 8e-6) * 1000;
  assert.ok(
    forecast.earliestMs < truth && truth < forecast.latestMs!,
    `${forecast.earliestMs} ${truth} ${forecast.latestMs}`,
  );
  assert.ok(Math.abs(forecast.likelyMs - truth) < 60 * day);
  assert.equal(
    estimate.clock!.leavesWindow({ behindSeconds: 60, aheadSeconds: 60 }, nowMs, 0.95).status,
    'outside',
  );
  const recentred = { behindSeconds: 300, aheadSeconds: 300, centreSeconds: 130 };
  const later = estimate.clock!.leavesWindow(recentred, nowMs, 0.95);
  assert.ok(later.status === 'leaves' && later.likelyMs > forecast.likelyMs);
  const single = estimateClock(readings.slice(0, 1), plainSource, stepping);
  assert.equal(
    single.clock!.leavesWindow({ behindSeconds: 300, aheadSeconds: 300 }, start, 0.95).status,
    'unknown',
  );
});

test('the earliest and the latest date hold the stated confidence between them, half of the rest on either side', () => {
  const fob = { offsetSeconds: 5, ppm: 40 };
  const readings = [0, 9.3, 21.7].map((days) => readingOf(fob, start + days * day, prompt));
  const estimate = estimateClock(readings, plainSource, stepping);
  const nowMs = start + 22 * day;
  // Every clock that agrees with the readings, from a grid, and when each of them is 300 s ahead.
  const megaseconds = (atMs: number): number => (atMs - start) / 1e9;
  const leaves: number[] = [];
  for (let offset = -60; offset <= 60; offset += 0.125)
    for (let ppm = 0.5; ppm <= 100; ppm += 0.05) {
      const agrees = estimate.readings.every(({ reading: { atMs }, located }) => {
        const at = offset + ppm * megaseconds(atMs);
        return located!.lowSeconds <= at && at <= located!.highSeconds;
      });
      if (agrees) leaves.push(start + ((300 - offset) / ppm) * 1e9);
    }
  assert.ok(leaves.length > 5000, `${leaves.length} clocks`);
  leaves.sort((a, b) => a - b);
  const quantile = (share: number): number => leaves[Math.round(share * (leaves.length - 1))]!;
  const window = { behindSeconds: 1e6, aheadSeconds: 300 };
  for (const confidence of [0.5, 0.8, 0.95]) {
    const forecast = estimate.clock!.leavesWindow(window, nowMs, confidence);
    assert.ok(forecast.status === 'leaves');
    const tail = (1 - confidence) / 2;
    for (const [found, share] of [
      [forecast.earliestMs, tail],
      [forecast.likelyMs, 0.5],
      [forecast.latestMs!, 1 - tail],
    ] as const) {
      const [low, high] = [quantile(share * 0.9), quantile(1 - (1 - share) * 0.9)];
      assert.ok(low <= found && found <= high, `${confidence}, ${share}: ${found} in ${low} to ${high}`);
    }
  }
});

test('a window of steps: every offset inside is accepted at any moment, one beyond is not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5 }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (steps, share) => {
        const { aheadSeconds } = windowOfSteps({ behind: steps, ahead: steps }, 30);
        const accepted = (offset: number): boolean =>
          Array.from({ length: 60 }, (_, i) => i / 2).every(
            (second) => Math.abs(Math.floor((second + offset) / 30)) <= steps,
          );
        assert.ok(accepted(share * aheadSeconds));
        assert.ok(!accepted(aheadSeconds + 0.5 + 29 * Math.abs(share)));
      },
    ),
  );
});

test('no readings, and readings at one moment', () => {
  assert.equal(estimateClock([], plainSource, stepping).clock, undefined);
  const fob = { offsetSeconds: 0, ppm: 0 };
  const twice = [readingOf(fob, start, prompt), readingOf(fob, start, prompt)];
  const estimate = estimateClock(twice, plainSource, stepping);
  assert.ok(estimate.offsetSeconds!.low >= -0.001 && estimate.offsetSeconds!.high <= 30.001);
  assert.equal(estimate.driftPpm, undefined);
});

test.run();
