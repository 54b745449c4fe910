import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import {
  builtInPolicies,
  daysInside,
  type Outcome,
  onespan,
  onespanDynamic,
  PolicyError,
  parsePolicy,
  policyCost,
  policyRules,
  rfc,
  strict,
  symantecVip,
  symantecVipLow,
} from '../../src/verification/index.js';
import { dynamicWidthSeconds } from '../../src/verification/window.js';
import { day, enrolled, operator, second, startUs, verifierOver } from './fixtures.js';

/** Step 36, identification window 10, sync window 6 h: OneSpan's worked example. */
const worked = parsePolicy({
  name: 'worked',
  extends: 'onespan-dynamic',
  time: { windowSteps: 5, wideningMaximumSteps: 5 },
});

for (const [days, width, steps] of [
  [0, 360, 10],
  [20, 360, 10],
  [40.5, 360, 10],
  [99, 828, 23],
  [365, 2956, 82],
  [2695.5, 21_600, 600],
  [9000, 21_600, 600],
] as const)
  test(`OneSpan's dynamic window after ${days} days is ${width} s, ${steps} steps`, async () => {
    assert.equal(dynamicWidthSeconds(worked, 36, days), width);
    const half = Math.floor(steps / 2);
    for (const [off, outcome] of [
      [-half - 1, 'out-of-sync'],
      [-half, 'accepted'],
      [half, 'accepted'],
      [half + 1, 'out-of-sync'],
    ] as const) {
      const verifier = verifierOver(undefined, [worked]);
      const { fob, submit } = await enrolled({ stepSeconds: 36, policy: 'worked', digits: 8 }, {}, verifier);
      assert.equal((await submit(fob.code(startUs), startUs)).outcome, 'accepted');
      const at = startUs + days * day;
      const expected = Math.abs(off) > 300 ? 'invalid' : days === 0 && off < 0 ? null : outcome;
      if (expected !== null)
        assert.equal((await submit(fob.code(at, off), at)).outcome, expected, `${off} steps`);
    }
  });

test('OneSpan: the initial window is the sync window, once, and again after a reset', async () => {
  for (const [off, outcome] of [
    [-361, 'invalid'],
    [-360, 'accepted'],
    [360, 'accepted'],
    [361, 'invalid'],
  ] as const) {
    const { fob, submit, verifier } = await enrolled({ policy: 'onespan', digits: 8 });
    assert.equal((await submit(fob.code(startUs, off), startUs)).outcome, outcome, `${off} steps of 30 s`);
    if (outcome !== 'accepted') continue;
    assert.equal((await verifier.credential('fob'))?.driftSteps, off, 'the deviation is stored');
    const at = startUs + day;
    assert.equal(
      (await submit(fob.code(at, off + 11), at)).outcome,
      'out-of-sync',
      'now it is the static one',
    );
    assert.equal((await submit(fob.code(at, off + 10), at)).outcome, 'accepted');
    await verifier.resetDrift({ credentialId: 'fob', atUs: at, ...operator });
    const later = at + day;
    assert.equal((await submit(fob.code(later, -360), later)).outcome, 'accepted');
  }
});

test('OneSpan: event window of 20 from the next counter on', async () => {
  for (const [counter, outcome] of [
    [0, 'accepted'],
    [19, 'accepted'],
    [20, 'out-of-sync'],
    [99, 'out-of-sync'],
    [100, 'invalid'],
  ] as const) {
    const { fob, submit } = await enrolled({ kind: 'hotp', policy: 'onespan', digits: 8 });
    assert.equal((await submit(fob.codeOf(counter), startUs)).outcome, outcome, `counter ${counter}`);
  }
});

test('OneSpan: result codes 0, 1, 201, 202, and a replayed event code is a 1', async () => {
  const { fob, submit } = await enrolled({ policy: 'onespan', digits: 8 });
  const code = fob.code(startUs);
  assert.deepEqual((await submit(code, startUs)).vendorCodes, ['0']);
  assert.deepEqual((await submit(code, startUs)).vendorCodes, ['201']);
  const at = startUs + day;
  for (let i = 0; i < 3; i++) assert.deepEqual((await submit(fob.wrongCode(at, i), at)).vendorCodes, ['1']);
  assert.deepEqual((await submit(fob.code(at), at)).vendorCodes, ['202']);
  const event = await enrolled({ kind: 'hotp', policy: 'onespan', digits: 8 });
  await event.submit(event.fob.codeOf(5), startUs);
  const replay = await event.submit(event.fob.codeOf(5), startUs);
  assert.equal(replay.outcome, 'replayed');
  assert.deepEqual(replay.vendorCodes, ['1']);
});

