import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { durationText, parseDuration } from './duration.js';

const durations = suite('duration');

durations('every unit, sums, fractions, signs', () => {
  const cases: [string, number][] = [
    ['90s', 90e6],
    ['15m', 900e6],
    ['15min', 900e6],
    ['1h30m', 5400e6],
    ['365d', 31_536_000e6],
    ['1y', 31_536_000e6],
    ['2w', 1_209_600e6],
    ['250ms', 250_000],
    ['7us', 7],
    ['0.5s', 500_000],
    ['1.5h', 5400e6],
    ['-90s', -90e6],
    ['+1d', 86_400e6],
    [' 1D 2H ', 93_600e6],
    ['0s', 0],
  ];
  for (const [text, us] of cases) assert.equal(parseDuration(text), us, text);
});

durations('a number without a unit is no duration', () => {
  for (const text of [
    '',
    '90',
    's',
    '1x',
    '1.s',
    '.5s',
    '1e3s',
    '--1s',
    '1s-1s',
    '1s90',
    'NaN',
    '1 s',
    '999999y',
    '5 m',
  ])
    assert.equal(parseDuration(text), undefined, text);
});

durations('a very long text is answered at once', () => {
  assert.equal(parseDuration('1s'.repeat(50_000)), 50_000e6);
  assert.equal(parseDuration('1'.repeat(100_000)), undefined);
  assert.equal(parseDuration(`${'1s '.repeat(50_000)}x`), undefined);
});

durations('durationText is within one percent of the duration', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e15, max: 1e15 }), (us) => {
      const back = parseDuration(durationText(us).replaceAll(' ', ''))!;
      assert.ok(Math.abs(back - us) <= Math.max(500, Math.abs(us) / 60), `${us}: ${durationText(us)}`);
    }),
  );
  assert.equal(durationText(630_720_000), '10m 30s');
  assert.equal(durationText(33e12), '1y 16d');
  assert.equal(durationText(1_234_567), '1.235s');
});

durations.run();
