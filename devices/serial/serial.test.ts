import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { Random } from '../../firmware-sim/random.js';
import { catalogue, findModel, SerialError, VIP_PREFIXES } from '../index.js';

const read = (model: string, given: string): { serial: string; warnings: readonly string[] } =>
  findModel(model).serial.read(given);
const refuse = (model: string, given: string, expected: RegExp): void =>
  assert.throws(
    () => read(model, given),
    (error: Error) => error instanceof SerialError && expected.test(error.message),
  );

test('what is printed on the back of a GO 7 and what is typed are the same serial', () => {
  const { serial } = findModel('onespan/digipass-go7');
  assert.equal(serial.read('33-1551111-1').serial, '3315511111');
  assert.equal(serial.read(' 33–1551111–1 ').serial, '3315511111', 'en dashes out of a document');
  assert.equal(serial.print('3315511111'), '33-1551111-1');
});

test('any ten digits are a OneSpan serial: no check digit is documented', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{10}$/), (digits) => {
      assert.equal(read('onespan/digipass-go6', digits).serial, digits);
    }),
  );
});

test('a wrong OneSpan serial is refused with what is wrong and what to type', () => {
  refuse(
    'onespan/digipass-go7',
    '33-155111-1',
    /"33-155111-1" has 9 digits, not 10; type all the digits on the back/,
  );
  refuse('onespan/digipass-go7', '33155111111', /has 11 digits, not 10/);
  refuse('onespan/digipass-go7', '331551111O', /holds "O", which is no digit; type the 10 digits/);
  refuse('onespan/digipass-go7', '', /has 0 digits/);
  refuse('onespan/digipass-go7', '٣٣١٥٥١١١١١', /which is no digit/);
});

test('a VIP ID has a known prefix and usually twelve characters', () => {
  assert.deepEqual(read('symantec/vip-token-avt', 'AVT123456789'), { serial: 'AVT123456789', warnings: [] });
  assert.equal(read('symantec/vip-token-ft', 'ft 1234 567890').serial, 'FT1234567890');
  for (const id of ['SYMC12345678', 'SYMZ12345678', 'VSST12345678'])
    assert.equal(read('symantec/vip-access', id).serial, id);
  const odd = read('symantec/vip-token-avt', 'AVT123456');
  assert.equal(odd.serial, 'AVT123456');
  assert.match(odd.warnings[0]!, /has 9 characters; 12 are usual: compare it with the token/);
  assert.equal(read('symantec/vip-token-avt', `AVT${'1'.repeat(37)}`).warnings.length, 1);
});

test('a wrong VIP ID is refused, with the model that it belongs to', () => {
  refuse('symantec/vip-token-avt', 'AVT12345', /has 8 characters, not 9 to 40/);
  refuse('symantec/vip-token-avt', `AVT${'1'.repeat(38)}`, /has 41 characters, not 9 to 40/);
  refuse(
    'symantec/vip-token-avt',
    'SYMC12345678',
    /does not begin with AVT; SYMC is a VIP Access, mobile: use the model symantec\/vip-access/,
  );
  refuse(
    'symantec/vip-access',
    'QQQQ12345678',
    /does not begin with SYMC, .* or SYMD; type the ID as it stands/,
  );
  refuse('symantec/vip-token-ft', 'FT12345678é', /holds "é", which is no letter or digit/);
  refuse('symantec/vip-token-ft', 'ßT1234567890', /holds "ß"/);
});

test('every known prefix leads to a model that takes it', () => {
  for (const { prefix, model } of VIP_PREFIXES)
    if (model !== undefined) assert.equal(read(model, prefix.padEnd(12, '7')).serial, prefix.padEnd(12, '7'));
    else
      refuse(
        'symantec/vip-access',
        prefix.padEnd(12, '7'),
        /is an event-based credential: .* no model of it/,
      );
});

test('phone numbers', () => {
  assert.equal(read('idme/phone', '(202) 555-0143').serial, '+12025550143');
  assert.equal(read('idme/phone', '+49 30 901820').serial, '+4930901820');
  assert.equal(findModel('idme/phone').serial.print('+12025550143'), '+1 202-555-0143');
  assert.equal(findModel('idme/phone').serial.print('+4930901820'), '+4930901820');
  refuse('idme/phone', '555-0143', /has no country code; type it with its country code/);
  refuse('idme/phone', '+1 555', /has 4 digits, not 8 to 15/);
  refuse('idme/phone', 'call me', /holds "c", which is no digit/);
});

test('names', () => {
  assert.equal(read('idme/code-generator', "  Zoë's phone ").serial, "Zoë's phone");
  refuse('idme/push', '   ', /is empty; give 1 to 40 letters/);
  refuse('idme/push', 'a/b', /holds "\/"/);
  refuse('idme/push', '../x', /holds "\/"/);
  refuse('idme/push', '-x', /does not begin with a letter or a digit/);
  refuse('idme/push', 'x'.repeat(41), /has 41 characters/);
  refuse('idme/push', 'a\u0007b', /holds/);
});

test('USB keys', () => {
  assert.equal(read('yubico/yubikey', '7050602').serial, '7050602');
  assert.equal(read('symantec/vip-yubikey', 'ubhe07050602').serial, 'UBHE07050602');
  assert.equal(read('nitrokey/pro', '00005d19').serial, '00005D19');
  refuse('yubico/yubikey', '123456789', /is not 1 to 8 digits; type it as printed, such as 7050602/);
});

test('every generated serial is read back as itself, printed or typed, without a warning', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...catalogue), (seed, { serial }) => {
      const drawn = serial.generate(Random.stream(seed, 'serial'));
      assert.deepEqual(serial.read(drawn), { serial: drawn, warnings: [] });
      assert.equal(serial.read(serial.print(drawn)).serial, drawn);
      assert.equal(serial.generate(Random.stream(seed, 'serial')), drawn, 'the same seed draws the same');
    }),
  );
});

test('every example is right, and any input ends in a serial or a SerialError of bounded length', () => {
  for (const { serial } of catalogue) {
    assert.equal(serial.read(serial.example.printed).serial, serial.example.typed);
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 2000 }), fc.string({ unit: 'grapheme' })), (given) => {
        try {
          serial.read(given);
        } catch (error) {
          assert.ok(error instanceof SerialError && error.message.length < 600, String(error));
        }
      }),
      { numRuns: 40 },
    );
  }
});

test.run();
