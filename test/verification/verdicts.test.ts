import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import {
  coarse,
  createMemoryStore,
  createVerifier,
  developmentKeyring,
  lifecycleStates,
  normalizeCode,
  outcomes,
  parsePolicy,
  type VerificationError,
} from '../../src/verification/index.js';
import { day, enrolled, Fob, operator, second, startUs, verifierOver } from './fixtures.js';

const by = { credentialId: 'fob', atUs: startUs, ...operator };

const failsWith = (code: string) => (error: unknown) => {
  assert.equal((error as VerificationError).code, code, String(error));
  return true;
};

test('out of sync gives the number of steps, also in words', async () => {
  const { fob, submit } = await enrolled();
  fob.offsetUs = -21 * 30 * second;
  const verdict = await submit(fob.code(startUs), startUs);
  assert.equal(verdict.outcome, 'out-of-sync');
  assert.equal(verdict.stepsOff, -21);
  assert.match(verdict.cause, /21 steps \(10 min 30 s\) behind/);
  assert.match(verdict.suggestedAction, /resynchronize/);
});

test('every outcome has a cause, an action and one coarse form per answer', async () => {
  const { fob, submit, verifier } = await enrolled();
  const seen = [
    await submit(fob.code(startUs), startUs),
    await submit(fob.code(startUs), startUs),
    await submit(fob.wrongCode(startUs), startUs),
    await submit('12345', startUs),
    await submit(fob.code(startUs, 50), startUs),
    await verifier.verify({ credentialId: 'nobody', code: '123456', atUs: startUs }),
  ];
  assert.deepEqual(
    seen.map((verdict) => verdict.outcome),
    ['accepted', 'replayed', 'invalid', 'malformed', 'out-of-sync', 'unknown-credential'],
  );
  for (const verdict of seen) {
    assert.ok(outcomes.includes(verdict.outcome));
    assert.ok(verdict.cause.length > 5 && verdict.suggestedAction.length > 5);
    const outcome = verdict.outcome === 'accepted' ? 'accepted' : 'refused';
    assert.deepEqual(coarse(verdict), { outcome, atUs: startUs });
  }
});

test('a code is read by its digits, in any script; other input is malformed and does not count', async () => {
  assert.equal(normalizeCode(' 755 224 ', 6), '755224');
  assert.equal(normalizeCode('７５５２２４', 6), '755224');
  assert.equal(normalizeCode('७५५-२२४', 6), '755224');
  for (const bad of [
    '',
    '75522',
    '7552244',
    '75522a',
    '75522.',
    '-',
    '７５５２２',
    'x'.repeat(1e6),
    '7\u03015522',
  ]) {
    assert.equal(normalizeCode(bad, 6), null, JSON.stringify(bad.slice(0, 10)));
    const { submit, verifier } = await enrolled();
    assert.equal((await submit(bad, startUs)).outcome, 'malformed');
    assert.equal((await verifier.credential('fob'))?.failures, 0);
  }
});

test('RFC 4226 §7.3: after the free failures each one delays longer, and a good code ends it', async () => {
  const { fob, submit } = await enrolled();
  let at = startUs;
  for (let failures = 1; failures <= 8; failures++) {
    const verdict = await submit(fob.wrongCode(at, failures), at);
    assert.equal(verdict.outcome, 'invalid');
    assert.equal(verdict.failures, failures);
    const delay = failures <= 3 ? 0 : 5 * failures * second;
    if (delay > 0) {
      const early = await submit(fob.code(at), at + delay - 1);
      assert.equal(early.outcome, 'throttled');
      assert.equal(early.retryAtUs, at + delay);
    }
    at += delay;
  }
  assert.equal((await submit(fob.code(at), at)).outcome, 'accepted');
  assert.equal((await submit(fob.wrongCode(at), at)).failures, 1);
});

