import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'uvu';
import { fictionalEmail, fictionalPhone, maskedPhone } from './contact.js';
import { credentialIdOf, manufacturers, tokenTypes, typesOf } from './credential-id.js';
import { deaCheckDigit, isDeaNumber } from './dea-number.js';
import { npiFault, npiWithCheckDigit } from './npi.js';
import { fictionalSocialSecurityNumber } from './social-security-number.js';
import { isPostOfficeBox, textFault } from './typed-text.js';

test('accepts the NPI in the example of 69 FR 3434, and refuses its neighbours', () => {
  assert.equal(npiFault('1234567893'), null);
  for (let last = 0; last < 10; last++)
    if (last !== 3) assert.equal(npiFault(`123456789${last}`), 'check-digit');
  assert.equal(npiFault('2000000002'), null);
  assert.equal(npiFault('3234567893'), 'first-digit');
  for (const typed of [
    '',
    '123456789',
    '12345678933',
    ' 1234567893',
    '１２３４５６７８９３',
    "' OR 1=1 --",
    '1'.repeat(10_000),
  ])
    assert.equal(npiFault(typed), 'not-ten-digits');
});

test('detects one wrong digit, and two swapped neighbours except 09 and 90', () => {
  const nine = fc.stringMatching(/^[12][0-9]{8}$/);
  fc.assert(
    fc.property(nine, fc.nat(9), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const npi = npiWithCheckDigit(digits);
      assert.equal(npiFault(npi), null);
      const wrong = npi.slice(0, at) + ((Number(npi[at]) + by) % 10) + npi.slice(at + 1);
      assert.notEqual(npiFault(wrong), null);
      const [a, b] = [npi[at], npi[at + 1]];
      if (b === undefined || a === b || ['09', '90'].includes(`${a}${b}`)) return;
      assert.notEqual(npiFault(npi.slice(0, at) + b + a + npi.slice(at + 2)), null);
    }),
  );
});

test('DEA numbers: the second letter may be 9, the last digit is a sum', () => {
  assert.equal(isDeaNumber('FP0000012'), true);
  assert.equal(deaCheckDigit('123456'), '3');
  assert.equal(isDeaNumber('AB1234563'), true);
  assert.equal(isDeaNumber('A91234563'), true);
  for (const typed of ['AB1234564', '9B1234563', 'ab1234563', 'AB123456', 'AB12345633', ''])
    assert.equal(isDeaNumber(typed), false, typed);
});

test('accepts only reserved addresses and numbers', () => {
  assert.equal(fictionalSocialSecurityNumber('666-12-3456'), '666123456');
  assert.equal(fictionalSocialSecurityNumber('666123456'), '666123456');
  for (const typed of [
    '123-45-6789',
    '900-12-3456',
    '000-12-3456',
    '6661234567',
    '666-1-23456',
    '６６６-12-3456',
  ])
    assert.equal(fictionalSocialSecurityNumber(typed), null, typed);
  assert.equal(fictionalEmail('One@Example.test'), 'one@example.test');
  assert.equal(fictionalEmail('one@mail.example.test'), 'one@mail.example.test');
  for (const typed of [
    'one@example.com',
    'one@example.test.org',
    'one@notexample.test',
    '@example.test',
    'a b@example.test',
    `${'a'.repeat(10_000)}@example.test`,
  ])
    assert.equal(fictionalEmail(typed), null);
  for (const typed of ['202-555-0143', '+1 (202) 555-0143', '2025550143'])
    assert.equal(fictionalPhone(typed), '+12025550143');
  for (const typed of ['202-555-0243', '202-456-1111', '(***) *** *801', '', '+442025550143'])
    assert.equal(fictionalPhone(typed), null, typed);
  assert.equal(maskedPhone('+12025550143'), '(***) *** *143');
});

test('serial numbers by manufacturer and type (004:151, 004:382)', () => {
  const id = credentialIdOf;
  assert.equal(id('ONESPAN', 'OTP HARD TOKEN', '3315511111'), '3315511111');
  assert.equal(id('ONESPAN', 'OTP HARD TOKEN', '33-1551111-1'), '3315511111');
  assert.equal(id('SYMANTEC', 'OTP HARD TOKEN', 'avt 9876 54321'), 'AVT987654321');
  assert.equal(id('SYMANTEC', 'OTP HARD TOKEN', 'FT1234567890'), 'FT1234567890');
  for (const prefix of ['SYMC', 'SYMZ', 'VSST'])
    assert.equal(id('SYMANTEC', 'OTP SOFT TOKEN', `${prefix} 1234 5678`), `${prefix}12345678`);
  for (const typed of [
    '331-551111-1',
    '3-315511111',
    '331551111',
    '33155111111',
    '',
    'AVT123456789',
    '３３１５５１１１１１',
  ])
    assert.equal(id('ONESPAN', 'OTP HARD TOKEN', typed), null, typed);
  for (const typed of ['SYMC12345678', 'AVT-123456789', 'FT12', 'AVT  123456789', `AVT${'1'.repeat(60)}`])
    assert.equal(id('SYMANTEC', 'OTP HARD TOKEN', typed), null, typed);
  assert.equal(id('ONESPAN', 'OTP SOFT TOKEN', '3315511111'), null);
  assert.deepEqual(typesOf('ONESPAN'), ['OTP HARD TOKEN']);
  assert.deepEqual(typesOf('SYMANTEC'), tokenTypes);
});

test('an ID read from any text has no space, dash or lower-case letter', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...manufacturers),
      fc.constantFrom(...tokenTypes),
      fc.string({ unit: 'binary' }),
      (maker, type, typed) => {
        const id = credentialIdOf(maker, type, typed);
        assert.ok(id === null || /^[0-9A-Z]{7,40}$/.test(id));
      },
    ),
  );
});

test('recognizes post office boxes, and takes no street for one (001:32)', () => {
  for (const address of [
    'P.O. Box 12',
    'PO Box 7',
    'p o box 1',
    'POB 12',
    'Post Office Box 9',
    'Box 12',
    'Suite 3, P.O.Box 4',
    'Postal Box 3',
    'ＰＯ Box 7',
  ])
    assert.equal(isPostOfficeBox(address), true, address);
  for (const address of [
    '1 Example Street',
    '12 Boxwood Lane',
    '4 Post Office Road',
    '9 Poborsky Way',
    '77 Box Elder Drive',
  ])
    assert.equal(isPostOfficeBox(address), false, address);
});

test('accepts text on one line without invisible characters', () => {
  assert.equal(textFault('iPhone token app', 40), null);
  assert.equal(textFault("' OR 1=1", 40), null);
  assert.equal(textFault('', 40), 'empty');
  assert.equal(textFault('  ', 40), 'empty');
  assert.equal(textFault('x'.repeat(41), 40), 'too-long');
  for (const typed of ['a\u202eb', 'a\nb', 'a\u0000', 'a\u200bb', '\u2066x', 'a\u2028'])
    assert.equal(textFault(typed, 40), 'control-character');
});

test.run();
