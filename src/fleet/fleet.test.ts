// Compares the spread of a fleet with closed forms and with the fobs of a bench.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../devices/index.js';
import { Fob, namedProfile, type TemperatureProfile } from '../../firmware-sim/index.js';
import { type FleetOrder, type FleetReading, fleetReadings } from './index.js';

const fleet = suite('fleet');
const office: TemperatureProfile = { kind: 'constant', celsius: 22 };
const model = toFobModel(findModel('onespan/digipass-go7'));

function readings(order: Partial<FleetOrder>): FleetReading[] {
  const run = fleetReadings({
    crystal: model.crystal,
    fobs: 2000,
    seed: 'fleet',
    temperature: office,
    days: [365],
    withinPpm: 2.85,
    acceptedSeconds: () => 60,
    ...order,
  });
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}

fleet('a year at office temperature leaves 70 to 85 % of the fobs inside ±2.85 ppm', () => {
  const [year] = readings({ fobs: 10_000 });
  assert.ok(year!.shareWithinPpm >= 0.7 && year!.shareWithinPpm <= 0.85, `${year!.shareWithinPpm}`);
});

fleet('a normal spread alone lies where the normal distribution has it', () => {
  const crystal = {
    toleranceSigmaPpm: 5,
    toleranceLimitPpm: 1000,
    curvaturePpmPerC2: { centre: 0, spread: 0 },
    turnoverC: { centre: 25, spread: 0 },
    ageingFirstYearPpm: 0,
  };
  const [year] = readings({ crystal, fobs: 20_000 });
  // Φ(0.57) − Φ(−0.57) = 0.431; 1.6449 σ = 8.224 ppm = 259.4 s a year; 60 s a year are 1.903 ppm = 0.3805 σ.
  assert.ok(Math.abs(year!.shareWithinPpm - 0.431) < 0.015, `${year!.shareWithinPpm}`);
  assert.ok(Math.abs(year!.shareAccepted - 0.296) < 0.015, `${year!.shareAccepted}`);
  assert.ok(Math.abs(year!.offsetSeconds.high - 259.4) < 12, `${year!.offsetSeconds.high}`);
  assert.ok(Math.abs(year!.offsetSeconds.low + 259.4) < 12, `${year!.offsetSeconds.low}`);
  assert.ok(Math.abs(year!.offsetSeconds.median) < 5);
});

fleet('each fob runs as one of the same draw on a bench does', () => {
  const profile = namedProfile('pocket', 0);
  for (const fobs of [1, 2, 3]) {
    const offsets = Array.from({ length: fobs }, (_, i) => {
      const fob = Fob.create({
        model,
        serial: '3315511111',
        secret: new Uint8Array(20),
        seed: `fleet/${i}`,
        timeUs: 0,
      });
      fob.setTemperature(0, profile);
      return fob.clock(500 * 86_400e6)!.offsetUs / 1e6;
    }).sort((a, b) => a - b);
    const [reading] = readings({ fobs, temperature: profile, days: [500] });
    assert.ok(Math.abs(reading!.offsetSeconds.low - offsets[0]!) < 2e-6);
    assert.ok(Math.abs(reading!.offsetSeconds.high - offsets.at(-1)!) < 2e-6);
  }
});

fleet('the window is asked for at each time, and no share is more than all', () => {
  const asked: number[] = [];
  const given = readings({
    days: [1, 365, 3650],
    acceptedSeconds: (days) => {
      asked.push(days);
      return days === 365 ? 0 : 1e9;
    },
  });
  assert.deepEqual(asked, [1, 365, 3650]);
  assert.deepEqual(
    given.map(({ shareAccepted }) => shareAccepted),
    [1, 0, 1],
  );
});

fleet.run();
