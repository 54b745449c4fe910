// The messages in a key's feature reports show everything but the secrets, wherever the reports are split or cut off.
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { NitrokeyProApplet } from '../applets/index.js';
import { Random } from '../random.js';
import {
  encodeConfigurationWrite,
  encodeNitrokeyRequest,
  encodeYubikeyFrame,
  type FeatureMessage,
  fromHex,
  NitrokeyMessages,
  nitrokeyCommand,
  nitrokeyField,
  YubikeyMessages,
  yubikeyFrameToReports,
  yubikeySlotCode,
} from './index.js';

const start = { trueTimeUs: 0, fobTimeUs: 0 };
const idleStatus = fromHex('0004030401050000');
const text = (characters: string): Uint8Array => new TextEncoder().encode(characters);

function hexOf({ bytes }: FeatureMessage): string {
  return bytes.map((byte) => byte?.toString(16).padStart(2, '0') ?? '**').join('');
}

function writtenFrame(slotCode: number, payload: Uint8Array): FeatureMessage[] {
  const messages = new YubikeyMessages();
  return yubikeyFrameToReports(encodeYubikeyFrame(slotCode, payload)).flatMap((report) =>
    messages.written(report),
  );
}

const nonzero = (length: number) =>
  fc.array(fc.integer({ min: 1, max: 255 }), { minLength: length, maxLength: length });

test('a YubiKey configuration shows its flags and nothing of its keys and codes', () => {
  const write = encodeConfigurationWrite(
    {
      fixed: fromHex('2d344e83'),
      uid: fromHex('a1a2a3a4a5a6'),
      key: fromHex('b1b2b3b4b5b6b7b8b9babbbcbdbebfb0'),
      accessCode: fromHex('c1c2c3c4c5c6'),
      extendedFlags: 0x24,
      ticketFlags: 0x40,
      configurationFlags: 0x26,
    },
    fromHex('d1d2d3d4d5d6'),
  );
  const [message, ...more] = writtenFrame(yubikeySlotCode.writeConfiguration2, write);
  assert.deepEqual(more, []);
  assert.equal(message!.keptBack, 'configuration of slot 2');
  assert.equal(
    hexOf(message!),
    '**************80**************82**************83**************84**************85' +
      '****0424402600' +
      '8600************87' +
      '**************88' +
      '**03**********89',
  );
});

test('commands without a secret are shown, others are not', () => {
  const shown = (slotCode: number, payload: string): string =>
    hexOf(writtenFrame(slotCode, fromHex(payload))[0]!);
  assert.equal(shown(yubikeySlotCode.serial, ''), '000000000000008000106b5b00000089');
  assert.match(
    shown(yubikeySlotCode.hmacChallenge1, '4869205468657265'),
    /^4869205468657280650000000000008100300bac00000089$/,
  );
  assert.doesNotMatch(shown(yubikeySlotCode.scanMap, '04'.repeat(45)), /\*/);
  assert.match(shown(yubikeySlotCode.scanMap, '04'.repeat(46)), /^\*{14}80/);
  assert.match(shown(yubikeySlotCode.writeDeviceInfo, '0a'.repeat(20)), /^\*{14}80.*\*\*15\*{10}89$/);
  assert.doesNotMatch(
    shown(yubikeySlotCode.writeConfiguration1, ''),
    /\*/,
    'zeros delete, and are no secret',
  );
});

