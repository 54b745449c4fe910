// Any sequence of inputs over ten years: a fob does not throw, no counter shows twice, its time follows its physics, and
// reading in between changes no byte.
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../devices/index.js';
import { fobFaults } from './faults.js';
import { Fob } from './fob.js';
import { FobError } from './fob-port.js';
import { otpCode } from './otp.js';
import type { FobEvent } from './simulated-fob.js';
import { dayUs, namedProfile, profileNames, type TemperatureProfile } from './temperature.js';

const sequences = suite('fob sequences');

const startUs = 1_767_225_600_000_000;
const yearUs = 365 * dayUs;
const secret = new TextEncoder().encode('12345678901234567890');

const fobKinds = [
  ['onespan/digipass-go7', 'totp'],
  ['onespan/digipass-go7', 'hotp'],
  ['onespan/digipass-go6', 'totp'],
  ['onespan/digipass-go3', 'hotp'],
  ['symantec/vip-token-ft', 'hotp'],
  ['symantec/vip-token-avt', 'hotp'],
  ['symantec/vip-access', 'totp'],
] as const;

const spanUs = fc.oneof(
  fc.integer({ min: 0, max: 40_000_000 }),
  fc.integer({ min: 0, max: 3 * dayUs }),
  fc.integer({ min: 0, max: yearUs }),
);
const celsius = fc.integer({ min: -55, max: 125 });
const profile: fc.Arbitrary<TemperatureProfile> = fc.oneof(
  celsius.map((value) => ({ kind: 'constant' as const, celsius: value })),
  fc.constantFrom(...profileNames).map((name) => namedProfile(name, startUs + 100 * dayUs)),
);
const faultOn = fc.constantFrom(...fobFaults.filter((one) => one.name !== 'battery.dead')).chain((fault) =>
  fc.record({
    kind: fc.constant('fault-on' as const),
    name: fc.constant(fault.name as string),
    parameters: fc.record(
      Object.fromEntries(
        fault.parameters.map(({ name, minimum, maximum, whole }) => [
          name,
          whole
            ? fc.integer({ min: minimum, max: Math.min(maximum, 40) })
            : fc.double({ min: Math.max(minimum, -1e6), max: Math.min(maximum, 1e6), noNaN: true }),
        ]),
      ),
    ) as fc.Arbitrary<Record<string, number>>,
    forUs: fc.option(fc.integer({ min: 1, max: 30 * dayUs }), { nil: undefined }),
  }),
);

