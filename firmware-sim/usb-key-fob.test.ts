import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { findModel, toKeyModel, type UsbKeyDatasheet } from '../devices/index.js';
import { NitrokeyProApplet, YubikeyApplet } from './applets/index.js';
import { FobError } from './fob-port.js';
import { otpCode } from './otp.js';
import type { FobSnapshot } from './simulated-fob.js';
import { UsbKeyFob } from './usb-key-fob.js';
import { encodeNitrokeyRequest, nitrokeyCommand } from './wire/index.js';

const keys = suite('usb key on the bench');

const start = 1_767_225_600_000_000;
const secret = new TextEncoder().encode('12345678901234567890');
const rfc4226 = { type: 'hotp', algorithm: 'sha1', digits: 6, periodSeconds: 30, t0Seconds: 0 } as const;

function vipKey(): UsbKeyFob {
  return UsbKeyFob.create({
    model: toKeyModel(findModel('symantec/vip-yubikey') as UsbKeyDatasheet),
    serial: 'UBHE88758233',
    seed: 'test',
    timeUs: start,
    driftPpm: 20,
    vendorSeed: secret,
    manufacture: (random) =>
      YubikeyApplet.manufacture(
        { model: 'symantec/vip-yubikey', serial: 88_758_233, hotpKey: secret, movingFactor: 0 },
        random,
      ),
  });
}

function nitrokey(): UsbKeyFob {
  return UsbKeyFob.create({
    model: toKeyModel(findModel('nitrokey/pro') as UsbKeyDatasheet),
    serial: '00005D19',
    seed: 'test',
    timeUs: start,
    driftPpm: 20,
    manufacture: (random) => NitrokeyProApplet.manufacture({ serial: 0x5d19 }, random),
  });
}

keys(
  'a touch types the codes of RFC 4226, one counter each, and the view is the code without the key’s name',
  () => {
    const key = vipKey();
    for (let counter = 0; counter < 5; counter++) {
      const at = start + counter * 5_000_000;
      assert.deepEqual(
        key.press(at).map((event) => event.kind),
        ['press', 'applet'],
      );
      assert.equal(key.view(at).text, otpCode(secret, rfc4226, counter));
      assert.match(key.typed(at)!.text, /^ubhe88758233\d{6}$/);
      assert.equal(key.view(at + 2_000_000).text, '', 'what was typed is read at once or not at all');
    }
  },
);

keys('a hold touches when the finger lifts', () => {
  const key = vipKey();
  key.hold(start, 700_000);
  assert.equal(key.view(start + 100_000).state, 'awake');
  assert.equal(key.nextWakeUs(), start + 700_000);
  assert.deepEqual(
    key.advanceTo(start + 700_000).map((event) => [event.kind, event.timeUs]),
    [
      ['released', start + 700_000],
      ['applet', start + 700_000],
    ],
  );
});

keys('the touch is as long as the finger stays, and a dead contact notices nothing', () => {
  const key = vipKey();
  key.pressDown(start);
  assert.deepEqual(key.pressDown(start + 1), [], 'there is one finger');
  assert.deepEqual(key.press(start + 2).at(-1)!.detail, { presses: 0 });
  assert.equal(key.nextWakeUs(), undefined);
  const kept = UsbKeyFob.restore(JSON.parse(JSON.stringify(key.snapshot())));
  assert.equal(kept.isHeld(), true);
  assert.deepEqual(
    kept.release(start + 400_000).map(({ kind }) => kind),
    ['released', 'applet'],
  );
  assert.equal(kept.isHeld(), false);
  assert.deepEqual(kept.release(start + 400_001), []);

  key.setFault(start + 100_000, 'button.dead', true);
  assert.equal(key.isHeld(), true);
  key.setFault(start + 900_000, 'button.dead', false);
  assert.deepEqual(
    key.release(start + 1_100_000).map(({ kind }) => kind),
    ['released'],
    'felt for 100 ms and for 200 ms, and neither is a touch',
  );
});

keys(
  'its clock is the one that its host sets; it runs at its crystal’s rate, and ageing is living through it',
  () => {
    const advanced = nitrokey();
    const aged = nitrokey();
    assert.deepEqual([advanced.clock(start), advanced.noClock()], [undefined, 'not-set']);
    assert.throws(() => advanced.setOffset(start, 0), /its clock is not set; its host sets it/);
    for (const key of [advanced, aged]) setTime(key, start);
    assert.equal(advanced.clock(start)!.offsetUs, 0);
    const year = 365 * 86_400_000_000;
    aged.age(start, year);
    assert.equal(advanced.clock(start + year)!.offsetUs, 630_720_000);
    assert.equal(aged.clock(start)!.offsetUs, 630_720_000);
    aged.setOffset(start, -5_000_000);
    assert.equal(aged.clock(start)!.offsetUs, -5_000_000);
  },
);

keys('a YubiKey counts its crystal’s ticks and has no clock; its slots are listed without a secret', () => {
  const key = vipKey();
  assert.deepEqual([key.clock(start), key.noClock()], [undefined, 'none']);
  assert.throws(() => key.setOffset(start, 5_000_000), /has no clock/);
  assert.deepEqual(key.slots(), [
    { slot: 'slot 1, short touch', holds: 'HOTP SHA1, 6 digits', gives: 'code' },
    { slot: 'slot 2, long touch', holds: 'asleep: its owner can wake it', gives: 'nothing' },
  ]);
  assert.deepEqual(nitrokey().slots(), []);
});

