// A verifier over any store, held against a model of it that is simple enough to be believed.
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import {
  type Outcome,
  type Policy,
  parsePolicy,
  type Store,
  type Verdict,
} from '../../src/verification/index.js';
import { Fob, operator, second, startUs, verifierOver } from '../verification/fixtures.js';

export interface ModelOptions {
  readonly runs: number;
}

const window = 2;
const ring = 8;
const freeFailures = 1;
const delay = 10;
const lockAfter = 3;
const lockSeconds = 600;
const attempts = 3;
const period = 120;
const retransmitSeconds = 30;

const policy: Policy = parsePolicy({
  name: 'model',
  time: { windowSteps: window, widening: 'none', resynchronizationSteps: ring },
  event: { lookAhead: window + 1, initialLookAhead: window + 1, resynchronizationLookAhead: ring + 1 },
  drift: { learning: 'match', constantSteps: 1000 },
  resynchronization: { codes: 2, attempts, periodSeconds: period },
  throttle: { freeFailures, delaySeconds: delay, lockAfter, lockSeconds, repeatedCodeCounts: true },
  retransmitSeconds,
});

type Action =
  | { readonly do: 'verify'; readonly steps: number | null; readonly again: boolean }
  | { readonly do: 'resynchronize'; readonly steps: number; readonly gap: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'unlock' | 'disable' | 'enable' | 'lose' | 'reset' };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('verify' as const),
      steps: fc.option(fc.integer({ min: -ring - 3, max: ring + 3 }), { freq: 4 }),
      again: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('resynchronize' as const),
      steps: fc.integer({ min: -ring - 2, max: ring + 2 }),
      gap: fc.constantFrom(1, 1, 1, 0, 2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.constantFrom(1, 9, 30, 45, 120, 700),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('unlock', 'disable', 'enable', 'reset'),
    }) as fc.Arbitrary<Action>,
  },
);

interface Submission {
  readonly code: string;
  readonly requestId: string;
  readonly verdict: Verdict;
  readonly atUs: number;
}

/** Registers and runs the suite: random sequences over stores of `open`, one store for all of them. */
export function verifierModel(name: string, open: () => Promise<Store>, { runs }: ModelOptions): void {
  const model = suite(`${name} agrees with the model`);
  for (const kind of ['totp', 'hotp'] as const)
    model(`${runs / 2} random sequences of ${kind}`, async () => {
      const store = await open();
      let serial = 0;
      try {
        await fc.assert(
          fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 24 }), (actions) =>
            runSequence(store, `${kind}-${++serial}`, kind, actions),
          ),
          { numRuns: runs / 2 },
        );
      } finally {
        await store.close();
      }
    });
  model.run();
}

async function runSequence(
  store: Store,
  id: string,
  kind: 'totp' | 'hotp',
  actions: readonly Action[],
): Promise<void> {
  // Ten digits: two steps of one sequence share a code once in two thousand million.
  const fob = new Fob({ id, kind, digits: 10, policy: 'model' });
  // Two verifiers, as two processes would have: neither may trust what it remembers.
  const verifiers = [verifierOver(store, [policy]), verifierOver(store, [policy])] as const;
  const counter = 100;
  await verifiers[0].enroll(fob.enrollment(startUs, kind === 'hotp' ? { counter } : {}));
  const expected = new Model(kind, counter);
  const accepted = new Set<number>();
  let nowUs = startUs;
  let requests = 0;
  let last: Submission | null = null;
  for (const [index, next] of actions.entries()) {
    const verifier = verifiers[index % 2 === 0 ? 0 : 1];
    const change = { credentialId: id, atUs: nowUs, ...operator };
    if (next.do === 'wait') nowUs += next.seconds * second;
    else if (next.do === 'unlock') {
      await verifier.unlock(change);
      expected.unlock();
    } else if (next.do === 'reset') {
      if (kind === 'totp') await verifier.resetDrift(change);
      expected.drift = 0;
    } else if (next.do === 'disable' || next.do === 'enable') {
      const to = next.do === 'disable' ? 'disabled' : 'active';
      const done = await verifier.setState({ ...change, state: to }).then(
        () => true,
        () => false,
      );
      assert.equal(done, expected.lifecycle !== to);
      expected.lifecycle = to;
    } else if (next.do === 'verify') {
      if (next.again && last !== null) {
        const { code, requestId, verdict, atUs }: Submission = last;
        if (nowUs < atUs + retransmitSeconds * second) {
          const repeated = await verifier.verify({ credentialId: id, code, requestId, atUs: nowUs });
          assert.deepEqual(repeated, { ...verdict, retransmitted: true });
          continue;
        }
      }
      const step = next.steps === null ? null : expected.origin(nowUs) + next.steps;
      const code = step === null ? '9999999999' : fob.codeOf(step);
      const requestId = `r${++requests}`;
      const verdict: Verdict = await verifier.verify({ credentialId: id, code, requestId, atUs: nowUs });
      assert.equal(verdict.outcome, expected.verify(step, nowUs), `${JSON.stringify(next)} at ${nowUs}`);
      if (verdict.outcome === 'accepted') {
        assert.equal(accepted.has(step!), false, 'a code was accepted twice');
        accepted.add(step!);
      }
      last = { code, requestId, verdict, atUs: nowUs };
    } else if (next.do === 'resynchronize') {
      const step = expected.origin(nowUs) + next.steps;
      const codes = [fob.codeOf(step), fob.codeOf(step + next.gap)];
      const verdict = await verifier.resynchronize({ credentialId: id, codes, atUs: nowUs });
      assert.equal(
        verdict.outcome,
        expected.resynchronize(step, next.gap, nowUs),
        `${JSON.stringify(next)} at ${nowUs}`,
      );
      if (verdict.outcome === 'resynchronized')
        for (const used of [step, step + 1]) {
          assert.equal(accepted.has(used), false, 'a code was accepted twice');
          accepted.add(used);
        }
    }
    const view = (await verifier.credential(id))!;
    assert.equal(view.lastConsumed, expected.last);
    assert.equal(view.failures, expected.failures);
    assert.equal(view.driftSteps, expected.drift);
    assert.equal(view.lifecycle, expected.lifecycle);
  }
}