test('NIST SP 800-63B §5.2.2: at most a hundred failures in a row, then only an operator helps', async () => {
  const { fob, submit, verifier } = await enrolled();
  let at = startUs;
  for (let i = 1; i <= 100; i++) {
    const verdict = await submit(fob.wrongCode(at, i % 3), at);
    assert.equal(verdict.outcome, 'invalid', `failure ${i}`);
    at += 3600 * second;
  }
  at += 1000 * day;
  assert.equal((await submit(fob.code(at), at)).outcome, 'locked');
  const codes = [fob.code(at), fob.code(at, 1)];
  assert.equal((await verifier.resynchronize({ credentialId: 'fob', codes, atUs: at })).outcome, 'locked');
  await verifier.unlock({ ...by, atUs: at });
  assert.equal((await verifier.credential('fob'))?.failures, 0);
});

test('the same wrong code again counts once, or each time, as the policy says', async () => {
  for (const [policy, expected] of [
    ['rfc', 1],
    ['symantec-vip', 3],
  ] as const) {
    const { fob, submit, verifier } = await enrolled({ policy });
    const wrong = fob.wrongCode(startUs);
    for (const typed of [wrong, ` ${wrong}`, wrong]) await submit(typed, startUs);
    assert.equal((await verifier.credential('fob'))?.failures, expected);
  }
});

test('a lock with an end ends, and the count begins again', async () => {
  const policy = parsePolicy({ name: 'short', throttle: { lockAfter: 2, lockSeconds: 60, freeFailures: 9 } });
  const { fob, submit } = await enrolled({ policy: 'short' }, {}, verifierOver(undefined, [policy]));
  for (let i = 0; i < 2; i++) await submit(fob.wrongCode(startUs, i), startUs);
  const locked = await submit(fob.code(startUs), startUs + 60 * second - 1);
  assert.equal(locked.outcome, 'locked');
  assert.equal(locked.retryAtUs, startUs + 60 * second);
  const at = startUs + 60 * second;
  assert.equal((await submit(fob.wrongCode(at), at)).failures, 1);
  assert.equal((await submit(fob.code(at), at)).outcome, 'accepted');
});

test('a retransmit gets the first answer, for a while; another code under its id does not', async () => {
  const { fob, verifier } = await enrolled();
  const code = fob.code(startUs);
  const send = (typed: string, requestId: string, atUs = startUs) =>
    verifier.verify({ credentialId: 'fob', code: typed, requestId, atUs });
  const first = await send(code, 'r1');
  assert.equal(first.outcome, 'accepted');
  assert.equal(first.retransmitted, false);
  assert.deepEqual(await send(` ${code}`, 'r1', startUs + 29 * second), { ...first, retransmitted: true });
  assert.equal((await send(code, 'r2')).outcome, 'replayed');
  assert.equal((await send(code, 'r1', startUs + 30 * second)).outcome, 'replayed');
  assert.equal((await send(code, 'r3')).outcome, 'replayed');
  assert.equal((await send(fob.code(startUs, 1), 'r3')).outcome, 'malformed', 'an id belongs to one code');
  assert.equal((await send(fob.code(startUs, 1), 'r4')).outcome, 'accepted');
});

test('retransmits at once are one acceptance', async () => {
  const { fob, verifier } = await enrolled();
  const request = { credentialId: 'fob', code: fob.code(startUs), requestId: 'r', atUs: startUs };
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => verifier.verify(request)));
  assert.ok(verdicts.every((verdict) => verdict.outcome === 'accepted'));
  assert.equal(verdicts.filter((verdict) => !verdict.retransmitted).length, 1);
  assert.equal((await verifier.audit(1, 100, 'fob')).length, 2);
});

test('resynchronization is limited in attempts, and nothing about it helps a guesser', async () => {
  const { fob, verifier } = await enrolled();
  const resynchronize = (codes: string[], atUs = startUs) =>
    verifier.resynchronize({ credentialId: 'fob', codes, atUs });
  const right = [fob.code(startUs, 400), fob.code(startUs, 401)];
  for (let i = 0; i < 5; i++) {
    const wrong = await resynchronize([right[0]!, fob.wrongCode(startUs, i)]);
    assert.equal(wrong.outcome, 'invalid');
    assert.equal(wrong.stepsOff, null);
  }
  const limited = await resynchronize(right);
  assert.equal(limited.outcome, 'throttled');
  assert.equal(limited.retryAtUs, startUs + 900 * second);
  assert.equal((await resynchronize(right, startUs + 900 * second)).outcome, 'resynchronized');
  assert.equal((await resynchronize(right, startUs + 901 * second)).outcome, 'replayed');
});

