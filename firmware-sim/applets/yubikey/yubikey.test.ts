import * as assert from 'node:assert/strict';
import { ecb } from '@noble/ciphers/aes.js';
import fc from 'fast-check';
import { suite } from 'uvu';
import { Random } from '../../random.js';
import {
  decodeDeviceInfo,
  decodeYubicoOtpBlock,
  decodeYubikeyResponse,
  decodeYubikeySerial,
  decodeYubikeyStatus,
  deviceInfoNumber,
  deviceInfoTag,
  encodeConfigurationWrite,
  encodeTokenIdentifier,
  encodeYubicoOtpBlock,
  encodeYubikeyFrame,
  fromHex,
  fromModhex,
  splitLongKey,
  toHex,
  toModhex,
  type YubikeyConfiguration,
  yubikeyFrameToReports,
  yubikeySlotCode,
} from '../../wire/index.js';
import { restoreApplet, SnapshotError, YubikeyApplet } from '../index.js';
import { encryptBlock } from './one-time-password.js';

const test = suite('YubiKey applet');

const serial = 7050602;
const noCode = new Uint8Array(6);
const short = 1_000_000;
const long = 3_000_000;
let now = { trueTimeUs: 0, fobTimeUs: 0 };

function wait(seconds: number): void {
  now = { trueTimeUs: now.trueTimeUs + seconds * 1e6, fobTimeUs: now.fobTimeUs + seconds * 1e6 };
}

function blankKey(model: 'yubico/yubikey' | 'symantec/vip-yubikey' = 'yubico/yubikey'): YubikeyApplet {
  const key = YubikeyApplet.manufacture({ model, serial }, Random.stream(1, 'yubikey'));
  key.plug(now);
  if (model === 'yubico/yubikey')
    send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(undefined));
  return key;
}

function send(key: YubikeyApplet, slotCode: number, payload: Uint8Array = new Uint8Array(0)): void {
  for (const report of yubikeyFrameToReports(encodeYubikeyFrame(slotCode, payload))) {
    assert.equal(key.setFeature(0, report, now), true);
  }
}

function read(key: YubikeyApplet): string {
  return toHex(key.getFeature(0, now)!);
}

function status(key: YubikeyApplet): ReturnType<typeof decodeYubikeyStatus> {
  return decodeYubikeyStatus(key.getFeature(0, now)!);
}

/** Reads reports until the sequence is back at 0, as a host does; undefined where none is pending. */
function answer(key: YubikeyApplet, size: number): Uint8Array | undefined {
  const bytes: number[] = [];
  for (let i = 0; ; i++) {
    const report = key.getFeature(0, now)!;
    if ((report[7]! & 0x40) === 0) return undefined;
    if (i > 0 && (report[7]! & 0x1f) === 0) return decodeYubikeyResponse(Uint8Array.from(bytes), size);
    bytes.push(...report.subarray(0, 7));
  }
}

function configuration(options: Partial<YubikeyConfiguration> & { longKey?: string }): YubikeyConfiguration {
  const { longKey = '00'.repeat(20), ...rest } = options;
  return {
    fixed: new Uint8Array(0),
    accessCode: noCode,
    extendedFlags: 0x04,
    ticketFlags: 0,
    configurationFlags: 0,
    ...splitLongKey(fromHex(longKey)),
    ...rest,
  };
}

function hmacSlot(longKey: string, flags = 0x26): Uint8Array {
  return encodeConfigurationWrite(configuration({ longKey, ticketFlags: 0x40, configurationFlags: flags }));
}

function decryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  return ecb(key, { disablePadding: true }).decrypt(block);
}

const fields = {
  key: '000102030405060708090a0b0c0d0e0f',
  block: (change: Partial<Parameters<typeof encodeYubicoOtpBlock>[0]>) => ({
    uid: fromHex('010203040506'),
    usageCounter: 1,
    timestamp: 0x010001,
    sessionCounter: 1,
    random: 0,
    ...change,
  }),
};

const rfc4226Key = toHex(new TextEncoder().encode('12345678901234567890'));
const rfc4226 = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
];