/** The rules, on step numbers instead of codes. */
class Model {
  lifecycle: 'active' | 'disabled' = 'active';
  last: number;
  drift = 0;
  failures = 0;
  private throttledUntil = 0;
  private lockedUntil = 0;
  private locked = false;
  private resyncFailures = 0;
  private resyncUntil = 0;
  private readonly timed: boolean;

  constructor(kind: 'totp' | 'hotp', counter: number) {
    this.timed = kind === 'totp';
    this.last = this.timed ? -1 : counter - 1;
  }

  origin(nowUs: number): number {
    return this.timed ? Math.floor(nowUs / second / 30) : this.last + 1;
  }

  unlock(): void {
    this.failures = 0;
    this.throttledUntil = 0;
    this.locked = false;
    this.resyncFailures = 0;
    this.resyncUntil = 0;
  }

  verify(step: number | null, nowUs: number): Outcome {
    if (this.lifecycle === 'disabled') return 'disabled';
    if (this.isLocked(nowUs)) return 'locked';
    if (nowUs < this.throttledUntil) return 'throttled';
    const off = step === null ? Number.NaN : step - this.centre(nowUs);
    if (step !== null && this.within(off, window)) {
      if (step <= this.last) return 'replayed';
      this.accept(step, nowUs);
      return 'accepted';
    }
    if (step !== null && step <= this.last && (this.timed ? this.within(off, ring) : off >= -100))
      return 'replayed';
    this.fail(nowUs);
    return step !== null && this.within(off, ring) ? 'out-of-sync' : 'invalid';
  }

  resynchronize(step: number, gap: number, nowUs: number): Outcome {
    if (this.lifecycle === 'disabled') return 'disabled';
    if (this.isLocked(nowUs)) return 'locked';
    if (this.resyncFailures >= attempts && nowUs < this.resyncUntil) return 'throttled';
    const off = step - this.centre(nowUs);
    const reachable = this.timed
      ? this.within(off, ring) && off + gap <= ring
      : off >= -100 && off + gap <= ring;
    if (gap === 1 && reachable && step > this.last) {
      this.accept(step + 1, nowUs);
      return 'resynchronized';
    }
    if (nowUs >= this.resyncUntil) {
      this.resyncFailures = 0;
      this.resyncUntil = nowUs + period * second;
    }
    this.resyncFailures += 1;
    return gap === 1 && reachable ? 'replayed' : 'invalid';
  }

  private centre(nowUs: number): number {
    return this.origin(nowUs) + (this.timed ? this.drift : 0);
  }

  private within(off: number, half: number): boolean {
    return off <= half && off >= (this.timed ? -half : 0);
  }

  private isLocked(nowUs: number): boolean {
    return this.locked && nowUs < this.lockedUntil;
  }

  private accept(step: number, nowUs: number): void {
    if (this.timed) this.drift = step - this.origin(nowUs);
    this.last = step;
    this.unlock();
  }

  private fail(nowUs: number): void {
    this.failures = (this.locked ? 0 : this.failures) + 1;
    this.locked = this.failures >= lockAfter;
    this.lockedUntil = nowUs + lockSeconds * second;
    this.throttledUntil = this.failures > freeFailures ? nowUs + delay * this.failures * second : 0;
  }
}