test('a resynchronization takes consecutive codes in their order, all of them unused', async () => {
  const { fob, submit, verifier } = await enrolled();
  const outcome = async (...steps: number[]) =>
    (
      await verifier.resynchronize({
        credentialId: 'fob',
        codes: steps.map((n) => fob.code(startUs, n)),
        atUs: startUs,
      })
    ).outcome;
  assert.equal(await outcome(6, 5), 'invalid');
  assert.equal(await outcome(5, 7), 'invalid');
  assert.equal(await outcome(5, 5), 'invalid');
  assert.equal(await outcome(5), 'malformed');
  assert.equal(await outcome(5, 6, 7), 'malformed');
  assert.equal(await outcome(1, 2, 3, 4, 5, 6), 'malformed');
  await submit(fob.code(startUs), startUs);
  assert.equal(await outcome(0, 1), 'replayed', 'the first of them was used');
  assert.equal(await outcome(1, 2), 'resynchronized');
});

test('a locked credential is resynchronized only if the policy allows it, a lost or disabled one never', async () => {
  const policy = parsePolicy({
    name: 'opens',
    resynchronization: { whileLocked: true },
    throttle: { lockAfter: 1 },
  });
  const { fob, submit, verifier } = await enrolled(
    { policy: 'opens' },
    {},
    verifierOver(undefined, [policy]),
  );
  await submit(fob.wrongCode(startUs), startUs);
  assert.equal((await submit(fob.code(startUs), startUs)).outcome, 'locked');
  const codes = [fob.code(startUs), fob.code(startUs, 1)];
  const send = () => verifier.resynchronize({ credentialId: 'fob', codes, atUs: startUs });
  await verifier.setState({ ...by, state: 'disabled' });
  assert.equal((await send()).outcome, 'disabled');
  await verifier.setState({ ...by, state: 'active' });
  assert.equal((await send()).outcome, 'resynchronized');
  assert.equal((await submit(fob.code(startUs, 2), startUs)).outcome, 'accepted');
  await verifier.setState({ ...by, state: 'lost' });
  assert.equal((await send()).outcome, 'lost');
});

test('the lifecycle: the transitions, the answer of each state, and the audit of each change', async () => {
  const { fob, submit, verifier } = await enrolled({}, { lifecycle: 'issued' });
  const code = fob.code(startUs);
  assert.equal((await submit(code, startUs)).outcome, 'not-yet-active');
  await verifier.setState({ ...by, state: 'active', reason: 'handed over' });
  await verifier.setState({ ...by, state: 'disabled' });
  assert.equal((await submit(code, startUs)).outcome, 'disabled');
  await verifier.setState({ ...by, state: 'active' });
  assert.equal((await submit(code, startUs)).outcome, 'accepted');
  await verifier.setState({ ...by, state: 'lost' });
  await assert.rejects(verifier.setState({ ...by, state: 'active' }), failsWith('bad-transition'));
  await verifier.enroll(new Fob({ id: 'next' }).enrollment(startUs));
  await assert.rejects(verifier.setState({ ...by, state: 'replaced' }), failsWith('bad-value'));
  await assert.rejects(
    verifier.setState({ ...by, state: 'replaced', replacedBy: 'nobody' }),
    failsWith('unknown-credential'),
  );
  await verifier.setState({ ...by, state: 'replaced', replacedBy: 'next' });
  const replaced = await submit(code, startUs);
  assert.equal(replaced.outcome, 'disabled');
  assert.match(replaced.suggestedAction, /next/);
  await verifier.setState({ ...by, state: 'deleted' });
  assert.equal((await submit(code, startUs)).outcome, 'deleted');
  for (const state of lifecycleStates)
    await assert.rejects(
      verifier.setState({ ...by, state, ...(state === 'replaced' ? { replacedBy: 'next' } : {}) }),
      failsWith('bad-transition'),
    );
  assert.deepEqual(
    (await verifier.credentials()).map((credential) => [credential.id, credential.lifecycle]),
    [
      ['fob', 'deleted'],
      ['next', 'active'],
    ],
  );
  const handed = (await verifier.audit(1, 100, 'fob')).find(
    (row) => row.entry?.reason === 'handed over',
  )?.entry;
  assert.equal(handed?.actor, 'operator');
  assert.equal(handed?.timeUs, startUs);
  assert.deepEqual(handed?.detail, [['from', 'issued']]);
});