test('RFC 2202 case 1 with touch, byte for byte as recorded', () => {
  const key = blankKey();
  send(key, yubikeySlotCode.writeConfiguration1, hmacSlot('0b'.repeat(20), 0x2e));
  for (const report of ['4869205468657280', '6500000000000081', '00300bac00000089']) {
    assert.equal(key.setFeature(0, fromHex(report), now), true);
  }
  wait(12);
  assert.equal(read(key).slice(14), '23');
  wait(1);
  assert.equal(read(key).slice(14), '22');
  assert.equal(read(key).slice(0, 8), '00040307');
  wait(1);
  assert.equal(read(key).slice(14), '21');
  assert.equal(key.touch(now, 120_000), undefined);
  assert.deepEqual(
    [read(key), read(key), read(key), read(key), read(key)],
    ['b617318655057240', '64e28bc0b6fb3741', '8c8ef146be005742', '5400000000000043', '0000000000000040'],
  );
  assert.equal(read(key).slice(14), '00');
});

const rfc2202: readonly [key: string, data: string, mac: string][] = [
  ['0b'.repeat(20), toHex(new TextEncoder().encode('Hi There')), 'b617318655057264e28bc0b6fb378c8ef146be00'],
  [
    toHex(new TextEncoder().encode('Jefe')).padEnd(40, '0'),
    toHex(new TextEncoder().encode('what do ya want for nothing?')),
    'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  ],
  ['aa'.repeat(20), 'dd'.repeat(50), '125d7342b9ac11cd91a39af48aa17b4f63f175d3'],
  [
    '0c'.repeat(20),
    toHex(new TextEncoder().encode('Test With Truncation')),
    '4c1a03424b55e07fe7f27be1d58bb9324a9a5a04',
  ],
  [
    '303132333435363738393a3b3c3d3e3f40414243',
    toHex(new TextEncoder().encode('Sample #2')),
    '0922d3405faa3d194f82a45830737d5cc6c75d24',
  ],
];

test('RFC 2202 and NIST PUB 198 A.2 over challenge frames, both slots', () => {
  for (const [longKey, data, mac] of rfc2202) {
    const key = blankKey();
    for (const [write, ask] of [
      [yubikeySlotCode.writeConfiguration1, yubikeySlotCode.hmacChallenge1],
      [yubikeySlotCode.writeConfiguration2, yubikeySlotCode.hmacChallenge2],
    ] as const) {
      send(key, write, hmacSlot(longKey));
      send(key, ask, fromHex(data));
      assert.equal(toHex(answer(key, 20)!), mac);
    }
  }
});

test('LT64 strips every trailing byte equal to the last: eight zeros are the empty string', () => {
  const key = blankKey();
  send(key, yubikeySlotCode.writeConfiguration2, hmacSlot(rfc4226Key));
  const code = (challenge: string): string => {
    send(key, yubikeySlotCode.hmacChallenge2, fromHex(challenge));
    const mac = answer(key, 20)!;
    const offset = mac[19]! & 15;
    const number = new DataView(mac.buffer).getUint32(offset) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
  };
  assert.equal(code('0000000000000000'), '899358');
  assert.equal(code('0000000000000001'), '287082');
  assert.equal(code(`0000000000000000${'ff'.repeat(56)}`), '755224');
});

test('without LT64 all 64 bytes count', () => {
  const key = blankKey();
  send(key, yubikeySlotCode.writeConfiguration1, hmacSlot('0b'.repeat(20), 0x22));
  send(key, yubikeySlotCode.hmacChallenge1, new TextEncoder().encode('Hi There'));
  assert.notEqual(toHex(answer(key, 20)!), rfc2202[0]![2]);
});

test('serial and capabilities', () => {
  const key = blankKey();
  key.setFeature(0, fromHex('0000000000000080'), now);
  key.setFeature(0, fromHex('00106b5b00000089'), now);
  assert.equal(read(key), '006b956a8c7b0040');
  assert.equal(read(key), '0000000000000040');
  send(key, yubikeySlotCode.deviceInfo);
  const page = answer(key, 13)!;
  assert.equal(deviceInfoNumber(decodeDeviceInfo(page)!, deviceInfoTag.serial), serial);
  send(
    key,
    yubikeySlotCode.writeConfiguration1,
    encodeConfigurationWrite(configuration({ extendedFlags: 0 })),
  );
  send(key, yubikeySlotCode.serial);
  assert.equal(answer(key, 4), undefined, 'no slot makes the serial visible');
  const vip = blankKey('symantec/vip-yubikey');
  send(vip, yubikeySlotCode.deviceInfo);
  assert.equal(answer(vip, 13), undefined, 'firmware 2 knows no capabilities');
  send(vip, yubikeySlotCode.serial);
  assert.equal(decodeYubikeySerial(answer(vip, 4)!), serial);
});

test('RFC 4226 typed with the UBHE token identifier and Return', () => {
  const key = blankKey();
  const hotp = { longKey: rfc4226Key, ticketFlags: 0x60, configurationFlags: 0x40 };
  const fixed = encodeTokenIdentifier(serial);
  send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(configuration({ ...hotp, fixed })));
  for (const code of rfc4226) {
    const typed = key.touch(now, short)!;
    assert.deepEqual([typed.text, typed.enter], [`ubhe07050602${code}`, true]);
  }
  send(key, yubikeySlotCode.writeConfiguration2, encodeConfigurationWrite(configuration(hotp)));
  const typed = key.touch(now, long)!;
  assert.equal(typed.text, '755224');
  assert.equal(toHex(typed.scanCodes), '2422221f1f2128');
  assert.equal(key.touch(now, 100_000), undefined, 'a brush is no touch');
});

