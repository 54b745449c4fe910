import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { serial } from '../../../test/applets/yubikey-session.js';
import { Random } from '../../random.js';
import { encodeYubikeyFrame, fromHex, yubikeyFrameToReports, yubikeySlotCode } from '../../wire/index.js';
import { YubikeyApplet } from '../index.js';

const test = suite('YubiKey under any input');

test('any sequence of reports, touches and time neither throws nor wedges', () => {
  const report = fc.oneof(
    fc.uint8Array({ minLength: 8, maxLength: 8 }),
    fc.uint8Array({ maxLength: 20 }),
    fc
      .tuple(fc.integer({ min: 0, max: 0x3f }), fc.uint8Array({ maxLength: 64 }))
      .map(([slotCode, payload]) => encodeYubikeyFrame(slotCode, payload)),
  );
  const input = fc.oneof(
    report.map((bytes) => ({ kind: 'write' as const, bytes })),
    fc.record({ kind: fc.constant('read' as const) }),
    fc.record({ kind: fc.constant('touch' as const), durationUs: fc.integer({ min: 0, max: 5e6 }) }),
    fc.record({ kind: fc.constant('wait' as const), us: fc.integer({ min: 0, max: 3e7 }) }),
    fc.record({ kind: fc.constant('plug' as const) }),
    fc.record({ kind: fc.constant('snapshot' as const) }),
  );
  fc.assert(
    fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
      const random = Random.stream(5, 'fuzz');
      const twinRandom = Random.stream(5, 'fuzz');
      const key = YubikeyApplet.manufacture({ model: 'yubico/yubikey', serial }, random);
      // The twin is saved and restored after each step, and must behave the same.
      let twin = YubikeyApplet.manufacture({ model: 'yubico/yubikey', serial }, twinRandom);
      let at = { trueTimeUs: 0, fobTimeUs: 0 };
      key.plug(at);
      twin.plug(at);
      for (const step of inputs) {
        if (step.kind === 'write') {
          const frames = step.bytes.length === 70 ? yubikeyFrameToReports(step.bytes) : [step.bytes];
          for (const frame of frames)
            assert.equal(twin.setFeature(0, frame, at), key.setFeature(0, frame, at));
        } else if (step.kind === 'read') {
          const report = key.getFeature(0, at);
          assert.equal(report?.length, 8);
          assert.deepEqual(twin.getFeature(0, at), report);
        } else if (step.kind === 'touch')
          assert.deepEqual(twin.touch(at, step.durationUs), key.touch(at, step.durationUs));
        else if (step.kind === 'plug') {
          key.plug(at);
          twin.plug(at);
        } else if (step.kind === 'snapshot') {
          twin = YubikeyApplet.restore(JSON.parse(JSON.stringify(twin.snapshot())), twinRandom);
        } else at = { trueTimeUs: at.trueTimeUs + step.us, fobTimeUs: at.fobTimeUs + step.us };
      }
      key.setFeature(0, fromHex('000000000000008f'), at);
      assert.equal(key.getFeature(0, at)![7], 0);
      for (const frame of yubikeyFrameToReports(
        encodeYubikeyFrame(yubikeySlotCode.deviceInfo, new Uint8Array(0)),
      )) {
        key.setFeature(0, frame, at);
      }
      assert.equal(key.getFeature(0, at)![7], 0x40, 'it still answers');
    }),
    { numRuns: 300 },
  );
});

test.run();
