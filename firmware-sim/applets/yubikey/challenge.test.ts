import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import {
  answer,
  blankKey,
  configuration,
  decryptBlock,
  hmacSlot,
  now,
  read,
  rfc4226Key,
  send,
  short,
  wait,
} from '../../../test/applets/yubikey-session.js';
import {
  decodeYubicoOtpBlock,
  encodeConfigurationWrite,
  fromHex,
  toHex,
  yubikeySlotCode,
} from '../../wire/index.js';

const test = suite('YubiKey challenges');

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

test('without a touch the wait ends when its time is over, and not before', () => {
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

test.run();
