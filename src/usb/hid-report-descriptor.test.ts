import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { goldenBytes } from '../../test/golden/hex-lines.js';
import { bytesOfHex } from './hex.js';
import { parseHidReports } from './hid-report-descriptor.js';

const golden = goldenBytes('usb/descriptors.hex');

function lengths(descriptor: Uint8Array) {
  const { lengths, problems } = parseHidReports(descriptor);
  assert.deepEqual(problems, []);
  return [lengths.input.get(0), lengths.output.get(0), lengths.feature.get(0)];
}

test('reads the report lengths of the existing devices', () => {
  assert.deepEqual(lengths(golden('keyboard report')), [8, 1, undefined]);
  assert.deepEqual(lengths(golden('vendor report')), [64, 64, 64]);
  assert.deepEqual(lengths(golden('yubikey report')), [8, 1, 8]);
  assert.deepEqual(lengths(golden('nitrokey report')), [64, 64, 64]);
});

test('usages tell a keyboard from a vendor page', () => {
  assert.deepEqual(parseHidReports(golden('keyboard report')).usages, [{ page: 1, usage: 6 }]);
  assert.deepEqual(parseHidReports(golden('vendor report')).usages, [{ page: 0xff00, usage: 1 }]);
});

test('numbered reports are counted apart, and Push and Pop keep their state', () => {
  const numbered = bytesOfHex(
    '06 00 ff 09 01 a1 01 75 08 85 01 95 04 09 01 81 02 a4 85 02 95 10 09 01 81 02 b4 09 01 81 02 c0',
  );
  const { lengths, numbered: isNumbered, problems } = parseHidReports(numbered);
  assert.deepEqual(problems, []);
  assert.equal(isNumbered, true);
  assert.deepEqual(
    [...lengths.input],
    [
      [1, 8],
      [2, 16],
    ],
  );
});

for (const [what, hex, finding] of [
  ['a report of nine bits', '05 01 09 06 a1 01 75 01 95 09 81 02 c0', /9 bits: pad it with 7/],
  ['a collection left open', '05 01 09 06 a1 01 75 08 95 01 81 02', /without an End Collection/],
  ['an item cut off', '05 01 09 06 a1 01 26 ff', /cut off/],
  ['report ID 0', '05 01 09 06 a1 01 85 00 c0', /report ID 0/],
  ['a Pop alone', 'b4', /no Push/],
  ['four gigabytes', '05 01 a1 01 77 ff ff ff ff 97 ff ff ff ff 81 02 c0', /longer than 16384/],
] as const)
  test(`${what} is found`, () => {
    assert.match(parseHidReports(bytesOfHex(hex)).problems.join('\n'), finding);
  });

test('reads any bytes without an exception, in bounded time and memory', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const { lengths, problems } = parseHidReports(bytes);
      for (const length of lengths.input.values()) assert.ok(length <= 16_384);
      assert.ok(problems.length < 800);
    }),
    { numRuns: 3000 },
  );
});

test.run();