const action = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('advance' as const), byUs: spanUs }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('press' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('hold' as const),
      forUs: fc.integer({ min: 1, max: 20_000_000 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('down' as const, 'release' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('age' as const),
      byUs: fc.integer({ min: 1, max: 2 * yearUs }),
    }),
  },
  { weight: 5, arbitrary: faultOn },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fault-off' as const),
      name: fc.constantFrom(...fobFaults.map((one) => one.name as string)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('temperature' as const), profile }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('level' as const),
      percent: fc.double({ min: 9, max: 100, noNaN: true }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('replace-cell' as const),
      withoutUs: fc.oneof(
        fc.integer({ min: 1, max: 20_000_000 }),
        fc.integer({ min: 1, max: 3_600_000_000 }),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('drift' as const),
      ppm: fc.option(fc.integer({ min: -300, max: 300 }), { nil: null }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('offset' as const),
      byUs: fc.integer({ min: -1e12, max: 1e12 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reset' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function fobOf([model, type]: (typeof fobKinds)[number]): Fob {
  return Fob.create({
    model: toFobModel(findModel(model), { type }),
    serial: '3315511111',
    secret,
    seed: `sequence ${model}`,
    timeUs: startUs,
  });
}

function perform(fob: Fob, now: number, step: Action): FobEvent[] {
  switch (step.kind) {
    case 'advance':
      return fob.advanceTo(now);
    case 'press':
      return fob.press(now);
    case 'hold':
      return fob.hold(now, step.forUs);
    case 'down':
      return fob.pressDown(now);
    case 'release':
      return fob.release(now);
    case 'age':
      return fob.age(now, step.byUs);
    case 'fault-on':
      return fob.setFault(now, step.name, true, {
        parameters: step.parameters,
        ...(step.forUs === undefined ? {} : { forUs: step.forUs }),
      });
    case 'fault-off':
      return fob.setFault(now, step.name, false);
    case 'temperature':
      return fob.setTemperature(now, step.profile);
    case 'level':
      return fob.setBatteryPercent(now, step.percent);
    case 'replace-cell':
      return fob.replaceCell(now, step.withoutUs);
    case 'drift':
      return fob.setDrift(now, step.ppm);
    case 'offset':
      return fob.setOffset(now, step.byUs);
    case 'reset':
      return fob.reset(now);
  }
}

/** A refusal is allowed. Any other error is a crash. */
function attempt(fob: Fob, now: number, step: Action): FobEvent[] {
  const before = JSON.stringify(fob.snapshot());
  try {
    return perform(fob, now, step);
  } catch (error) {
    assert.ok(error instanceof FobError, `${step.kind}: ${(error as Error).stack}`);
    assert.equal(JSON.stringify(fob.snapshot()), before, `${step.kind} refused, and something changed`);
    return [];
  }
}

const active = (fob: Fob, name: string): boolean =>
  fob.faults().some((fault) => fault.name === name && fault.active);

sequences('no throw, no counter twice, events in order, time within its physics', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...fobKinds),
      fc.array(action, { minLength: 5, maxLength: 60 }),
      (kind, steps) => {
        const fob = fobOf(kind);
        let now = startUs;
        let lastEventUs = startUs;
        let lastShown = -1;
        let mostPpm = 500;
        for (const step of steps) {
          const before = fob.clock(now);
          const stood = active(fob, 'crystal.stop') || active(fob, 'rtc.stop');
          if (step.kind === 'advance') now += step.byUs;
          if (step.kind === 'drift' || (step.kind === 'fault-on' && step.name === 'crystal.drift'))
            mostPpm = 101_000;
          const events = attempt(fob, now, step);

          for (const event of events) {
            assert.ok(event.timeUs >= lastEventUs && event.timeUs <= now, `${event.kind} at ${event.timeUs}`);
            lastEventUs = event.timeUs;
          }

          const shows =
            events.some((event) => event.kind === 'display-on') && fob.view(now).state === 'showing';
          const sound = !active(fob, 'lcd.blank') && !active(fob, 'lcd.segment');
          if (kind[1] === 'hotp' && shows && sound) {
            const next = fob.counter()!;
            const shown = fob.view(now).text;
            assert.equal(
              shown,
              otpCode(secret, fob.model.otp, next - 1),
              'the code of the counter before the stored one',
            );
            assert.ok(next - 1 > lastShown, `counter ${next - 1} after ${lastShown}`);
            lastShown = next - 1;
          }

          const livedUs = step.kind === 'age' || step.kind === 'advance' ? step.byUs : 0;
          if (step.kind !== 'offset' && !(step.kind === 'fault-on' && step.name === 'rtc.jump')) {
            const after = fob.clock(now);
            assert.equal(after === undefined, fob.view(now).state === 'dead', 'only the dead have no clock');
            assert.ok(
              before !== undefined || after === undefined,
              'a clock that stopped with its cell runs again',
            );
            if (after === undefined || before === undefined) continue;
            const moved = after.offsetUs - before.offsetUs;
            const reach = (livedUs * mostPpm) / 1e6 + 1;
            assert.ok(moved <= reach, `${step.kind}: fob time ran ahead by ${moved} µs in ${livedUs}`);
            assert.ok(
              moved >= (stood ? -livedUs : 0) - reach,
              `${step.kind}: fob time fell back by ${moved} µs in ${livedUs}`,
            );
          }
          const { percent } = fob.battery(now);
          assert.ok(percent >= 0 && percent <= 100.000001, `${percent} %`);
          const next = fob.nextWakeUs();
          assert.ok(next === undefined || next > now, 'what is due has happened');
        }
      },
    ),
    { numRuns: 400 },
  );
});

sequences('any splitting of time, with looking in between, gives the same events and the same bytes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...fobKinds),
      fc.array(action, { minLength: 3, maxLength: 30 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
      (kind, steps, cuts) => {
        const whole = fobOf(kind);
        const split = fobOf(kind);
        let now = startUs;
        for (const step of steps) {
          const splitEvents: FobEvent[] = [];
          if (step.kind === 'advance') {
            for (const cut of [...cuts].sort((a, b) => a - b)) {
              const at = now + Math.floor(cut * step.byUs);
              splitEvents.push(...split.advanceTo(at));
              split.view(at);
              split.clock(at);
              split.battery(at);
              split.celsius(at);
              split.selfTest(at);
              split.snapshot();
            }
            now += step.byUs;
          }
          const wholeEvents = attempt(whole, now, step);
          splitEvents.push(...attempt(split, now, step));
          assert.deepEqual(splitEvents, wholeEvents);
          assert.equal(JSON.stringify(split.snapshot()), JSON.stringify(whole.snapshot()));
        }
      },
    ),
    { numRuns: 200 },
  );
});

sequences('ten years of days with a press each, cut in any way, are the same ten years', () => {
  const daily = (looksADay: number): string => {
    const fob = fobOf(['onespan/digipass-go7', 'hotp']);
    fob.setTemperature(startUs, namedProfile('pocket', startUs));
    for (let day = 0; day < 3650; day++) {
      const now = startUs + day * dayUs;
      fob.press(now);
      for (let look = 1; look <= looksADay; look++) {
        fob.advanceTo(now + Math.floor((look * dayUs) / looksADay));
        fob.view(now + Math.floor((look * dayUs) / looksADay));
      }
    }
    fob.advanceTo(startUs + 3650 * dayUs);
    return JSON.stringify(fob.snapshot());
  };
  assert.equal(daily(7), daily(0));
});

sequences.run();
