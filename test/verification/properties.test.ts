import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { builtInPolicies, parsePolicy } from '../../src/verification/index.js';
import { day, enrolled, operator, second, startUs, verifierOver } from './fixtures.js';

const policyNames = builtInPolicies.map((policy) => policy.name);
const week = 7 * day;
const tenYears = 522;

test('a perfect clock never changes the drift, under any policy, step and times', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...policyNames),
      fc.constantFrom(8, 30, 36, 60),
      fc.array(fc.integer({ min: 1, max: 40 * 86_400 * 1000 }), { minLength: 1, maxLength: 40 }),
      async (policy, stepSeconds, waits) => {
        const { fob, submit } = await enrolled({ policy, stepSeconds, digits: 8 });
        let at = startUs;
        for (const milliseconds of waits) {
          at += Math.max(milliseconds * 1000, stepSeconds * second);
          const verdict = await submit(fob.code(at), at);
          assert.equal(verdict.outcome, 'accepted');
          assert.equal(verdict.stepsOff, 0);
          assert.equal(verdict.driftSteps, 0);
        }
      },
    ),
    { numRuns: 60 },
  );
});

// A window of ±1 step that never widens sometimes refuses a fob whose drift crosses a step.
const following = builtInPolicies.filter(
  ({ time, drift }) => drift.learning === 'none' || time.windowSteps > 1 || time.widening !== 'none',
);

for (const policy of following)
  test(`${policy.name}: any clock within ${policy.drift.maximumPpm} ppm is followed for ten years of weekly logins`, async () => {
    const most = policy.drift.maximumPpm;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom(-most, most),
          fc.integer({ min: -1000, max: 1000 }).map((part) => (part / 1000) * most),
        ),
        fc.array(fc.integer({ min: 0, max: 86_400_000 }), { minLength: 24, maxLength: 24 }),
        async (ppm, withinDayMs) => {
          const { fob, submit, verifier } = await enrolled({ policy: policy.name, digits: 8 });
          for (let i = 1; i <= tenYears; i++) {
            // At most a week, at different hours of the day, so that every phase of a step occurs.
            const at = startUs + i * (week - day) + withinDayMs[i % 24]! * 1000 - (i % 24) * 7_331;
            fob.offsetUs = Math.trunc(((at - startUs) * ppm) / 1e6);
            const verdict = await submit(fob.code(at), at);
            assert.equal(verdict.outcome, 'accepted', `login ${i} at ${ppm} ppm: ${verdict.cause}`);
          }
          const exact = fob.offsetUs / (30 * second);
          const { driftSteps } = (await verifier.credential('fob'))!;
          assert.ok(Math.abs(driftSteps - exact) < 1.01, `${driftSteps} learned, ${exact} true`);
        },
      ),
      { numRuns: 12 },
    );
  });

test('the drift stays within ppm × time + a constant, for any submitted codes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...policyNames),
      fc.array(fc.tuple(fc.integer({ min: 31, max: 900_000 }), fc.integer({ min: -12, max: 12 })), {
        maxLength: 60,
      }),
      async (name, tries) => {
        const policy = builtInPolicies.find((known) => known.name === name)!;
        const { fob, submit, verifier } = await enrolled({ policy: name, digits: 8 });
        let at = startUs;
        assert.equal((await submit(fob.code(at), at)).outcome, 'accepted');
        for (const [seconds, steps] of tries) {
          at += seconds * second;
          const drift = (await verifier.credential('fob'))!.driftSteps;
          await submit(fob.code(at, drift + steps), at);
          const bound = (seconds: number): number => (seconds * policy.drift.maximumPpm) / 1e6 / 30;
          const { driftSteps } = (await verifier.credential('fob'))!;
          assert.ok(Math.abs(driftSteps) <= bound((at - startUs) / second) + policy.drift.constantSteps);
          await verifier.unlock({ credentialId: 'fob', atUs: at, ...operator });
        }
      },
    ),
    { numRuns: 100 },
  );
});

const candidate = parsePolicy({
  name: 'candidate',
  autosync: { rule: 'candidate', steps: 60, lookAhead: 60, candidateSeconds: 600, candidateGapSteps: 3 },
});

test('no sequence of calls accepts a code twice', async () => {
  const call = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('verify' as const), steps: fc.integer({ min: -30, max: 30 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('resynchronize' as const),
        steps: fc.integer({ min: -60, max: 60 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('wait' as const), steps: fc.integer({ min: -3, max: 40 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constantFrom('reset', 'unlock', 'counter', 'policy', 'lock'),
        steps: fc.nat(40),
      }),
    },
  );
  const policies = [...builtInPolicies, candidate];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('totp', 'hotp'),
      fc.array(call, { maxLength: 40 }),
      fc.constantFrom(...policies.map((policy) => policy.name)),
      async (kind, calls, policy) => {
        const verifier = verifierOver(undefined, policies);
        const { fob, submit } = await enrolled({ kind, policy, digits: 10 }, {}, verifier);
        const used = new Set<number>();
        const use = (step: number): void => {
          assert.equal(used.has(step), false, `step ${step} was accepted twice`);
          used.add(step);
        };
        let at = startUs;
        let highest = -1;
        for (const { do: what, steps } of calls) {
          const change = { credentialId: 'fob', atUs: at, ...operator };
          const origin = kind === 'totp' ? fob.step(at) : (await verifier.credential('fob'))!.counter!;
          const step = Math.max(0, origin + steps);
          // The verifier's time may also go back: when a bench is restored or a server's clock is set.
          if (what === 'wait') at += steps * 30 * second;
          else if (what === 'verify') {
            const verdict = await submit(fob.codeOf(step), at);
            if (verdict.outcome === 'accepted' || verdict.outcome === 'accepted-resynchronized') use(step);
          } else if (what === 'resynchronize') {
            const codes = [0, 1, 2].map((i) => fob.codeOf(step + i)).slice(0, policy === 'strict' ? 3 : 2);
            const verdict = await verifier.resynchronize({ credentialId: 'fob', codes, atUs: at });
            if (verdict.outcome === 'resynchronized') for (let i = 0; i < codes.length; i++) use(step + i);
          } else if (what === 'reset' && kind === 'totp') await verifier.resetDrift(change);
          else if (what === 'counter' && kind === 'hotp')
            await verifier.setCounter({ ...change, counter: origin + steps });
          else if (what === 'policy')
            await verifier.setPolicy({ ...change, policy: policies[steps % policies.length]!.name });
          else await verifier.unlock(change);
          const { lastConsumed } = (await verifier.credential('fob'))!;
          assert.ok(lastConsumed >= highest, 'what is consumed never goes back');
          highest = lastConsumed;
        }
      },
    ),
    { numRuns: 400 },
  );
});

test.run();