function setTime(key: UsbKeyFob, timeUs: number): void {
  const payload = new Uint8Array(9);
  payload[0] = 1;
  new DataView(payload.buffer).setBigUint64(1, BigInt(timeUs / 1e6), true);
  const request = encodeNitrokeyRequest(nitrokeyCommand.setTime, payload);
  assert.ok(key.report(timeUs, (applet, at) => applet.setFeature(0, request, at)));
}

keys('a dead contact types nothing; a fault ends by itself', () => {
  const key = vipKey();
  key.setFault(start, 'button.dead', true, { forUs: 1_000_000 });
  assert.deepEqual(key.press(start).at(-1)!.detail, { presses: 0 });
  assert.equal(key.advanceTo(start + 1_000_000)[0]!.kind, 'fault-off');
  assert.equal(key.press(start + 1_000_000).at(-1)!.kind, 'applet');
});

keys('a change of a part that a key does not have is refused with its own message', () => {
  const key = vipKey();
  assert.throws(() => key.setBatteryPercent(), /no battery/);
  assert.throws(() => key.setFault(start, 'lcd.segment', true), /a USB key has no fault 'lcd.segment'/);
  assert.throws(() => key.setFault(start, 'crystal.drift', true, { parameters: { ppm: 1e9 } }), /expected/);
});

const steps = fc.array(
  fc.oneof(
    fc.constant({ kind: 'press' as const }),
    fc.record({ kind: fc.constant('hold' as const), us: fc.integer({ min: 1, max: 4_000_000 }) }),
    fc.record({ kind: fc.constantFrom('down' as const, 'release' as const) }),
    fc.record({ kind: fc.constant('wait' as const), us: fc.integer({ min: 1, max: 40_000_000_000 }) }),
    fc.record({ kind: fc.constant('age' as const), us: fc.integer({ min: 1, max: 40_000_000_000 }) }),
    fc.record({ kind: fc.constant('fault' as const), on: fc.boolean() }),
    fc.record({ kind: fc.constant('report' as const), bytes: fc.uint8Array({ minLength: 8, maxLength: 8 }) }),
    fc.constant({ kind: 'restore' as const }),
    fc.constant({ kind: 'look' as const }),
  ),
  { maxLength: 30 },
);

keys('no sequence throws or shows a counter twice, and neither reading nor restoring changes it', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const plain = play(sequence, false);
      const watched = play(sequence, true);
      assert.equal(JSON.stringify(watched.snapshot()), JSON.stringify(plain.snapshot()));
    }),
    { numRuns: 150 },
  );
});

keys('a snapshot that was edited is refused by the name of the field', () => {
  const snapshot = vipKey().snapshot();
  const state = snapshot.state as object;
  const edited: [Partial<FobSnapshot>, RegExp][] = [
    [{ state: { ...state, livedAheadUs: 'x' } }, /state.livedAheadUs/],
    [{ state: { ...state, faults: [{ name: 'nope' }] } }, /state.faults\[0\]/],
    [{ state: { ...state, extra: 1 } }, /state.extra is not known/],
    [{ schema: 'foblab.fob/9' }, /schema/],
    [{ vault: '00' }, /vault/],
  ];
  for (const [change, expected] of edited)
    assert.throws(() => UsbKeyFob.restore({ ...snapshot, ...change }), expected);
});

keys('the logged state holds neither the seed nor the key that opens it', () => {
  const key = vipKey();
  key.press(start);
  const { state } = key.snapshot();
  assert.ok(!JSON.stringify(state).includes(Buffer.from(secret).toString('hex')));
});

keys.run();

type Step = (typeof steps extends fc.Arbitrary<infer S> ? S : never)[number];

function play(sequence: readonly Step[], watched: boolean): UsbKeyFob {
  let key = vipKey();
  let now = start;
  let lastCounter = -1;
  for (const step of sequence) {
    try {
      switch (step.kind) {
        case 'press': {
          const typed = key.press(now).some((event) => event.kind === 'applet')
            ? key.typed(now)!.text
            : undefined;
          // A slot that was written over types something else. The counter of the VIP code only rises.
          if (typed !== undefined && /^ubhe/.test(typed)) {
            const counter = counterOf(typed.slice(-6), lastCounter + 1);
            assert.ok(counter > lastCounter, `counter ${counter} after ${lastCounter}`);
            lastCounter = counter;
          }
          break;
        }
        case 'hold':
          key.hold(now, step.us);
          break;
        case 'down':
          key.pressDown(now);
          break;
        case 'release':
          key.release(now);
          break;
        case 'wait':
          now += step.us;
          key.advanceTo(now);
          break;
        case 'age':
          key.age(now, step.us);
          break;
        case 'fault':
          key.setFault(now, 'crystal.stop', step.on);
          break;
        case 'report':
          key.report(now, (applet, at) => applet.setFeature(0, step.bytes, at));
          break;
        case 'restore':
          if (watched) key = UsbKeyFob.restore(key.snapshot());
          break;
        case 'look':
          if (watched) {
            key.view(now);
            key.clock(now);
            key.faults();
            key.nextWakeUs();
          }
          break;
      }
    } catch (error) {
      if (!(error instanceof FobError)) throw error;
    }
  }
  return key;
}

/** The counter of a code among the hundred from `from` on; -1 if it is none of them. */
function counterOf(code: string, from: number): number {
  for (let counter = from; counter < from + 100; counter++)
    if (otpCode(secret, rfc4226, counter) === code) return counter;
  return -1;
}