test('first and last days count', async () => {
  const { fob, submit } = await enrolled({}, { notBeforeUs: startUs + day, expiresUs: startUs + 3 * day });
  for (const [at, outcome] of [
    [startUs + day - 1, 'not-yet-active'],
    [startUs + day, 'accepted'],
    [startUs + 3 * day - 1, 'accepted'],
    [startUs + 3 * day, 'expired'],
  ] as const)
    assert.equal((await submit(fob.code(at), at)).outcome, outcome);
});

test('operators: a counter goes forward only, a drift is reset, and neither on the wrong kind', async () => {
  const { fob, submit, verifier } = await enrolled({ kind: 'hotp' });
  await verifier.setCounter({ ...by, counter: 500 });
  assert.equal((await submit(fob.codeOf(499), startUs)).outcome, 'replayed');
  assert.equal((await submit(fob.codeOf(500), startUs)).outcome, 'accepted');
  await assert.rejects(verifier.setCounter({ ...by, counter: 500 }), /at 501 and never goes back to 500/);
  await assert.rejects(verifier.setCounter({ ...by, counter: 1.5 }), failsWith('bad-value'));
  await assert.rejects(verifier.resetDrift(by), failsWith('wrong-kind'));
  await assert.rejects(verifier.setStep({ ...by, stepSeconds: 60 }), failsWith('wrong-kind'));
  await assert.rejects(verifier.unlock({ ...by, credentialId: 'nobody' }), failsWith('unknown-credential'));
  const timed = await enrolled();
  await assert.rejects(timed.verifier.setCounter({ ...by, counter: 1 }), failsWith('wrong-kind'));
  await assert.rejects(timed.verifier.setStep({ ...by, stepSeconds: 0 }), failsWith('bad-value'));
  await assert.rejects(timed.verifier.setPolicy({ ...by, policy: 'none' }), failsWith('unknown-policy'));
});

test('an enrolment with impossible values or with a used ID is refused', async () => {
  const verifier = verifierOver();
  const fob = new Fob();
  for (const over of [
    { id: '' },
    { id: 'x'.repeat(129) },
    { seed: new Uint8Array(1025) },
    { digits: 5 },
    { digits: 11 },
    { stepSeconds: 0 },
    { stepSeconds: 1.5 },
    { algorithm: 'MD5' as 'SHA1' },
    { kind: 'ocra' as 'totp' },
    { atUs: 1.5 },
    { expiresUs: Number.NaN },
    { driftSteps: 1e9 },
  ])
    await assert.rejects(
      verifier.enroll(fob.enrollment(startUs, over)),
      failsWith('bad-value'),
      JSON.stringify(over),
    );
  await assert.rejects(
    verifier.enroll(fob.enrollment(startUs, { policy: 'none' })),
    failsWith('unknown-policy'),
  );
  await verifier.enroll(fob.enrollment(startUs));
  await assert.rejects(verifier.enroll(fob.enrollment(startUs)), failsWith('credential-exists'));
});

test('long IDs, long codes and bad times from strangers are cut off or refused', async () => {
  const { verifier } = await enrolled();
  const long = 'x'.repeat(100_000);
  const verdict = await verifier.verify({ credentialId: long, code: long, actor: long, atUs: startUs });
  assert.equal(verdict.outcome, 'unknown-credential');
  const rows = await verifier.audit();
  assert.ok(JSON.stringify(rows.at(-1)).length < 1000);
  await assert.rejects(verifier.verify({ credentialId: 'fob', code: '1', atUs: -1 }), failsWith('bad-value'));
  await assert.rejects(
    verifier.verify({ credentialId: 'fob', code: '1', atUs: Number.NaN }),
    failsWith('bad-value'),
  );
  await assert.rejects(
    verifier.verify({ credentialId: 'fob', code: '1', requestId: '', atUs: startUs }),
    /give 1 to 128/,
  );
});

