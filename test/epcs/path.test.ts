// The path that everything else stands on: a GO 7 is bound, signs in, drifts out of the window in a year, is refused,
// synchronized with two codes, and accepted.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { gold } from '../../src/epcs/index.js';
import { bad, day, enrolledAtGold, good, newLab, one, passphrase, second, signedInAtGold } from './lab.js';

test('a GO 7 is bound by its code, signs in, drifts for a year, is refused, synchronized and accepted', async () => {
  const lab = await newLab();
  const { context } = lab;
  const fob = await enrolledAtGold(lab);
  const { lifecycle, owner, policy } = (await context.verifier.credential('3315511111'))!;
  assert.deepEqual([lifecycle, owner, policy], ['active', `npi:${one}`, 'onespan']);
  const session = await signedInAtGold(lab, fob);
  assert.equal((await good(gold.home(context, session))).tokens[0]?.status, 'Active');

  // 20 ppm for a year are 631 s: 21 steps, and the window is ±10.
  lab.advance(365 * day);
  fob.offsetUs = 631 * second;
  assert.equal(await bad(gold.home(context, session)), 'signed-out');
  const again = await good(gold.signIn(context, { npi: one, passphrase }));
  assert.equal(again.tokens[0]?.credentialId, '3315511111');
  const submit = (otp: string) => gold.submitOtp(context, again.session, { token: '3315511111', otp });
  const refusal = await submit(lab.code(fob));
  assert.equal(refusal.ok, false);
  assert.deepEqual(refusal.ok ? [] : refusal.refusal.causes.map(({ cause }) => cause), [
    'Code expired',
    'Clock synchronization',
    'Typing error',
  ]);
  const [current, next] = [lab.code(fob), lab.nextCode(fob)];
  const verdict = await context.verifier.resynchronize({
    credentialId: '3315511111',
    codes: [current, next],
    atUs: lab.nowUs,
    actor: 'IT',
  });
  assert.equal(verdict.outcome, 'resynchronized');
  assert.equal(await bad(submit(next)), 'invalid-code');
  await good(submit(lab.nextCode(fob)));
});

test.run();
