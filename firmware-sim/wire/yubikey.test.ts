import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import {
  capability,
  decodeDeviceInfo,
  decodeTokenIdentifier,
  decodeYubicoOtpBlock,
  decodeYubikeyConfiguration,
  decodeYubikeyFrame,
  decodeYubikeyResponse,
  decodeYubikeySerial,
  decodeYubikeyStatus,
  defaultScanMap,
  deviceInfoNumber,
  deviceInfoTag,
  encodeConfigurationWrite,
  encodeDeviceInfo,
  encodeTokenIdentifier,
  encodeYubicoOtpBlock,
  encodeYubikeyConfiguration,
  encodeYubikeyFrame,
  encodeYubikeySerial,
  encodeYubikeyStatus,
  fromHex,
  fromModhex,
  placeYubikeyReport,
  splitLongKey,
  toHex,
  tokenIdentifierText,
  toModhex,
  yubikeyFrameToReports,
  yubikeyReportDescriptor,
  yubikeyResponseToReports,
  yubikeySlotCode,
  yubikeySlotMode,
  yubikeyUsbIdentity,
} from './index.js';

const none = new Uint8Array(0);
const noCode = new Uint8Array(6);

test('the frame that asks for the serial, as ykinfo writes it', () => {
  const frame = encodeYubikeyFrame(yubikeySlotCode.serial, none);
  assert.equal(toHex(frame), `${'00'.repeat(64)}106b5b000000`);
  assert.deepEqual(yubikeyFrameToReports(frame).map(toHex), ['0000000000000080', '00106b5b00000089']);
});

test('the frame of an HMAC challenge, as ykchalresp writes it', () => {
  const challenge = new TextEncoder().encode('Hi There');
  const reports = yubikeyFrameToReports(encodeYubikeyFrame(yubikeySlotCode.hmacChallenge1, challenge));
  assert.deepEqual(reports.map(toHex), ['4869205468657280', '6500000000000081', '00300bac00000089']);
});

test('the answer to it, and the answer with a serial', () => {
  const response = fromHex('b617318655057264e28bc0b6fb378c8ef146be00');
  assert.deepEqual(yubikeyResponseToReports(response).map(toHex), [
    'b617318655057240',
    '64e28bc0b6fb3741',
    '8c8ef146be005742',
    '5400000000000043',
    '0000000000000040',
  ]);
  const serial = yubikeyResponseToReports(encodeYubikeySerial(7050602));
  assert.equal(toHex(serial[0]!), '006b956a8c7b0040');
  assert.equal(decodeYubikeySerial(decodeYubikeyResponse(serial[0]!.subarray(0, 7), 4)!), 7050602);
});

test('the configuration that ykpersonalize writes for an HMAC slot', () => {
  const { key, uid } = splitLongKey(fromHex('303132333435363738393a3b3c3d3e3f40414243'));
  const write = encodeConfigurationWrite({
    fixed: none,
    uid,
    key,
    accessCode: noCode,
    extendedFlags: 0x04,
    ticketFlags: 0x40,
    configurationFlags: 0x26,
  });
  assert.equal(
    toHex(write),
    `${'00'.repeat(16)}404142430000303132333435363738393a3b3c3d3e3f${'00'.repeat(6)}0004402600009841${'00'.repeat(6)}`,
  );
  const frame = encodeYubikeyFrame(yubikeySlotCode.writeConfiguration2, write);
  assert.equal(toHex(frame.subarray(64)), '039556000000');
});

test('configurations recorded from ykman and ykpersonalize: their CRCs', () => {
  const hmac = splitLongKey(new Uint8Array(20).fill(0x0b));
  const hotp = splitLongKey(new TextEncoder().encode('12345678901234567890'));
  const crcOf = (options: Partial<Parameters<typeof encodeYubikeyConfiguration>[0]>): string =>
    toHex(
      encodeYubikeyConfiguration({
        fixed: none,
        accessCode: noCode,
        extendedFlags: 0,
        ticketFlags: 0,
        configurationFlags: 0,
        ...hmac,
        ...options,
      }).subarray(45),
    );
  assert.equal(
    crcOf({ ...hotp, extendedFlags: 0x34, ticketFlags: 0x60, configurationFlags: 0x40 }),
    '346040' + '0000' + '5fc0',
  );
  assert.equal(
    crcOf({
      ...hotp,
      fixed: fromHex('E16307050602'),
      extendedFlags: 0x04,
      ticketFlags: 0x60,
      configurationFlags: 0x40,
    }),
    '046040' + '0000' + 'a6ca',
  );
});

test('an initial moving factor of 16 is 00 01 at the end of the uid', () => {
  assert.equal(toHex(splitLongKey(new Uint8Array(20), 16).uid.subarray(4)), '0001');
  assert.throws(() => splitLongKey(new Uint8Array(20), 17), /multiple of 16/);
});

test('what a slot does, from its flags', () => {
  const modes = [
    [0x40, 0x26, 'challenge-hmac'],
    [0x40, 0x22, 'challenge-hmac'],
    [0x40, 0x20, 'challenge-otp'],
    [0x60, 0x40, 'oath-hotp'],
    [0x60, 0x42, 'oath-hotp'],
    [0x20, 0x02, 'static'],
    [0x20, 0x20, 'static'],
    [0x20, 0x00, 'yubico-otp'],
  ] as const;
  for (const [ticketFlags, configurationFlags, mode] of modes) {
    assert.equal(yubikeySlotMode({ ticketFlags, configurationFlags }), mode);
  }
});