test('an initial moving factor and eight digits', () => {
  const key = blankKey();
  const { key: aes, uid } = splitLongKey(fromHex(rfc4226Key), 16);
  const eight = configuration({ key: aes, uid, ticketFlags: 0x40, configurationFlags: 0x02 });
  send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(eight));
  const typed = key.touch(now, short)!;
  assert.match(typed.text, /^\d{8}$/);
  assert.equal(typed.enter, false);
});

test('Yubico OTPs: counters, session, timestamps at 8 Hz', () => {
  const key = blankKey();
  const aesKey = fromHex('000102030405060708090a0b0c0d0e0f');
  const uid = fromHex('010203040506');
  const write = configuration({ fixed: fromHex('2d344e83'), uid, key: aesKey, ticketFlags: 0x20 });
  send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(write));
  const press = (): NonNullable<ReturnType<typeof decodeYubicoOtpBlock>> => {
    const typed = key.touch(now, short)!;
    assert.match(typed.text, /^dteffuje[cbdefghijklnrtuv]{32}$/);
    return decodeYubicoOtpBlock(decryptBlock(aesKey, fromModhex(typed.text.slice(8))!))!;
  };
  const first = press();
  assert.deepEqual([first.usageCounter, first.sessionCounter, toHex(first.uid)], [1, 0, '010203040506']);
  wait(10);
  const second = press();
  assert.deepEqual([second.usageCounter, second.sessionCounter], [1, 1]);
  assert.equal((second.timestamp - first.timestamp + 0x1000000) % 0x1000000, 80);
  for (let i = 0; i < 254; i++) press();
  assert.deepEqual(
    [press().usageCounter, press().sessionCounter],
    [2, 1],
    'a wrapped session is another use',
  );
  key.plug(now);
  const replugged = press();
  assert.deepEqual([replugged.usageCounter, replugged.sessionCounter], [3, 0]);
});

test('Yubico OTP challenge: the challenge stands where the identity stood; two answers differ', () => {
  const key = blankKey();
  const aesKey = fromHex('000102030405060708090a0b0c0d0e0f');
  const write = configuration({ key: aesKey, ticketFlags: 0x40, configurationFlags: 0x20 });
  send(key, yubikeySlotCode.writeConfiguration2, encodeConfigurationWrite(write));
  const ask = (): Uint8Array => {
    send(key, yubikeySlotCode.otpChallenge2, fromHex('a1a2a3a4a5a6'));
    return decryptBlock(aesKey, answer(key, 16)!);
  };
  const blocks = [ask(), ask()].map((block) => decodeYubicoOtpBlock(block)!);
  assert.deepEqual(
    blocks.map((block) => toHex(block.uid)),
    ['a1a2a3a4a5a6', 'a1a2a3a4a5a6'],
  );
  assert.deepEqual(
    blocks.map((block) => block.sessionCounter),
    [0, 1],
  );
});

test('access codes: wrong ones change nothing, right ones write, update, delete', () => {
  const key = blankKey();
  const accessCode = fromHex('000007050602');
  const locked = {
    longKey: '0b'.repeat(20),
    ticketFlags: 0x40,
    configurationFlags: 0x26,
    accessCode,
    extendedFlags: 0x24,
  };
  send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(configuration(locked)));
  const before = status(key).programmingSequence;
  const fresh = configuration({ ticketFlags: 0x60 });
  for (const code of [noCode, fromHex('000007050603')]) {
    send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(fresh, code));
    send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(undefined, code));
    send(key, yubikeySlotCode.update1, encodeConfigurationWrite(fresh, code));
  }
  assert.equal(status(key).programmingSequence, before);
  send(key, yubikeySlotCode.hmacChallenge1, new TextEncoder().encode('Hi There'));
  assert.equal(toHex(answer(key, 20)!), rfc2202[0]![2], 'the key is still the old one');
  send(
    key,
    yubikeySlotCode.update1,
    encodeConfigurationWrite(configuration({ extendedFlags: 0x20 }), accessCode),
  );
  assert.equal(status(key).programmingSequence, before + 1);
  send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(undefined, accessCode));
  assert.equal(status(key).programmingSequence, 0);
  assert.equal(status(key).slots[0].configured, false);
});

