import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { goldenBytes } from '../../test/golden/hex-lines.js';
import {
  bootKeyboardReport,
  compositeConfiguration,
  compositeDevice,
  vendorReport,
} from './composite-descriptors.js';
import { decodeConfiguration, decodeDevice } from './descriptor-decoding.js';
import { bytesOfHex, hexOfBytes, joinBytes } from './hex.js';
import { decodeString, encodeLanguages, encodeString } from './string-descriptor.js';

const golden = goldenBytes('usb/descriptors.hex');

test('the composite fob has the golden descriptors, byte for byte', () => {
  assert.equal(hexOfBytes(bytesOfHex(compositeDevice)), hexOfBytes(golden('device')));
  assert.equal(
    hexOfBytes(joinBytes(compositeConfiguration.map(bytesOfHex))),
    hexOfBytes(golden('configuration')),
  );
  assert.equal(hexOfBytes(bytesOfHex(bootKeyboardReport.join(' '))), hexOfBytes(golden('keyboard report')));
  assert.equal(hexOfBytes(bytesOfHex(vendorReport.join(' '))), hexOfBytes(golden('vendor report')));
  assert.equal(golden('configuration').length, 132);
});

test('string descriptors carry UTF-16 behind a length that counts itself', () => {
  assert.deepEqual(encodeLanguages(), golden('string 0'));
  assert.deepEqual(encodeString('fob'), golden('string fob'));
  assert.equal(decodeString(encodeString('Schlüssel 鍵')), 'Schlüssel 鍵');
  assert.equal(decodeString(Uint8Array.of(8, 3, 65, 0)), undefined);
});

test('a configuration is read into interfaces, endpoints and what belongs to its classes', () => {
  const read = decodeConfiguration(golden('configuration'))!;
  assert.deepEqual(read.problems, []);
  assert.deepEqual(
    read.interfaces.map((each) => [
      each.number,
      each.classCode,
      each.endpoints.map(({ address }) => address),
    ]),
    [
      [0, 2, [0x81]],
      [1, 10, [0x82, 0x02]],
      [2, 3, [0x83]],
      [3, 3, [0x84, 0x04]],
    ],
  );
  assert.deepEqual(
    read.interfaces.map((each) => each.hid?.reportDescriptorLength),
    [undefined, undefined, 63, 33],
  );
  assert.equal(read.interfaces[0]!.functional.length, 4);
  assert.equal(read.associations[0]!.interfaceCount, 2);
  assert.equal(read.maxPowerMilliamps, 100);
});

test('any bytes are read without an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      decodeDevice(bytes);
      decodeString(bytes);
      decodeConfiguration(joinBytes([bytesOfHex(compositeConfiguration[0]!), bytes]));
    }),
    { numRuns: 2000 },
  );
});

test.run();