test('capabilities of a YubiKey 4.3.7 and a 5.2.3', () => {
  const four = decodeDeviceInfo(fromHex('0C 01 01 FF 02 04 00 6B 95 6A 03 01 3F'))!;
  assert.equal(deviceInfoNumber(four, deviceInfoTag.serial), 7050602);
  assert.equal(toHex(encodeDeviceInfo(four)), '0c0101ff0204006b956a03013f');
  const five = decodeDeviceInfo(
    fromHex(`2E 01 02 02 3F 03 02 00 3C 02 04 00 A8 57 9B 04 01 01 05 03 05 02 03 06 02 00 0A 07 01 0F 08 01
             80 0D 02 02 3F 0E 02 02 3B 0A 01 00 0F 01 00`),
  )!;
  assert.equal(toHex(five.find(({ tag }) => tag === deviceInfoTag.firmware)!.value), '050203');
  assert.equal(deviceInfoNumber(five, deviceInfoTag.challengeTimeout), 15);
  assert.ok((deviceInfoNumber(five, deviceInfoTag.usbSupported)! & capability.fido2) !== 0);
  assert.equal(decodeDeviceInfo(fromHex('05 01 09 00')), undefined);
});

test('Yubico OTP blocks: CRCs recorded with libyubikey', () => {
  const block = { uid: fromHex('010203040506'), timestamp: 0x010001, sessionCounter: 1, random: 0 };
  const crcOf = (fields: Partial<Parameters<typeof encodeYubicoOtpBlock>[0]>): string =>
    toHex(encodeYubicoOtpBlock({ ...block, usageCounter: 1, ...fields }).subarray(14));
  assert.equal(crcOf({}), '36fe');
  assert.equal(crcOf({ sessionCounter: 2 }), '5211');
  assert.equal(crcOf({ usageCounter: 0xfff }), '5494');
  const plain = fromHex('8792ebfe26cc 1300 30c2 00 11 c89f 23c8');
  const decoded = decodeYubicoOtpBlock(plain)!;
  assert.deepEqual([decoded.usageCounter, decoded.timestamp, decoded.sessionCounter], [0x13, 0xc230, 0x11]);
  assert.equal(toHex(encodeYubicoOtpBlock(decoded)), toHex(plain));
});

test('the token identifier of serial 7050602', () => {
  const fixed = encodeTokenIdentifier(7050602);
  assert.equal(toHex(fixed), 'e16307050602');
  assert.equal(tokenIdentifierText(fixed, 2), 'ubhe07050602');
  assert.equal(decodeTokenIdentifier('UBHE07050602')?.serial, 7050602);
});

test('the default scan map has the recorded usages', () => {
  assert.equal(defaultScanMap.length, 45);
  assert.equal(toHex(defaultScanMap.subarray(0, 16)), '06050708090a0b0c0d0e0f1115171819');
  assert.equal(toHex(defaultScanMap.subarray(32)), '271e1f20212223242526' + '9e2b28');
});

test('USB descriptors as recorded', () => {
  assert.equal(yubikeyReportDescriptor.length, 71);
  const identity = yubikeyUsbIdentity({ productId: 0x0407, product: 'Yubikey 4', firmware: [4, 3, 4] });
  assert.equal(toHex(identity.deviceDescriptor), '120100020000004050100704' + '3404' + '01020001');
  assert.equal(identity.configurationDescriptor.length, 0x22);
});

test('a frame survives its way through reports; one flipped bit does not', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.integer({ min: 0, max: 255 }),
      fc.nat({ max: 8 * 67 - 1 }),
      (payload, slotCode, flip) => {
        const buffer = new Uint8Array(70).fill(0xaa);
        let last = false;
        for (const report of yubikeyFrameToReports(encodeYubikeyFrame(slotCode, payload))) {
          last = placeYubikeyReport(buffer, report);
        }
        assert.equal(last, true);
        const frame = decodeYubikeyFrame(buffer)!;
        assert.equal(frame.slotCode, slotCode);
        assert.equal(toHex(frame.payload.subarray(0, payload.length)), toHex(payload));
        if (flip >> 3 !== 64) {
          buffer[flip >> 3]! ^= 1 << (flip & 7);
          assert.equal(decodeYubikeyFrame(buffer), undefined);
        }
      },
    ),
  );
});

test('a configuration, a status and modhex survive the round trip', () => {
  const six = fc.uint8Array({ minLength: 6, maxLength: 6 });
  const byte = fc.integer({ min: 0, max: 255 });
  const configuration = fc.record({
    fixed: fc.uint8Array({ maxLength: 16 }),
    uid: six,
    key: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    accessCode: six,
    extendedFlags: byte,
    ticketFlags: byte,
    configurationFlags: byte,
  });
  fc.assert(
    fc.property(configuration, (drawn) => {
      const value = { ...drawn };
      assert.deepEqual(decodeYubikeyConfiguration(encodeYubikeyConfiguration(value)), value);
      assert.deepEqual(fromModhex(toModhex(value.key).toUpperCase()), value.key);
    }),
  );
  const status = {
    firmware: [5, 4, 3] as const,
    programmingSequence: 7,
    slots: [
      { configured: true, needsTouch: false },
      { configured: true, needsTouch: true },
    ] as const,
    ledInverted: true,
  };
  assert.deepEqual(decodeYubikeyStatus(encodeYubikeyStatus(status, 0x23)), status);
  assert.equal(toHex(encodeYubikeyStatus(status, 0x23)), '00050403071b0023');
  assert.equal(fromModhex('cbx'), undefined);
  assert.equal(fromModhex('ca'), undefined);
});

test.run();
