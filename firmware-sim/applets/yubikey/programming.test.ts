import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import {
  answer,
  blankKey,
  configuration,
  hmacSlot,
  long,
  noCode,
  now,
  read,
  rfc4226Key,
  send,
  serial,
  short,
  status,
} from '../../../test/applets/yubikey-session.js';
import { Random } from '../../random.js';
import {
  decodeDeviceInfo,
  decodeYubikeySerial,
  deviceInfoNumber,
  deviceInfoTag,
  encodeConfigurationWrite,
  encodeYubikeyFrame,
  fromHex,
  toHex,
  yubikeyFrameToReports,
  yubikeySlotCode,
} from '../../wire/index.js';
import { restoreApplet, SnapshotError, YubikeyApplet } from '../index.js';

const test = suite('YubiKey programming');

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
  assert.equal(
    toHex(answer(key, 20)!),
    'b617318655057264e28bc0b6fb378c8ef146be00',
    'the key is still the old one',
  );
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

test('an update sets, changes and deletes the access code', () => {
  const key = blankKey();
  const [first, second] = [fromHex('010203040506'), fromHex('060504030201')];
  const slot = (accessCode: Uint8Array) =>
    configuration({ longKey: rfc4226Key, ticketFlags: 0x40, extendedFlags: 0x24, accessCode });
  const update = (fresh: Uint8Array, current: Uint8Array): boolean => {
    const before = status(key).programmingSequence;
    send(key, yubikeySlotCode.update1, encodeConfigurationWrite(slot(fresh), current));
    return status(key).programmingSequence !== before;
  };
  send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(slot(noCode)));
  assert.ok(update(first, noCode), 'it was free, and is locked now');
  assert.ok(!update(second, noCode) && !update(second, second), 'locked by the first');
  assert.ok(update(second, first));
  assert.ok(!update(noCode, first), 'locked by the second');
  assert.ok(update(noCode, second), 'deleted');
  assert.ok(update(first, noCode), 'it was free again');
  assert.equal(key.touch(now, short)!.text, '755224', 'its seed stayed');
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

test('the programming sequence counts each write, and after 255 starts at 1: 0 is a key with nothing in it', () => {
  const key = blankKey();
  const write = encodeConfigurationWrite(configuration({ longKey: rfc4226Key, ticketFlags: 0x40 }));
  const seen: number[] = [];
  for (let i = 0; i < 300; i++) {
    send(key, yubikeySlotCode.writeConfiguration1, write);
    seen.push(status(key).programmingSequence);
  }
  const counted = Array.from({ length: 300 }, (_, i) => ((seen[0]! - 1 + i) % 255) + 1);
  assert.deepEqual(seen, counted);
  assert.ok(seen.includes(255) && !seen.includes(0));
  assert.equal(seen[seen.indexOf(255) + 1], 1);
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

test.run();