const rings: readonly (readonly [
  policy: string,
  kind: 'totp' | 'hotp',
  off: number,
  outcome: Outcome,
  codes: string[],
])[] = [
  ['symantec-vip', 'totp', 0, 'accepted', ['0000']],
  ['symantec-vip', 'totp', 10, 'accepted', ['0000']],
  ['symantec-vip', 'totp', -10, 'accepted', ['0000']],
  ['symantec-vip', 'totp', 11, 'accepted-resynchronized', ['0000']],
  ['symantec-vip', 'totp', -20, 'accepted-resynchronized', ['0000']],
  ['symantec-vip', 'totp', 21, 'out-of-sync', ['4923', '604A']],
  ['symantec-vip', 'totp', -128, 'out-of-sync', ['4923', '604A']],
  ['symantec-vip', 'totp', 129, 'invalid', ['49B5', '6009']],
  ['symantec-vip', 'hotp', 9, 'accepted', ['0000']],
  ['symantec-vip', 'hotp', 10, 'accepted-resynchronized', ['0000']],
  ['symantec-vip', 'hotp', 20, 'out-of-sync', ['4923', '604A']],
  ['symantec-vip', 'hotp', 256, 'invalid', ['49B5', '6009']],
  ['symantec-vip-low', 'totp', 64, 'accepted', ['0000']],
  ['symantec-vip-low', 'totp', -64, 'accepted', ['0000']],
  ['symantec-vip-low', 'totp', 65, 'accepted-resynchronized', ['0000']],
  ['symantec-vip-low', 'totp', -128, 'accepted-resynchronized', ['0000']],
  ['symantec-vip-low', 'totp', 129, 'out-of-sync', ['4923', '604A']],
  ['symantec-vip-low', 'totp', -256, 'out-of-sync', ['4923', '604A']],
  ['symantec-vip-low', 'totp', 257, 'invalid', ['49B5', '6009']],
];

for (const [policy, kind, off, outcome, codes] of rings)
  test(`${policy}: ${kind} ${off} off is ${outcome} (${codes.join(', ')})`, async () => {
    const { fob, submit } = await enrolled({ policy, kind, digits: 8 });
    const code = kind === 'hotp' ? fob.codeOf(off) : fob.code(startUs, off);
    const verdict = await submit(code, startUs);
    assert.equal(verdict.outcome, outcome);
    assert.deepEqual(verdict.vendorCodes, codes);
    if (outcome !== 'invalid') assert.equal(verdict.stepsOff, off);
  });

test('Symantec VIP: out of sync, then two consecutive codes, then in sync', async () => {
  const { fob, submit, verifier } = await enrolled({ policy: 'symantec-vip' });
  fob.offsetUs = 100 * 30 * second;
  assert.equal((await submit(fob.code(startUs), startUs)).outcome, 'out-of-sync');
  const at = startUs + 30 * second;
  const codes = [fob.code(at, -1), fob.code(at)];
  assert.equal(
    (await verifier.resynchronize({ credentialId: 'fob', codes, atUs: at })).outcome,
    'resynchronized',
  );
  assert.equal((await submit(fob.code(at, 1), at)).outcome, 'accepted');
});

test('Symantec VIP: ten invalid codes in a row lock, nine and a good one do not', async () => {
  const { fob, submit, verifier } = await enrolled({ policy: 'symantec-vip' });
  for (let i = 0; i < 9; i++)
    assert.equal((await submit(fob.wrongCode(startUs, i), startUs)).outcome, 'invalid');
  assert.equal((await submit(fob.code(startUs), startUs)).outcome, 'accepted');
  for (let i = 0; i < 10; i++) await submit(fob.wrongCode(startUs, i), startUs);
  const at = startUs + 400 * day;
  assert.equal((await submit(fob.code(at), at)).outcome, 'locked');
  await verifier.unlock({ credentialId: 'fob', atUs: at, ...operator });
  assert.equal((await submit(fob.code(at, 1), at)).outcome, 'accepted');
});

test('strict: three codes resynchronize, two do not', async () => {
  const { fob, verifier } = await enrolled({ policy: 'strict' });
  const codes = [1, 2, 3].map((steps) => fob.code(startUs, steps));
  const two = await verifier.resynchronize({ credentialId: 'fob', codes: codes.slice(0, 2), atUs: startUs });
  assert.equal(two.outcome, 'malformed');
  const three = await verifier.resynchronize({ credentialId: 'fob', codes, atUs: startUs });
  assert.equal(three.outcome, 'resynchronized');
  assert.equal(three.driftSteps, 3);
});

test('what a policy costs: accepted values / 10^digits', () => {
  assert.deepEqual(policyCost(rfc).time, { acceptedValues: 3, mostAcceptedValues: 5, odds: 3e-6 });
  assert.equal(policyCost(rfc).event.odds, 10e-6);
  assert.equal(policyCost(rfc, { digits: 8 }).time.odds, 3e-8);
  assert.equal(policyCost(rfc).oddsUntilLocked, 1e-3);
  assert.equal(policyCost(onespan).time.acceptedValues, 21);
  assert.equal(policyCost(onespanDynamic, { stepSeconds: 36 }).time.mostAcceptedValues, 601);
  assert.equal(policyCost(symantecVip).time.acceptedValues, 41, 'the auto-sync ring lets in too');
  assert.equal(policyCost(symantecVipLow).time.acceptedValues, 257);
  assert.equal(policyCost(strict).oddsUntilLocked, 50e-6);
});

