// Small rules of a judgement, each in a case that depends on it alone.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { createMemoryStore, parsePolicy } from '../../src/verification/index.js';
import { nearest } from '../../src/verification/search.js';
import { delaySeconds } from '../../src/verification/throttle.js';
import { enrolled, Fob, operator, second, startUs, verifierOver } from './fixtures.js';

const stepUs = 30 * second;

/** Two steps of a fob with the same code, at most `within` steps apart. */
function twins(fob: Fob, within: number): { earlier: number; later: number } {
  const first = fob.step(startUs);
  const seen = new Map<string, number>();
  for (let step = first; step < first + 100_000; step++) {
    const code = fob.codeOf(step);
    const earlier = seen.get(code);
    if (earlier !== undefined && step - earlier <= within) return { earlier, later: step };
    seen.set(code, step);
  }
  throw new Error('no two steps are alike: take another seed');
}

test('a code of two steps in the window is that of the nearer one, before and behind', async () => {
  const fob = new Fob({ policy: 'symantec-vip-low' });
  const { earlier, later } = twins(fob, 60);
  const code = fob.codeOf(later);
  assert.equal(fob.codeOf(earlier), code);
  for (const [now, other] of [
    [later, earlier],
    [earlier, later],
  ] as const) {
    const { submit } = await enrolled({ policy: 'symantec-vip-low' });
    const verdict = await submit(code, now * stepUs);
    assert.deepEqual([verdict.outcome, verdict.stepsOff], ['accepted', 0], `not ${other - now} steps off`);
  }
});

test('nearest: the earlier of two at the same distance, and never a used one', () => {
  assert.equal(nearest([7, 9, 13], 10, -1), 9);
  assert.equal(nearest([8, 12], 10, -1), 8);
  assert.equal(nearest([8, 12], 10, 8), 12);
  assert.equal(nearest([8, 12], 10, 12), null);
  assert.equal(nearest([], 10, -1), null);
});

test('a delay grows up to the maximum of the policy, doubled or linear', async () => {
  const wait = async (policy: string, verifier = verifierOver()): Promise<number[]> => {
    const { fob, submit } = await enrolled({ policy }, {}, verifier);
    const delays: number[] = [];
    let atUs = startUs;
    for (let i = 0; i < 9; i++) {
      await submit(fob.wrongCode(atUs, i), atUs);
      const { outcome, retryAtUs } = await submit(fob.wrongCode(atUs, i), atUs);
      delays.push(outcome === 'throttled' ? (retryAtUs! - atUs) / second : 0);
      atUs = Math.max(atUs, retryAtUs ?? atUs);
    }
    return delays;
  };
  assert.deepEqual(await wait('strict'), [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
  const capped = parsePolicy({ name: 'capped', extends: 'rfc', throttle: { maximumDelaySeconds: 30 } });
  assert.deepEqual(
    await wait('capped', verifierOver(undefined, [capped])),
    [0, 0, 0, 20, 25, 30, 30, 30, 30],
  );
  assert.equal(delaySeconds(capped, 99), 30);
});

test('a refused resynchronization costs the same steps whatever its reason, under a narrow policy too', async () => {
  const { fob, verifier } = await enrolled({ policy: 'strict' });
  let atUs = startUs;
  const best = async (credentialId: string, codesAt: (nowUs: number) => string[], outcome: string) => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 25; i++) {
      // No limit of attempts may interfere.
      atUs += 2 * 3600 * second;
      const codes = codesAt(atUs);
      const started = process.hrtime.bigint();
      const verdict = await verifier.resynchronize({ credentialId, codes, atUs });
      least = Math.min(least, Number(process.hrtime.bigint() - started));
      assert.equal(verdict.outcome, outcome);
    }
    return least;
  };
  const wrong = ['000000', '000000', '000000'];
  const costs = new Map<string, number>();
  costs.set('invalid', await best('fob', () => wrong, 'invalid'));
  costs.set('malformed', await best('fob', () => ['x', 'y', 'z'], 'malformed'));
  costs.set('unknown', await best('nobody', () => wrong, 'unknown-credential'));
  await verifier.setState({ credentialId: 'fob', atUs, ...operator, state: 'disabled' });
  const right = (nowUs: number): string[] => [0, 1, 2].map((steps) => fob.code(nowUs, steps));
  costs.set('disabled', await best('fob', () => wrong, 'disabled'));
  costs.set('disabled, right', await best('fob', right, 'disabled'));
  const values = [...costs.values()];
  assert.ok(Math.max(...values) < 5 * Math.min(...values), JSON.stringify([...costs]));
});

