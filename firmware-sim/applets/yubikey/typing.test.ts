import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import {
  blankKey,
  configuration,
  decryptBlock,
  long,
  now,
  rfc4226,
  rfc4226Key,
  send,
  serial,
  short,
  status,
  wait,
} from '../../../test/applets/yubikey-session.js';
import { Random } from '../../random.js';
import {
  decodeYubicoOtpBlock,
  encodeConfigurationWrite,
  encodeTokenIdentifier,
  encodeYubicoOtpBlock,
  fromHex,
  fromModhex,
  splitLongKey,
  toHex,
  toModhex,
  yubikeySlotCode,
} from '../../wire/index.js';
import { YubikeyApplet } from '../index.js';
import { encryptBlock } from './one-time-password.js';

const test = suite('YubiKey typing');

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
  assert.equal(vip.touch(now, 3_000_000)!.text, 'ubhe07050602359152', 'up to 3 s is slot 1 on a VIP key');
  for (const dormant of [4_000_000, 5_000_000]) assert.equal(vip.touch(now, dormant), undefined);
  assert.equal(vip.touch(now, 6_000_000), undefined, 'beyond 5 s it types nothing');
  assert.equal(vip.touch(now, short)!.text, 'ubhe07050602969429', 'no counter was used up meanwhile');
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

/** HID Usage Tables 1.12, page 0x07, on a US keyboard: the usages 0x1e to 0x38 without and with Shift. */
const usKeyboard = ['1234567890', '!@#$%^&*()', " -=[]\\\\;'`,./", ' _+{}||:"~<>?'] as const;

test('a static password of scan codes is shown with its punctuation', () => {
  const [digits, shifted, signs, shiftedSigns] = usKeyboard;
  const usages = (from: number, count: number, shift: number): number[] =>
    Array.from({ length: count }, (_, i) => (from + i) | shift);
  for (const [expected, pressed] of [
    [digits, usages(0x1e, 10, 0)],
    [shifted, usages(0x1e, 10, 0x80)],
    [signs, usages(0x2c, 13, 0)],
    [shiftedSigns, usages(0x2c, 13, 0x80)],
  ] as const) {
    const key = blankKey();
    const fixed = Uint8Array.from(pressed);
    const password = { ...configuration({ configurationFlags: 0x02 }), fixed };
    const empty = { uid: new Uint8Array(6), key: new Uint8Array(16), accessCode: new Uint8Array(6) };
    send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite({ ...password, ...empty }));
    assert.equal(key.touch(now, short)!.text, expected);
  }
});

test('Yubico OTPs as libyubikey encrypts them', () => {
  for (const [key, block, otp] of otpVectors) {
    assert.equal(toModhex(encryptBlock(fromHex(key), encodeYubicoOtpBlock(block))), otp);
  }
});

test.run();
