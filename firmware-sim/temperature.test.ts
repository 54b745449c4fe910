import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import {
  checkProfile,
  dayUs,
  hourUs,
  namedProfile,
  profileNames,
  squaredDeviationIntegral,
  type TemperatureProfile,
  temperatureAt,
} from './temperature.js';

const temperature = suite('temperature');
const startUs = 1_767_225_600_000_000;

temperature('a day and a night: every knot, every day, linear in between, joined over midnight', () => {
  const profile = namedProfile('day-night', startUs);
  for (const day of [0, 1, 365, 20_454]) {
    const at = (hour: number): number => temperatureAt(profile, day * dayUs + hour * hourUs);
    assert.deepEqual([0, 5, 14, 18].map(at), [17, 15, 25, 23]);
    assert.equal(at(16), 24);
    assert.equal(at(21), 20);
  }
});

temperature('points hold their first value before and their last after', () => {
  const profile = namedProfile('cold-weekend', startUs);
  assert.equal(temperatureAt(profile, startUs - dayUs), 21);
  assert.equal(temperatureAt(profile, startUs + 1.5 * hourUs), 5.5);
  assert.equal(temperatureAt(profile, startUs + 30 * hourUs), -10);
  assert.equal(temperatureAt(profile, startUs + 100 * dayUs), 21);
});

temperature('no profile jumps at any time', () => {
  for (const name of profileNames) {
    const profile = namedProfile(name, startUs);
    let last = temperatureAt(profile, startUs - hourUs);
    for (let at = startUs - hourUs; at < startUs + 4 * dayUs; at += hourUs / 4) {
      const now = temperatureAt(profile, at);
      assert.ok(Math.abs(now - last) < 4, `${name}: ${last} to ${now}`);
      last = now;
    }
  }
});

temperature('the integral is a sum over parts: split anywhere, the parts add up', () => {
  const moment = fc.integer({ min: -30 * dayUs, max: 400 * dayUs });
  fc.assert(
    fc.property(fc.constantFrom(...profileNames), moment, moment, moment, (name, a, b, c) => {
      const profile = namedProfile(name, startUs);
      const [from, between, to] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
      const integral = (fromUs: number, toUs: number): number =>
        squaredDeviationIntegral(profile, 25, startUs + fromUs, startUs + toUs);
      const whole = integral(from, to);
      const parts = integral(from, between) + integral(between, to);
      assert.ok(Math.abs(whole - parts) <= 1e-9 * Math.abs(whole) + 1, `${whole} ${parts}`);
    }),
  );
});

temperature('a constant and a list of one point are the same', () => {
  const one: TemperatureProfile = { kind: 'points', startUs, points: [{ atUs: 5, celsius: 40 }] };
  assert.equal(squaredDeviationIntegral(one, 25, startUs, startUs + 1000), 225_000);
  assert.equal(
    squaredDeviationIntegral({ kind: 'constant', celsius: 40 }, 25, startUs, startUs + 1000),
    225_000,
  );
});

temperature('an impossible profile is refused with the reason', () => {
  const refused = (profile: TemperatureProfile, expected: RegExp): void =>
    assert.throws(() => checkProfile(profile), expected);
  refused({ kind: 'constant', celsius: 126 }, /126 °C given; expected −55 to 125/);
  refused({ kind: 'constant', celsius: Number.NaN }, /expected −55 to 125/);
  refused({ kind: 'points', startUs, points: [] }, /at least one point/);
  const twice = [
    { atUs: 5, celsius: 1 },
    { atUs: 5, celsius: 2 },
  ];
  refused({ kind: 'points', startUs, points: twice }, /point 2: .* rising/);
  refused({ kind: 'points', startUs, points: [{ atUs: -1, celsius: 1 }] }, /point 1/);
  refused({ kind: 'points', startUs, points: [{ atUs: 0.5, celsius: 1 }] }, /whole microseconds/);
  refused(
    { kind: 'periodic', periodUs: hourUs, points: [{ atUs: hourUs, celsius: 1 }] },
    /outside the period/,
  );
  refused({ kind: 'periodic', periodUs: 0, points: [{ atUs: 0, celsius: 1 }] }, /period/);
});

temperature.run();
