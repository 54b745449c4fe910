// A press and a later release are a hold of that time: with the same events, screens, charge and bytes, for every kind of
// fob, with any other inputs meanwhile, and however the time is split.
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { catalogue, findModel, toFobModel, toKeyModel, type UsbKeyDatasheet } from '../devices/index.js';
import { ActivatedApp } from './activated-app.js';
import { NitrokeyProApplet, YubikeyApplet } from './applets/index.js';
import { fobFaults } from './faults.js';
import { Fob } from './fob.js';
import { FobError } from './fob-port.js';
import { Random } from './random.js';
import type { FobEvent, FobSnapshot, SimulatedFob } from './simulated-fob.js';
import { dayUs } from './temperature.js';
import { UsbKeyFob } from './usb-key-fob.js';

const sequences = suite('finger sequences');
const startUs = 1_767_225_600_000_000;
const secret = new TextEncoder().encode('12345678901234567890');

interface Kind {
  name: string;
  make(): SimulatedFob;
  restore(snapshot: FobSnapshot): SimulatedFob;
}

const fobs: Kind[] = catalogue
  .filter((sheet) => sheet.kind === 'hard' || sheet.kind === 'soft')
  .flatMap((sheet) =>
    sheet.otp.types.value.map((type) => ({
      name: `${sheet.id} ${type}`,
      make: () =>
        Fob.create({
          model: toFobModel(sheet, { type }),
          serial: sheet.serial.generate(Random.stream('finger', sheet.id)),
          secret,
          seed: 'finger',
          timeUs: startUs,
        }),
      restore: (snapshot: FobSnapshot) => Fob.restore(snapshot),
    })),
  );

const activated: Kind = {
  name: 'an app that is activated',
  make: () =>
    ActivatedApp.active(
      Fob.create({
        model: toFobModel(findModel('iprescribe/authenticator')),
        serial: 'ip-1',
        secret,
        seed: 'finger',
        timeUs: startUs,
      }),
      startUs,
    ),
  restore: (snapshot) => ActivatedApp.restore(snapshot),
};

const usbKeys: Kind[] = (
  [
    [
      'symantec/vip-yubikey',
      (random: Random) =>
        YubikeyApplet.manufacture(
          { model: 'symantec/vip-yubikey', serial: 88_758_233, hotpKey: secret, movingFactor: 0 },
          random,
        ),
    ],
    ['nitrokey/pro', (random: Random) => NitrokeyProApplet.manufacture({ serial: 0x5d19 }, random)],
  ] as const
).map(([model, manufacture]) => ({
  name: model,
  make: () =>
    UsbKeyFob.create({
      model: toKeyModel(findModel(model) as UsbKeyDatasheet),
      serial: 'UBHE88758233',
      seed: 'finger',
      timeUs: startUs,
      manufacture,
    }),
  restore: (snapshot: FobSnapshot) => UsbKeyFob.restore(snapshot),
}));

/** Times around every threshold: the debounce, a short and a long touch, the menu, the time of the display. */
const durationUs = fc.oneof(
  fc.constantFrom(1, 20_000, 300_000, 2_000_000, 6_000_000, 30_000_000, 32_000_000),
  fc.integer({ min: 1, max: 9_000_000 }),
  fc.integer({ min: 1, max: 90_000_000 }),
);
const step = fc.oneof(
  fc.record({ do: fc.constant('press' as const) }),
  fc.record({ do: fc.constant('age' as const), byUs: fc.integer({ min: 1, max: 40 * dayUs }) }),
  fc.record({ do: fc.constant('level' as const), percent: fc.constantFrom(0, 9, 11, 60) }),
  fc.record({ do: fc.constant('celsius' as const), celsius: fc.constantFrom(-20, 25) }),
  fc.record({ do: fc.constant('offset' as const), byUs: fc.integer({ min: -1e9, max: 1e9 }) }),
  fc.record({ do: fc.constant('reset' as const) }),
  fc.record({
    do: fc.constant('fault' as const),
    name: fc.oneof(
      fc.constantFrom('button.stuck', 'button.dead', 'button.jammed', 'button.bounce'),
      fc.constantFrom(...fobFaults.map(({ name }) => name as string)),
    ),
    on: fc.boolean(),
    forUs: fc.option(fc.integer({ min: 1, max: 9_000_000 }), { nil: undefined }),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function perform(fob: SimulatedFob, now: number, what: Step): FobEvent[] {
  try {
    switch (what.do) {
      case 'press':
        return fob.press(now);
      case 'age':
        return fob.age(now, what.byUs);
      case 'level':
        return fob.setBatteryPercent(now, what.percent);
      case 'celsius':
        return fob.setTemperature(now, { kind: 'constant', celsius: what.celsius });
      case 'offset':
        return fob.setOffset(now, what.byUs);
      case 'reset':
        return fob.reset(now);
      case 'fault':
        return fob.setFault(now, what.name, what.on, what.forUs === undefined ? {} : { forUs: what.forUs });
    }
  } catch (error) {
    assert.ok(error instanceof FobError, (error as Error).stack);
    return [];
  }
}

/** All that can be read. */
function look(fob: SimulatedFob, now: number): unknown {
  return [
    { ...fob.view(now), frame: [...fob.view(now).frame.segments] },
    fob.clock(now),
    fob.battery(now),
    fob instanceof Fob ? [fob.ledger(now), fob.counter(), fob.codesShown()] : undefined,
    fob.isHeld(),
    fob.nextWakeUs(),
    JSON.stringify(fob.snapshot()),
  ];
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const moments = fc.array(fc.tuple(share, fc.option(step, { nil: undefined })), { maxLength: 6 });

for (const { name, make, restore } of [...fobs, activated, ...usbKeys])
  sequences(`${name}: down and up is a hold, whatever happens in between`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9_000_000 }), step), { maxLength: 4 }),
        fc.integer({ min: 1_000_001, max: 9_000_000 }),
        durationUs,
        moments,
        (before, waitUs, forUs, between) => {
          const held = make();
          let fingered = make();
          let now = startUs;
          for (const [afterUs, what] of before) {
            now += afterUs;
            assert.deepEqual(perform(fingered, now, what), perform(held, now, what));
          }
          // A snapshot does not hold the text that a key types, so wait until the key has typed it.
          now += waitUs;
          const told = held.hold(now, forUs);
          const heard = fingered.pressDown(now);
          assert.equal(fingered.isHeld(), true);
          for (const [part, what] of [...between].sort(([a], [b]) => a - b)) {
            const moment = now + Math.floor(part * (forUs - 1));
            if (what === undefined) {
              heard.push(...fingered.advanceTo(moment));
              look(fingered, moment);
              if (!(fingered instanceof UsbKeyFob))
                fingered = restore(JSON.parse(JSON.stringify(fingered.snapshot())) as FobSnapshot);
              continue;
            }
            told.push(...perform(held, moment, what));
            heard.push(...perform(fingered, moment, what));
            assert.equal(held.isHeld(), true);
          }
          const end = now + forUs;
          told.push(...held.advanceTo(end));
          heard.push(...fingered.release(end));
          assert.deepEqual(heard, told);
          assert.deepEqual(look(fingered, end), look(held, end));
          const later = end + 40_000_000;
          assert.deepEqual(fingered.advanceTo(later), held.advanceTo(later));
          assert.deepEqual(look(fingered, later), look(held, later));
        },
      ),
      { numRuns: 60 },
    );
  });

sequences.run();
