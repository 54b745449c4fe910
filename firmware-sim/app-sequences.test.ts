// Any sequence of inputs: an app does each or refuses it with a FobError and stays as it was. A restored app goes on with
// the same bytes, and neither reading nor splitting the time changes one.
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import {
  findModel,
  type PhoneDatasheet,
  type PushDatasheet,
  toAppModel,
  toFobModel,
} from '../devices/index.js';
import { ActivatedApp } from './activated-app.js';
import { writeActivation } from './activation.js';
import { fobFaults } from './faults.js';
import { FobError } from './fob-port.js';
import { PhoneFob } from './phone-fob.js';
import { PushFob } from './push-fob.js';
import type { FobEvent, FobSnapshot, SimulatedFob } from './simulated-fob.js';

const sequences = suite('app sequences');
const startUs = 1_767_225_600_000_000;
const S = 1e6;
const authenticator = toFobModel(findModel('iprescribe/authenticator'));
const images = ['ip-1', 'ip-2'].map((serial) =>
  writeActivation({ serial, otp: authenticator.otp, secret: new Uint8Array(20).fill(7) }),
);

const kinds: Record<string, { make(): SimulatedFob; restore(snapshot: FobSnapshot): SimulatedFob }> = {
  push: {
    make: () =>
      PushFob.create({
        serial: 'push-1',
        model: toAppModel(findModel('idme/push') as PushDatasheet),
        timeUs: startUs,
      }),
    restore: (snapshot) => PushFob.restore(snapshot),
  },
  phone: {
    make: () =>
      PhoneFob.create({
        serial: '+1',
        model: toAppModel(findModel('idme/phone') as PhoneDatasheet),
        timeUs: startUs,
      }),
    restore: (snapshot) => PhoneFob.restore(snapshot),
  },
  activated: {
    make: () => ActivatedApp.create({ serial: 'ip-1', model: authenticator, timeUs: startUs }),
    restore: (snapshot) => ActivatedApp.restore(snapshot),
  },
};

const seconds = fc.oneof(
  fc.integer({ min: -5, max: 120 }),
  fc.integer({ min: 0, max: 100_000 }),
  fc.constant(Number.NaN),
);
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('advance' as const), byUs: fc.integer({ min: 0, max: 90 * S }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      id: fc.constantFrom('a', 'b', 'c', ''),
      text: fc.string({ unit: 'grapheme' }),
      expirySeconds: seconds,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      answer: fc.constantFrom('approved' as const, 'denied' as const),
      id: fc.constantFrom(undefined, 'a', 'b', 'z'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      code: fc.constantFrom('1234', '123456', '1234567890', 'x', ''),
      expirySeconds: seconds,
      delaySeconds: fc.oneof(fc.constant(0), seconds),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('scan' as const),
      image: fc.oneof(fc.constantFrom(...images, images[0]!.slice(0, -2)), fc.string()),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('press' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('hold' as const), forUs: fc.integer({ min: 1, max: 9 * S }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('down' as const, 'release' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('age' as const), byUs: fc.integer({ min: 1, max: 1e13 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('offset' as const), byUs: fc.integer({ min: -1e16, max: 1e16 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('drift' as const, 'temperature' as const, 'level' as const, 'reset' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      name: fc.constantFrom('x', ...fobFaults.map(({ name }) => name as string)),
      on: fc.boolean(),
    }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** An input that the kind does not have does nothing. */
function perform(fob: SimulatedFob, now: number, step: Action): FobEvent[] {
  switch (step.do) {
    case 'advance':
      return fob.advanceTo(now);
    case 'ask':
      return fob instanceof PushFob ? fob.ask(now, step) : [];
    case 'answer':
      return fob instanceof PushFob ? fob.answer(now, step.answer, step.id).events : [];
    case 'receive':
      return fob instanceof PhoneFob ? fob.receive(now, { ...step, channel: 'text', from: '' }).events : [];
    case 'scan':
      return fob instanceof ActivatedApp ? fob.scan(now, step.image, 'seed') : [];
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
    case 'offset':
      return fob.setOffset(now, step.byUs);
    case 'drift':
      return fob.setDrift(now, 20);
    case 'temperature':
      return fob.setTemperature(now, { kind: 'constant', celsius: 5 });
    case 'level':
      return fob.setBatteryPercent(now, 50);
    case 'reset':
      return fob.reset(now);
    case 'fault':
      return fob.setFault(now, step.name, step.on);
  }
}

function attempt(fob: SimulatedFob, now: number, step: Action): FobEvent[] {
  const due = fob.advanceTo(now);
  const before = JSON.stringify(fob.snapshot());
  try {
    return [...due, ...perform(fob, now, step)];
  } catch (error) {
    assert.ok(error instanceof FobError, `${step.do}: ${(error as Error).stack}`);
    assert.ok(error.code !== 'internal', error.message);
    assert.equal(JSON.stringify(fob.snapshot()), before, `${step.do} refused, and something changed`);
    return due;
  }
}

/** All that the wall of fobs and the console can read. */
function look(fob: SimulatedFob, now: number): string {
  return JSON.stringify([
    { ...fob.view(now), frame: [...fob.view(now).frame.segments] },
    fob.clock(now),
    fob.battery(now),
    fob.celsius(now),
    fob.faults(),
    fob.selfTest(now),
    fob.isHeld(),
    fob.nextWakeUs() ?? null,
  ]);
}

for (const [kind, { make, restore }] of Object.entries(kinds))
  sequences(`${kind}: refusals only, the same bytes after a restore, whatever the split`, () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 40 }), fc.nat(40), (steps, cut) => {
        const fob = make();
        const split = make();
        let restored = make();
        let now = startUs;
        let lastUs = startUs;
        for (const [index, step] of steps.entries()) {
          const from = now;
          if (step.do === 'advance') now += step.byUs;
          const events = attempt(fob, now, step);
          for (const { timeUs } of events) {
            assert.ok(timeUs >= lastUs && timeUs <= now, 'events come in order and in their time');
            lastUs = timeUs;
          }
          if (index === cut % steps.length)
            restored = restore(JSON.parse(JSON.stringify(restored.snapshot())) as FobSnapshot);
          assert.deepEqual(attempt(restored, now, step), events);

          const seen: FobEvent[] = [];
          for (const part of [0.1, 0.5, 0.9]) {
            const at = from + Math.floor((now - from) * part);
            seen.push(...split.advanceTo(at));
            look(split, at);
          }
          assert.deepEqual([...seen, ...attempt(split, now, step)], events);
          const wake = fob.nextWakeUs();
          assert.ok(wake === undefined || wake > now, 'what is due has happened');
        }
        const end = JSON.stringify(fob.snapshot());
        assert.equal(JSON.stringify(restored.snapshot()), end);
        assert.equal(JSON.stringify(split.snapshot()), end);
        assert.equal(look(split, now), look(fob, now));
      }),
      { numRuns: 300 },
    );
  });

sequences.run();
