import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import {
  decodeNitrokeyRequest,
  decodeNitrokeyResponse,
  encodeNitrokeyRequest,
  encodeNitrokeyResponse,
  fromHex,
  nitrokeyCommand,
  nitrokeyProUsbIdentity,
  nitrokeyReportDescriptor,
  readUint64,
  toHex,
  writeUint64,
} from './index.js';

const requests: readonly [name: string, command: number, payload: string, crc: string][] = [
  ['GET_STATUS', nitrokeyCommand.getStatus, '', 'dfb76eef'],
  ['SET_TIME t=59', nitrokeyCommand.setTime, '013b', '1cf523b4'],
  ['GET_CODE slot 20h', nitrokeyCommand.getCode, '20', '151c701f'],
  ['READ_SLOT_NAME slot 10h', nitrokeyCommand.readSlotName, '10', '3ae26197'],
  ['VERIFY 755224', nitrokeyCommand.verifyOtpCode, '18860b', '94da53dc'],
];

test('requests recorded from nitrocli and hotp_verification: their CRCs', () => {
  for (const [name, command, payload, crc] of requests) {
    const report = encodeNitrokeyRequest(command, fromHex(payload));
    assert.equal(report.length, 64);
    assert.equal(toHex(report.subarray(60)), crc, name);
    const decoded = decodeNitrokeyRequest(report);
    assert.equal(decoded.crc, decoded.computedCrc);
  }
});

test('a response carries the CRC of its request and its own, which a live status breaks', () => {
  const fields = {
    deviceStatus: 0,
    command: 4,
    requestCrc: 0x1f701c15,
    commandStatus: 0,
    result: fromHex(`eab49e0501${'00'.repeat(48)}`),
  };
  const report = encodeNitrokeyResponse(fields);
  assert.equal(toHex(report.subarray(0, 12)), '0004151c701f00eab49e0501');
  assert.deepEqual(decodeNitrokeyResponse(report), { ...fields, crcHolds: true });
  assert.equal(
    decodeNitrokeyResponse(encodeNitrokeyResponse({ ...fields, deviceStatus: 1 })).crcHolds,
    false,
  );
});

test('64-bit fields', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (value) => {
      const bytes = new Uint8Array(10);
      writeUint64(bytes, 1, value);
      assert.equal(readUint64(bytes, 1), value);
    }),
  );
});

test('descriptors as recorded', () => {
  assert.equal(nitrokeyReportDescriptor.length, 42);
  assert.equal(nitrokeyProUsbIdentity('0'.repeat(24)).configurationDescriptor[2], 34);
});

test.run();