test('how long a fob of given ppm stays inside', () => {
  assert.equal(daysInside(rfc, 0), Number.POSITIVE_INFINITY);
  const two = daysInside(rfc, 20);
  // Two steps of 30 s at 1.728 s a day.
  assert.ok(Math.abs(two - 60 / 1.728) < 0.1, String(two));
  const ten = daysInside(onespan, 20);
  assert.ok(Math.abs(ten - 300 / 1.728) < 0.1, String(ten));
  // 8 s of width a day are 4 s, or 46 ppm, to each side: up to the sync window they are more than 20 ppm.
  assert.ok(daysInside(onespanDynamic, 20) > 3 * daysInside(onespan, 20));
  // ±10 steps are valid, and one code up to ±20 steps off is accepted and resynchronizes.
  const twenty = daysInside(symantecVip, 20);
  assert.ok(Math.abs(twenty - 600 / 1.728) < 0.1, String(twenty));
  assert.ok(daysInside(rfc, -20) === daysInside(rfc, 20));
  assert.ok(daysInside(rfc, 40) < daysInside(rfc, 20));
});

test('a policy of one’s own extends another', () => {
  const own = parsePolicy({
    name: 'ours',
    extends: 'symantec-vip',
    time: { windowSteps: 3 },
    retransmitSeconds: 5,
  });
  assert.equal(own.time.windowSteps, 3);
  assert.equal(own.time.resynchronizationSteps, symantecVip.time.resynchronizationSteps);
  assert.equal(own.retransmitSeconds, 5);
  assert.equal(own.throttle.lockAfter, 10);
  assert.deepEqual(parsePolicy({ name: 'same' }).time, rfc.time);
});

test('bad values are all named, each with its range', () => {
  const bad = {
    name: 'Not Good',
    time: { windowSteps: -1, resynchronizationSteps: 1e9, widening: 'more', windowStep: 1 },
    throttle: { lockAfter: 101, repeatedCodeCounts: 'yes' },
    drift: { maximumPpm: Number.NaN },
    resynchronization: { codes: 4 },
    retransmitSeconds: 1.5,
    nonsense: {},
    __proto__x: 1,
  };
  assert.throws(
    () => parsePolicy(bad),
    (error: unknown) => {
      assert.ok(error instanceof PolicyError);
      const text = error.message;
      for (const part of [
        /name is "Not Good"/,
        /time\.windowSteps is -1: give a whole number from 0 to 500 \(steps\)/,
        /time\.resynchronizationSteps is 1000000000: give a whole number from 1 to 10000/,
        /time\.widening is "more": give "none" or "clock" or "total-width"/,
        /time\.windowStep is not part of a policy: give time\.windowSteps/,
        /throttle\.lockAfter is 101: give a whole number from 1 to 100 \(failures\)/,
        /throttle\.repeatedCodeCounts is "yes": give true or false/,
        /drift\.maximumPpm is null/,
        /resynchronization\.codes is 4: give 2 or 3/,
        /retransmitSeconds is 1\.5: give a whole number from 0 to 3600/,
        /nonsense is not part of a policy/,
        /__proto__x is not part of a policy/,
      ])
        assert.match(text, part);
      assert.equal(error.problems.length, 12);
      return true;
    },
  );
  for (const value of [null, 7, 'rfc', []]) assert.throws(() => parsePolicy(value), PolicyError);
  assert.throws(() => parsePolicy({ name: 'x', extends: 'unknown' }), /give one of rfc, onespan/);
  assert.throws(
    () => parsePolicy(JSON.parse('{"name":"x","__proto__":{"a":1},"constructor":1}')),
    PolicyError,
  );
  assert.throws(() => parsePolicy({ name: 'x', autosync: { rule: 'candidate' } }), /candidateSeconds/);
  assert.throws(
    () => parsePolicy({ name: 'x', time: { windowSteps: 40, resynchronizationSteps: 20 } }),
    /at least/,
  );
});

test('every built-in policy keeps the ranges that one’s own must keep', () => {
  for (const policy of builtInPolicies) {
    const { name, description, resultCodes: _, eventResultCodes: __, ...values } = policy;
    const same = parsePolicy({ name, description, ...values });
    assert.deepEqual(
      { ...same, resultCodes: policy.resultCodes, eventResultCodes: policy.eventResultCodes },
      policy,
    );
  }
  assert.ok(Object.keys(policyRules).length >= 31);
});

test.run();