test('an update changes flags only, and needs to be allowed', () => {
  const key = blankKey();
  const slot = { longKey: rfc4226Key, ticketFlags: 0x40, extendedFlags: 0x04 };
  send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(configuration(slot)));
  const update = encodeConfigurationWrite(
    configuration({ longKey: 'ff'.repeat(20), ticketFlags: 0x20, extendedFlags: 0x24 }),
  );
  const before = status(key).programmingSequence;
  send(key, yubikeySlotCode.update1, update);
  assert.equal(status(key).programmingSequence, before);
  send(
    key,
    yubikeySlotCode.writeConfiguration1,
    encodeConfigurationWrite(configuration({ ...slot, extendedFlags: 0x24 })),
  );
  send(key, yubikeySlotCode.update1, update);
  assert.equal(status(key).programmingSequence, before + 2);
  assert.deepEqual([key.touch(now, short)!.text, key.touch(now, short)!.enter], ['755224', true]);
});

test('swap, and the protection of slot 2', () => {
  const key = blankKey();
  const hotp = configuration({ longKey: rfc4226Key, ticketFlags: 0x40 });
  send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(hotp));
  send(key, yubikeySlotCode.swap);
  assert.equal(key.touch(now, short), undefined);
  assert.equal(key.touch(now, long)!.text, '755224');
  send(key, yubikeySlotCode.swap);
  const protecting = { ...hotp, ticketFlags: 0xc0 };
  send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(protecting));
  const before = status(key).programmingSequence;
  send(key, yubikeySlotCode.writeConfiguration2, encodeConfigurationWrite(hotp));
  assert.equal(status(key).programmingSequence, before);
});

test('a touch that does not come: the wait ends at its own time and no sooner', () => {
  const key = blankKey();
  send(key, yubikeySlotCode.writeConfiguration1, hmacSlot('0b'.repeat(20), 0x2e));
  const started = now.trueTimeUs;
  send(key, yubikeySlotCode.hmacChallenge1, fromHex('01'));
  assert.equal(key.nextWakeUs(), started + 15e6);
  wait(14.9);
  assert.equal(read(key).slice(14), '21');
  wait(0.1);
  key.wake(now);
  assert.equal(key.nextWakeUs(), undefined);
  assert.equal(read(key).slice(14), '00');
  assert.equal(key.touch(now, short), undefined, 'a challenge slot types nothing');
  send(key, yubikeySlotCode.deviceConfiguration, Uint8Array.of(0, 3, 0, 0));
  send(key, yubikeySlotCode.hmacChallenge1, fromHex('01'));
  assert.equal(key.nextWakeUs(), now.trueTimeUs + 3e6);
  key.setFeature(0, fromHex('000000000000008f'), now);
  assert.equal(key.nextWakeUs(), undefined, 'the host gave up');
});

test('reports 1 to 8 may be left out and come in any order; a broken frame is as if nothing had come', () => {
  const key = blankKey();
  send(key, yubikeySlotCode.writeConfiguration2, hmacSlot(rfc4226Key));
  const [first, second, last] = yubikeyFrameToReports(
    encodeYubikeyFrame(yubikeySlotCode.hmacChallenge2, fromHex('0000000000000001')),
  );
  for (const report of [first!, second!, last!]) key.setFeature(0, report, now);
  assert.notEqual(answer(key, 20), undefined);
  const broken = last!.slice();
  broken[2]! ^= 1;
  for (const report of [first!, second!, broken]) key.setFeature(0, report, now);
  assert.equal(answer(key, 20), undefined);
  key.setFeature(0, last!, now);
  assert.equal(answer(key, 20), undefined, 'what was left of it is gone');
  assert.equal(key.setFeature(0, new Uint8Array(7), now), false);
  assert.equal(key.setFeature(1, new Uint8Array(8), now), false);
  assert.equal(key.getFeature(3, now), undefined);
});