test('whatever becomes of a frame with secrets, none of it is shown', () => {
  const write = fc.record({
    slotCode: fc.constantFrom(0x01, 0x03, 0x04, 0x05, 0x06, 0x08, 0x15, 0x77),
    payload: fc.uint8Array({ minLength: 64, maxLength: 64 }),
    wrongCrc: fc.boolean(),
    steps: fc.array(
      fc.oneof(
        fc.record({ write: fc.integer({ min: 0, max: 9 }) }),
        fc.constant('read' as const),
        fc.constant('silence' as const),
        fc.constant('abort' as const),
      ),
      { maxLength: 25 },
    ),
    whole: fc.boolean(),
  });
  fc.assert(
    fc.property(write, ({ slotCode, payload, wrongCrc, steps, whole }) => {
      const frame = encodeYubikeyFrame(
        slotCode,
        payload.map((byte) => byte | 1),
      );
      if (wrongCrc) frame[65]! ^= 0x5a;
      const reports = Array.from({ length: 10 }, (_, sequence) =>
        Uint8Array.of(...frame.subarray(7 * sequence, 7 * sequence + 7), 0x80 | sequence),
      );
      const messages = new YubikeyMessages();
      const script = whole ? reports.map((_, sequence) => ({ write: sequence })) : steps;
      const found = script.flatMap((step) => {
        if (step === 'read') return messages.read(idleStatus);
        if (step === 'silence') return messages.unfinished();
        if (step === 'abort') return messages.written(fromHex('000000000000008f'));
        return messages.written(reports[step.write]!);
      });
      found.push(...messages.unfinished());
      const written = script.filter((step) => typeof step === 'object').length;
      const ofFrames = found.filter(({ towardsKey, bytes }) => towardsKey && bytes[7] !== 0x8f);
      assert.equal(ofFrames.flatMap(({ bytes }) => bytes).length, 8 * written, 'each report is shown once');
      for (const { bytes, keptBack } of ofFrames) {
        assert.ok(keptBack !== undefined);
        for (const [index, byte] of bytes.entries()) {
          if (index % 8 === 7 || byte === null) continue;
          const at = 7 * (bytes[index - (index % 8) + 7]! & 0x1f) + (index % 8);
          assert.ok(at === 64 || (at >= 44 && at <= 49), `byte ${at} of a frame is shown`);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a status that is read again and again is shown once, an answer whole', () => {
  const messages = new YubikeyMessages();
  const read = (hex: string): string[] => messages.read(fromHex(hex)).map(hexOf);
  assert.deepEqual(read('0004030401050000'), ['0004030401050000']);
  for (let i = 0; i < 1000; i++) assert.deepEqual(read('0004030401050000'), []);
  assert.deepEqual(read('0004030402050000'), ['0004030402050000']);
  const frame = yubikeyFrameToReports(encodeYubikeyFrame(yubikeySlotCode.serial, new Uint8Array(0)));
  assert.deepEqual(messages.written(frame[0]!), []);
  assert.deepEqual(read('0004030402050000'), [], 'polls between the reports of a frame');
  assert.equal(messages.written(frame[1]!).length, 1);
  assert.deepEqual(read('006b957247e31740'), []);
  assert.deepEqual(read('0000000000000040'), ['006b957247e317400000000000000040']);
  assert.deepEqual(read('0004030402050000'), ['0004030402050000'], 'the first after a command is shown');
  assert.deepEqual(read('006b957247e31740'), []);
  assert.deepEqual(messages.unfinished().map(hexOf), ['006b957247e31740'], 'an answer that nobody read on');
});

/** The messages of a session with a real applet that has these secrets. */
function nitrokeySession(pin: Uint8Array, password: Uint8Array, seed: Uint8Array): FeatureMessage[] {
  const applet = NitrokeyProApplet.manufacture({ serial: 0xbeef }, Random.stream(1, 'n'));
  applet.plug(start);
  const messages = new NitrokeyMessages();
  const found: FeatureMessage[] = messages.read(applet.getFeature(0, start)!);
  const send = (command: number, ...parts: (Uint8Array | number)[]): void => {
    const payload = parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part]));
    const report = encodeNitrokeyRequest(command, Uint8Array.from(payload));
    for (const given of [report, report.map((byte, at) => (at === 63 ? byte ^ 1 : byte)), report]) {
      assert.equal(applet.setFeature(0, given, start), true);
      found.push(...messages.written(given));
      for (let poll = 0; poll < 3; poll++) found.push(...messages.read(applet.getFeature(0, start)!));
    }
    found.push(...messages.written(report.subarray(0, 40)));
  };
  const field = (bytes: Uint8Array): Uint8Array => nitrokeyField(bytes, 25);
  send(nitrokeyCommand.changeAdminPin, field(text('12345678')), field(pin));
  send(nitrokeyCommand.firstAuthenticate, field(pin), field(password));
  send(nitrokeyCommand.sendOtpData, field(password), 78, 0, nitrokeyField(text('mail'), 30));
  send(nitrokeyCommand.sendOtpData, field(password), 83, 0, nitrokeyField(seed, 30));
  send(nitrokeyCommand.writeToSlot, field(password), 0x21, 30, new Uint8Array(7), 1, new Uint8Array(13));
  send(nitrokeyCommand.userAuthenticate, field(text('123456')), field(password));
  send(nitrokeyCommand.writeConfiguration, 255, 255, 255, 1, 0, field(password));
  send(
    nitrokeyCommand.getCode,
    0x21,
    new Uint8Array(17),
    field(password).map((byte) => byte ^ 1),
  );
  send(nitrokeyCommand.eraseSlot, 0x21, field(password));
  send(0x55, seed);
  send(nitrokeyCommand.getRandom, 16);
  send(nitrokeyCommand.getStatus);
  return found;
}

test('two Nitrokeys with other PINs, passwords and seeds look alike, to the byte', () => {
  const known = nitrokeySession(text('admin-pin'), text('temporary'), text('12345678901234567890'));
  assert.ok(known.some(({ keptBack }) => keptBack === 'send otp data'));
  fc.assert(
    fc.property(nonzero(9), nonzero(9), nonzero(20), (pin, password, seed) => {
      const found = nitrokeySession(Uint8Array.from(pin), Uint8Array.from(password), Uint8Array.from(seed));
      assert.deepEqual(found.map(hexOf), known.map(hexOf));
    }),
    { numRuns: 40 },
  );
});

test('a Nitrokey gives its status and a code, and each answer is shown once', () => {
  const applet = NitrokeyProApplet.manufacture({ serial: 0xbeef }, Random.stream(1, 'n'));
  applet.plug(start);
  const messages = new NitrokeyMessages();
  const request = encodeNitrokeyRequest(nitrokeyCommand.getStatus);
  applet.setFeature(0, request, start);
  assert.deepEqual(messages.written(request), [{ towardsKey: true, bytes: [...request] }]);
  const answer = applet.getFeature(0, start)!;
  assert.deepEqual(messages.read(answer), [{ towardsKey: false, bytes: [...answer] }]);
  assert.deepEqual(messages.read(answer), []);
  messages.written(request);
  assert.equal(messages.read(answer).length, 1);
});

test('any reports at all: nothing throws, and nothing piles up', () => {
  const report = fc.uint8Array({ maxLength: 70 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), report), { maxLength: 60 }), (steps) => {
      for (const messages of [new YubikeyMessages(), new NitrokeyMessages()]) {
        let longest = 0;
        for (const [write, bytes] of steps)
          for (const message of write ? messages.written(bytes) : messages.read(bytes))
            longest = Math.max(longest, message.bytes.length);
        assert.ok(longest <= 32 * 70);
      }
    }),
  );
});

test.run();