test('a refusal costs the same steps for every reason', async () => {
  const { fob, submit, verifier } = await enrolled();
  const best = async (run: () => Promise<unknown>): Promise<number> => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 40; i++) {
      const started = process.hrtime.bigint();
      await run();
      least = Math.min(least, Number(process.hrtime.bigint() - started));
    }
    return least;
  };
  await submit(fob.code(startUs), startUs);
  const wrong = fob.wrongCode(startUs);
  const costs = new Map<string, number>();
  costs.set('invalid', await best(() => submit(wrong, startUs)));
  costs.set('out-of-sync', await best(() => submit(fob.code(startUs, 700), startUs + day * 0)));
  costs.set('replayed', await best(() => submit(fob.code(startUs), startUs)));
  costs.set('malformed', await best(() => submit('x', startUs)));
  costs.set('unknown', await best(() => verifier.verify({ credentialId: 'no', code: wrong, atUs: startUs })));
  await verifier.setState({ ...by, state: 'disabled' });
  costs.set('disabled', await best(() => submit(wrong, startUs)));
  // Only skipped work can make such a difference: the work is two thousand codes, the rest is a few.
  const values = [...costs.values()];
  assert.ok(Math.max(...values) < 5 * Math.min(...values), JSON.stringify([...costs]));
});

test('a seed opens only under its own key and for its own credential', async () => {
  const store = createMemoryStore();
  const fob = new Fob();
  const verifier = verifierOver(store);
  await verifier.enroll(fob.enrollment(startUs));
  const row = (await store.get('fob'))!;
  assert.equal(Buffer.from(row.facts.sealedSeed).includes(Buffer.from(fob.seed)), false);
  await store.commit({
    credentialId: 'other',
    timeUs: startUs,
    condition: { version: 0, consumedBelow: null },
    state: row.state,
    facts: row.facts,
    audit: (await store.audit(1, 1))[0]!.entry!,
    answer: null,
  });
  await assert.rejects(
    verifier.verify({ credentialId: 'other', code: fob.code(startUs), atUs: startUs }),
    failsWith('bad-seal'),
  );
  const { createKeyring } = await import('../../src/verification/index.js');
  const foreign = createKeyring([{ id: 'development', key: new Uint8Array(32) }]);
  const thief = createVerifier({ store, keyring: foreign });
  const theft = thief.verify({ credentialId: 'fob', code: fob.code(startUs), atUs: startUs });
  await assert.rejects(theft, failsWith('bad-seal'));
  const other = createVerifier({ store, keyring: createKeyring([{ id: 'k2', key: new Uint8Array(32) }]) });
  await assert.rejects(other.revealSeed(by), failsWith('unknown-key'));
  assert.deepEqual(await verifier.revealSeed(by), fob.seed);
  assert.equal((await verifier.audit(1, 10)).at(-1)?.entry?.event, 'reveal-seed');
  assert.equal(developmentKeyring().currentId, 'development');
});

test('no view, verdict or audit record holds a seed, a code or a digest', async () => {
  const { fob, submit, verifier } = await enrolled();
  const wrong = fob.wrongCode(startUs);
  const shown: unknown[] = [await submit(wrong, startUs), await submit(fob.code(startUs), startUs)];
  shown.push(await verifier.credentials(), await verifier.audit(1, 100));
  const text = JSON.stringify(shown);
  for (const secret of [Buffer.from(fob.seed).toString('hex'), wrong, fob.code(startUs)])
    assert.equal(text.includes(secret), false);
  const view = (await verifier.credential('fob'))!;
  assert.equal(
    Object.values(view).some((value) => value instanceof Uint8Array),
    false,
  );
});

test.run();
