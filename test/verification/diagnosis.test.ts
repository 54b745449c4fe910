// A code that fits no step is tried under other parameters. A hit gives a sentence with odds, and accepts nothing.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { enrolled, Fob, operator, second, startUs } from './fixtures.js';

const seed = Buffer.from('12345678901234567890123456789012');

for (const [what, other, says] of [
  ['another step', { stepSeconds: 60 }, /a 60 s token/],
  ['event-based', { kind: 'hotp' as const }, /an event-based token \(HOTP\)/],
  ['SHA-256', { algorithm: 'SHA256' as const }, /HMAC-SHA256/],
  ['SHA-512', { algorithm: 'SHA512' as const }, /HMAC-SHA512/],
  ['8 digits', { digits: 8 }, /this fob, with 8 digits instead of 6/],
  ['hexadecimal text', { seed: Buffer.from(seed.toString('hex')) }, /text of these hexadecimal digits/],
  ['20 bytes', { seed: seed.subarray(0, 20) }, /first 20 bytes/],
] as const)
  test(`${what}: named, with its odds, and still refused`, async () => {
    const { verifier } = await enrolled({ id: 'a', seed });
    const real = new Fob({ id: 'a', seed, ...other });
    const asked = { credentialId: 'a', code: real.code(startUs), atUs: startUs };
    const before = await verifier.credential('a');
    const diagnosis = await verifier.diagnose(asked);
    assert.match(diagnosis ?? '', says);
    assert.match(diagnosis ?? '', /the odds of a coincidence are 1 in \d+, and a second code would decide/);
    assert.deepEqual(await verifier.credential('a'), before, 'a diagnosis changes nothing');
    assert.ok(['invalid', 'malformed'].includes((await verifier.verify(asked)).outcome));
  });

test('a seed that was given in hexadecimal and kept as text', async () => {
  const { verifier } = await enrolled({ id: 'a', seed: Buffer.from(seed.toString('hex')) });
  const code = new Fob({ id: 'a', seed }).code(startUs);
  assert.match(
    (await verifier.diagnose({ credentialId: 'a', code, atUs: startUs })) ?? '',
    /given in hexadecimal/,
  );
});

test('a code that fits no trial has no diagnosis', async () => {
  const { verifier } = await enrolled({ id: 'a', seed });
  assert.equal(await verifier.diagnose({ credentialId: 'a', code: '12', atUs: startUs }), null);
  assert.equal(await verifier.diagnose({ credentialId: 'b', code: '123456', atUs: startUs }), null);
});

test('whole and half hours are called a time zone error', async () => {
  const { fob, submit } = await enrolled();
  const hour = await submit(fob.code(startUs + 3600 * second), startUs);
  assert.match(hour.cause, /1 h is a time zone or a summer time/);
  const minutes = await submit(fob.code(startUs + 1300 * second), startUs);
  assert.ok(!minutes.cause.includes('time zone'));
});

test('a clock that is right again after a resynchronization ahead: until when its codes are used up', async () => {
  const { fob, verifier, submit } = await enrolled();
  const ahead = startUs + 3600 * second;
  const codes = [fob.code(ahead), fob.code(ahead, 1)];
  await verifier.resynchronize({ credentialId: fob.id, codes, atUs: startUs, ...operator });
  const verdict = await submit(fob.code(startUs + 30 * second), startUs + 30 * second);
  assert.equal(verdict.outcome, 'replayed');
  assert.match(verdict.suggestedAction, /every step of the next 1 h .*used up: wait that long/);
});

test.run();