test('the factory: a retail key types cccc, a VIP key types its credential and keeps slot 2 asleep', () => {
  const retail = YubikeyApplet.manufacture({ model: 'yubico/yubikey', serial }, Random.stream(3, 'y'));
  retail.plug(now);
  assert.match(retail.touch(now, short)!.text, /^cccccc[cbdefghijklnrtuv]{38}$/);
  const vip = YubikeyApplet.manufacture(
    { model: 'symantec/vip-yubikey', serial, hotpKey: fromHex(rfc4226Key) },
    Random.stream(3, 'y'),
  );
  vip.plug(now);
  assert.equal(vip.touch(now, short)!.text, 'ubhe07050602287082');
  assert.equal(vip.touch(now, long), undefined);
  assert.deepEqual(status(vip).slots, [
    { configured: true, needsTouch: false },
    { configured: false, needsTouch: false },
  ]);
  const vendor = retail.usbIdentity();
  assert.deepEqual([vendor.vendorId, vendor.productId, vendor.serialNumber], [0x1050, 0x0401, undefined]);
});

test('the scan map decides which keys are pressed', () => {
  const key = blankKey();
  send(
    key,
    yubikeySlotCode.writeConfiguration1,
    encodeConfigurationWrite(configuration({ longKey: rfc4226Key, ticketFlags: 0x40 })),
  );
  const map = new Uint8Array(45).fill(0x10);
  send(key, yubikeySlotCode.scanMap, map);
  assert.equal(toHex(key.touch(now, short)!.scanCodes), '101010101010');
});

test('a snapshot goes on byte for byte; its public part holds no secret; a changed one is refused', () => {
  const random = Random.stream(9, 'y');
  const key = YubikeyApplet.manufacture(
    { model: 'symantec/vip-yubikey', serial, hotpKey: fromHex(rfc4226Key) },
    random,
  );
  key.plug(now);
  key.touch(now, short);
  key.setFeature(0, fromHex('0102030405060780'), now);
  const snapshot = JSON.parse(JSON.stringify(key.snapshot()));
  assert.ok(!JSON.stringify(snapshot.state).includes(rfc4226Key.slice(0, 16)));
  const twin = restoreApplet(snapshot, new Random(random.state()));
  assert.deepEqual(twin.snapshot(), key.snapshot());
  assert.deepEqual(twin.touch(now, short), key.touch(now, short));
  for (const broken of [
    { ...snapshot, schema: 'foblab.applet.yubikey/2' },
    { ...snapshot, state: { ...snapshot.state, serial: 1.5 } },
    { ...snapshot, vault: { ...snapshot.vault, 'slot0.key': 'zz' } },
    { ...snapshot, state: { ...snapshot.state, slots: [] } },
  ]) {
    assert.throws(() => restoreApplet(broken, random), SnapshotError);
  }
});

const otpVectors: readonly [key: string, block: Parameters<typeof encodeYubicoOtpBlock>[0], otp: string][] = [
  [fields.key, fields.block({}), 'dvgtiblfkbgturecfllberrvkinnctnn'],
  [fields.key, fields.block({ sessionCounter: 2 }), 'rnibcnfhdninbrdebccrndfhjgnhftee'],
  [fields.key, fields.block({ usageCounter: 0xfff }), 'iikkijbdknrrdhfdrjltvgrbkkjblcbh'],
  [
    '88'.repeat(16),
    {
      uid: fromHex('888888888888'),
      usageCounter: 0x8888,
      timestamp: 0x888888,
      sessionCounter: 0x88,
      random: 0x8888,
    },
    'dcihgvrhjeucvrinhdfddbjhfjftjdei',
  ],
  [
    '00'.repeat(16),
    { uid: new Uint8Array(6), usageCounter: 0, timestamp: 0, sessionCounter: 0, random: 0 },
    'kkkncjnvcnenkjvjgncjihljiibgbhbh',
  ],
  [
    'c4422890653076cde73d449b191b416a',
    { uid: fromHex('33c69e7f249e'), usageCounter: 1, timestamp: 0x2413a7, sessionCounter: 0, random: 0xc63c },
    'iucvrkjiegbhidrcicvlgrcgkgurhjnj',
  ],
];

test('Yubico OTPs as libyubikey encrypts them', () => {
  for (const [key, block, otp] of otpVectors) {
    assert.equal(toModhex(encryptBlock(fromHex(key), encodeYubicoOtpBlock(block))), otp);
  }
});

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
      // The twin is stopped and restored again and again; nobody must be able to tell.
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
