// The shown answer of a target never holds a code, PIN or secret, in any encoding or cut off.
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { redactor } from './redaction.js';

test('redacts every encoding of an echoed value', () => {
  const value = 'p&ä "s/ <+>é';
  const show = redactor([['pin', value]]);
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  for (const echo of [
    value,
    JSON.stringify({ value }),
    encodeURIComponent(value),
    new URLSearchParams({ value }).toString(),
    `<v>${xml}</v>`,
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64').replace(/=+$/, ''),
  ]) {
    const shown = show(`before ${echo} after`);
    assert.match(shown, /^before .*\[pin\].* after$/);
    assert.ok(!shown.includes('%C3') && !shown.includes('é'));
  }
  assert.equal(redactor([['code', '755 224']])('got 755224, 755 224'), 'got [code], [code]');
  assert.equal(redactor([['code', '']])('text'), 'text');
  assert.equal(redactor([])('text'), 'text');
});

test('leaves no piece of a secret at a cut end, and shows short printable text', () => {
  const secret = 'S3cr3t-of-some-length';
  const show = redactor([['key', secret]]);
  for (let end = 0; end <= secret.length; end++) {
    const cut = show(`${'x'.repeat(50)} ${secret} ${secret.slice(0, end)}`, true);
    assert.ok(!/S3c/.test(cut), cut);
    assert.ok(!/S3c/.test(show(secret.repeat(60) + 'x'.repeat(65_536 - 60 * secret.length - end) + secret)));
  }
  assert.equal(show('x'.repeat(2000)).length, 1001);
  assert.equal(show('a\u001b]0;t\u0007b\u202e\r\n'), 'a\\x1b]0;t\\x07b\\u202e');
});

test('masks a seed that a verifier prints, in every encoding', () => {
  const show = redactor([]);
  const hex = '8f3a0c11d2e4b5967788a1b2c3d4e5f60718293a';
  const bytes = Buffer.from(hex, 'hex');
  for (const seed of [
    hex,
    hex.toUpperCase(),
    `0x${hex}`,
    hex.replace(/(..)(?=.)/g, '$1:'),
    hex.replace(/(....)(?=.)/g, '$1 '),
    'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    'GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ',
    bytes.toString('base64'),
  ])
    assert.match(show(`user bob secret=${seed} ok`), /^user bob secret=\[a text of \d+ characters\] ok$/);
  const harmless = 'request 0f8fad5b-d9cb-469f-a165-70867728950e from /api/v1/validate/check at 2026-01-01';
  assert.equal(show(harmless), harmless);
});

test('redacts a secret in any surrounding text', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 4, maxLength: 12 }).filter((s) => s.trim() === s),
      fc.string({ maxLength: 30 }),
      fc.string({ maxLength: 30 }),
      (secret, before, after) => {
        const shown = redactor([['key', secret]])(before + secret + after);
        // Only what the label itself or its surroundings spell may look like the secret.
        assert.ok(
          !shown.replaceAll('[key]', '\n').includes(secret),
          JSON.stringify([secret, before, after, shown]),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

test.run();
