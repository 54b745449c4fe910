import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { createMemoryStore, StaleCompanionError } from '../../src/verification/index.js';
import { day, enrolled, Fob, operator, second, startUs, verifierOver } from './fixtures.js';

const issued = { lifecycle: 'issued' } as const;
const minute = 60 * second;

test('one code within the initial window makes an issued credential active, and is used up', async () => {
  const { fob, verifier, submit } = await enrolled({ policy: 'onespan' }, issued);
  fob.offsetUs = -100 * minute;
  const code = fob.code(startUs);
  assert.equal((await submit(code, startUs)).outcome, 'not-yet-active');
  const verdict = await verifier.activate({ credentialId: 'fob', codes: [code], atUs: startUs });
  assert.equal(verdict.outcome, 'accepted');
  assert.equal((await verifier.credential('fob'))?.lifecycle, 'active');
  assert.equal((await submit(code, startUs)).outcome, 'replayed');
  assert.equal((await submit(fob.code(startUs, 1), startUs)).outcome, 'accepted');
});

test('two consecutive codes within the resynchronization ring do so too (003:108-120)', async () => {
  const { fob, verifier } = await enrolled({ policy: 'symantec-vip' }, issued);
  fob.offsetUs = 50 * minute;
  const activate = (...codes: string[]) => verifier.activate({ credentialId: 'fob', codes, atUs: startUs });
  assert.equal((await activate(fob.code(startUs))).outcome, 'out-of-sync');
  assert.equal((await activate(fob.code(startUs, 1), fob.code(startUs))).outcome, 'invalid');
  assert.equal((await verifier.credential('fob'))?.lifecycle, 'issued');
  assert.equal((await activate(fob.code(startUs), fob.code(startUs, 1))).outcome, 'resynchronized');
  assert.equal((await verifier.credential('fob'))?.lifecycle, 'active');
  assert.equal((await activate(fob.code(startUs), fob.code(startUs, 1))).outcome, 'replayed');
});

test('an event-based card is pressed twice', async () => {
  const { fob, verifier } = await enrolled({ kind: 'hotp', policy: 'symantec-vip' }, issued);
  fob.counter = 40;
  const codes = [fob.code(startUs), fob.code(startUs)];
  const verdict = await verifier.activate({ credentialId: 'fob', codes, atUs: startUs });
  assert.equal(verdict.outcome, 'resynchronized');
});

test('wrong codes count, can lock, and leave the credential issued', async () => {
  const { fob, verifier } = await enrolled({ policy: 'onespan' }, issued);
  const activate = async (code: string) =>
    (await verifier.activate({ credentialId: 'fob', codes: [code], atUs: startUs })).outcome;
  for (let i = 0; i < 3; i++) assert.equal(await activate(fob.wrongCode(startUs, i)), 'invalid');
  assert.equal(await activate(fob.code(startUs)), 'locked');
  const { lifecycle, failures } = (await verifier.credential('fob'))!;
  assert.deepEqual([lifecycle, failures], ['issued', 3]);
});

test('only an issued credential, or a disabled one where that is asked for, becomes active', async () => {
  const { fob, verifier } = await enrolled();
  const ask = { credentialId: 'fob', atUs: startUs };
  const by = { ...ask, ...operator };
  assert.equal((await verifier.activate({ ...ask, codes: [fob.code(startUs)] })).outcome, 'accepted');
  await verifier.setState({ ...by, state: 'disabled' });
  const next = startUs + minute;
  const codes = [fob.code(next)];
  assert.equal((await verifier.activate({ ...ask, atUs: next, codes })).outcome, 'disabled');
  assert.equal((await verifier.activate({ ...ask, atUs: next, codes, enables: true })).outcome, 'accepted');
  await verifier.setState({ ...by, state: 'lost' });
  const later = startUs + day;
  const lost = { ...ask, atUs: later, codes: [fob.code(later)], enables: true };
  assert.equal((await verifier.activate(lost)).outcome, 'lost');
  assert.equal((await verifier.activate({ ...lost, credentialId: 'nobody' })).outcome, 'unknown-credential');
});

test('only a successful proof sets policy and owner', async () => {
  const { fob, verifier } = await enrolled({ policy: 'rfc' }, issued);
  const ask = { credentialId: 'fob', atUs: startUs, policy: 'onespan', owner: 'npi:1234567893' };
  await verifier.activate({ ...ask, codes: [fob.wrongCode(startUs)] });
  assert.deepEqual(pick(await verifier.credential('fob')), ['issued', 'rfc', null]);
  await verifier.activate({ ...ask, codes: [fob.code(startUs)] });
  assert.deepEqual(pick(await verifier.credential('fob')), ['active', 'onespan', 'npi:1234567893']);
  await assert.rejects(verifier.activate({ ...ask, codes: [], policy: 'none' }), /There is no policy/);
});

test('of two simultaneous activations with one code, one succeeds', async () => {
  const { fob, verifier } = await enrolled({}, issued);
  const codes = [fob.code(startUs)];
  const verdicts = await Promise.all(
    Array.from({ length: 8 }, () => verifier.activate({ credentialId: 'fob', codes, atUs: startUs })),
  );
  assert.equal(verdicts.filter(({ outcome }) => outcome === 'accepted').length, 1);
});

test('rows of a relying party are stored with the verdict, or neither is', async () => {
  const store = createMemoryStore();
  const { fob, verifier } = await enrolled({}, issued, verifierOver(store));
  const ask = { credentialId: 'fob', atUs: startUs, codes: [fob.code(startUs)] };
  const row = (version: number) => ({ table: 't', key: 'k', version, body: 'bound' });
  const stale = () => ({ rows: [row(3)], audit: [] });
  await assert.rejects(verifier.activate({ ...ask, companions: stale }), StaleCompanionError);
  assert.equal((await verifier.credential('fob'))?.lifecycle, 'issued');
  const seen: string[] = [];
  const verdict = await verifier.activate({
    ...ask,
    companions: ({ outcome }) => {
      seen.push(outcome);
      return { rows: outcome === 'accepted' ? [row(0)] : [], audit: [] };
    },
  });
  assert.equal(verdict.outcome, 'accepted');
  assert.deepEqual(seen, ['accepted']);
  assert.equal((await store.companion('t', 'k'))?.body, 'bound');
  await verifier.record({
    atUs: startUs,
    rows: [{ table: 't', key: 'k', version: 1, body: null }],
    audit: [],
  });
  assert.equal(await store.companion('t', 'k'), null);
});

test('a second fob takes no code of the first', async () => {
  const { fob, verifier } = await enrolled({}, issued);
  const other = new Fob({ id: 'other', seed: new Uint8Array(20).fill(9) });
  await verifier.enroll(other.enrollment(startUs, issued));
  const verdict = await verifier.activate({
    credentialId: 'other',
    codes: [fob.code(startUs)],
    atUs: startUs,
  });
  assert.equal(verdict.outcome, 'invalid');
});

function pick(view: { lifecycle: string; policy: string; owner: string | null } | null): unknown[] {
  return [view?.lifecycle, view?.policy, view?.owner];
}

test.run();