test('an operator who unlocks lets it be resynchronized again', async () => {
  const { fob, verifier } = await enrolled();
  const outcome = async (codes: string[]): Promise<string> =>
    (await verifier.resynchronize({ credentialId: 'fob', codes, atUs: startUs })).outcome;
  for (let i = 0; i < 5; i++) assert.equal(await outcome(['000000', '000000']), 'invalid');
  const right = [fob.code(startUs, 500), fob.code(startUs, 501)];
  assert.equal(await outcome(right), 'throttled');
  await verifier.unlock({ credentialId: 'fob', atUs: startUs, ...operator });
  assert.equal(await outcome(right), 'resynchronized');
});

test('the first code of a counter may be further ahead than the next ones, as the policy says', async () => {
  const far = parsePolicy({ name: 'far', extends: 'rfc', event: { lookAhead: 5, initialLookAhead: 50 } });
  const { fob, submit } = await enrolled({ kind: 'hotp', policy: 'far' }, {}, verifierOver(undefined, [far]));
  assert.equal((await submit(fob.codeOf(50), startUs)).outcome, 'out-of-sync');
  assert.equal((await submit(fob.codeOf(49), startUs)).outcome, 'accepted');
  assert.equal((await submit(fob.codeOf(55), startUs)).outcome, 'out-of-sync');
  assert.equal((await submit(fob.codeOf(54), startUs)).outcome, 'accepted');
});

test('a used counter is told from a wrong code up to a hundred behind', async () => {
  const { fob, submit, verifier } = await enrolled({ kind: 'hotp' });
  await verifier.setCounter({ credentialId: 'fob', atUs: startUs, ...operator, counter: 200 });
  assert.equal((await submit(fob.codeOf(100), startUs)).outcome, 'replayed');
  assert.equal((await submit(fob.codeOf(99), startUs)).outcome, 'invalid');
});

test('a seed that was stored again replaces the old one', async () => {
  const store = createMemoryStore();
  const { fob, submit } = await enrolled({}, {}, verifierOver(store));
  assert.equal((await submit(fob.code(startUs), startUs)).outcome, 'accepted');
  const other = createMemoryStore();
  const seed = new Uint8Array(20).fill(9);
  const { fob: renewed } = await enrolled({ seed }, {}, verifierOver(other));
  const { version, state } = (await store.get('fob'))!;
  const { facts } = (await other.get('fob'))!;
  const audit = (await other.audit(1, 1))[0]!.entry!;
  const condition = { version, consumedBelow: null };
  await store.commit({ credentialId: 'fob', timeUs: startUs, condition, state, facts, audit, answer: null });
  const later = startUs + 10 * stepUs;
  assert.equal((await submit(fob.code(later), later)).outcome, 'invalid');
  assert.equal((await submit(renewed.code(later), later)).outcome, 'accepted');
});

test('the period of failed resynchronizations begins with the first and does not slide', async () => {
  const { fob, verifier } = await enrolled();
  const fail = async (seconds: number): Promise<string> => {
    const atUs = startUs + seconds * second;
    const codes = [fob.wrongCode(atUs, 1), fob.wrongCode(atUs, 2)];
    return (await verifier.resynchronize({ credentialId: 'fob', codes, atUs })).outcome;
  };
  // The limit is five in 900 s: four in the first period, then the next period begins.
  for (const at of [0, 300, 600, 890]) assert.equal(await fail(at), 'invalid', `${at} s`);
  for (const at of [901, 902, 903, 904, 905]) assert.equal(await fail(at), 'invalid', `${at} s`);
  assert.equal(await fail(906), 'throttled');
  assert.equal(await fail(1800), 'throttled');
  assert.equal(await fail(1801), 'invalid', 'the period of 901 s is over');
});

test.run();
