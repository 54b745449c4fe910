// The policies that are named after other systems, with cases from the documents and the source code of those systems.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import {
  builtInPolicies,
  createMemoryStore,
  createVerifier,
  daysInside,
  type Outcome,
  parsePolicy,
  policyCost,
  policyFigures,
  rfc,
  type Verifier,
} from '../../src/verification/index.js';
import { day, enrolled, keyring, second, startUs } from './fixtures.js';

/** The fob is off by this number of steps, or has made this number of unused codes. What does its next code get? */
const windows: readonly (readonly [
  policy: string,
  kind: 'totp' | 'hotp',
  source: string,
  cases: readonly (readonly [off: number, outcome: Outcome])[],
])[] = [
  [
    'freeipa',
    'totp',
    'otp_token.c: i × 30 < 300',
    [
      [-9, 'accepted'],
      [9, 'accepted'],
      [10, 'out-of-sync'],
      [-10, 'out-of-sync'],
    ],
  ],
  [
    'freeipa',
    'hotp',
    'otp_token.c: i < 10',
    [
      [0, 'accepted'],
      [9, 'accepted'],
      [10, 'out-of-sync'],
      [100, 'out-of-sync'],
      [101, 'invalid'],
    ],
  ],
  [
    'linotp',
    'totp',
    'totp.timeWindow 180 s of 30 s',
    [
      [-6, 'accepted'],
      [5, 'accepted'],
      [-7, 'out-of-sync'],
      [7, 'out-of-sync'],
      [1000, 'out-of-sync'],
      [1001, 'invalid'],
    ],
  ],
  [
    'linotp',
    'hotp',
    'DefaultCountWindow 15, DefaultSyncWindow 1000',
    [
      [14, 'accepted'],
      [15, 'out-of-sync'],
      [999, 'out-of-sync'],
      [1000, 'invalid'],
    ],
  ],
  [
    'privacyidea',
    'totp',
    'totp.timeWindow 180 s of 30 s',
    [
      [-6, 'accepted'],
      [5, 'accepted'],
      [-7, 'out-of-sync'],
      [1000, 'out-of-sync'],
      [1001, 'invalid'],
    ],
  ],
  [
    'privacyidea',
    'hotp',
    'count_window 10, sync_window 1000',
    [
      [9, 'accepted'],
      [10, 'out-of-sync'],
      [999, 'out-of-sync'],
      [1000, 'invalid'],
    ],
  ],
  [
    'multiotp',
    'totp',
    'CheckToken: 2 × 20 − 1 candidates',
    [
      [-19, 'accepted'],
      [19, 'accepted'],
      [20, 'out-of-sync'],
      [-20, 'out-of-sync'],
    ],
  ],
  [
    'multiotp',
    'hotp',
    'CheckToken: +1 to +99 after the last event',
    [
      [0, 'accepted'],
      [98, 'accepted'],
      [99, 'out-of-sync'],
    ],
  ],
  [
    'duo',
    'totp',
    'a drifted time-based token cannot be resynchronized',
    [
      [1, 'accepted'],
      [-1, 'accepted'],
      [2, 'invalid'],
      [-2, 'invalid'],
    ],
  ],
  [
    'duo',
    'hotp',
    'three codes in a row bring one back',
    [
      [9, 'accepted'],
      [10, 'out-of-sync'],
      [500, 'out-of-sync'],
    ],
  ],
  [
    'okta',
    'totp',
    '5 steps to each side',
    [
      [5, 'accepted'],
      [-5, 'accepted'],
      [6, 'invalid'],
      [-6, 'invalid'],
    ],
  ],
  [
    'entrust',
    'totp',
    '10 steps, reset 120',
    [
      [10, 'accepted'],
      [-10, 'accepted'],
      [11, 'out-of-sync'],
      [120, 'out-of-sync'],
      [121, 'invalid'],
    ],
  ],
  [
    'entrust',
    'hotp',
    '10 counters, reset 80',
    [
      [9, 'accepted'],
      [10, 'out-of-sync'],
      [79, 'out-of-sync'],
      [80, 'invalid'],
    ],
  ],
  [
    'django-otp',
    'totp',
    'tolerance 1',
    [
      [1, 'accepted'],
      [-1, 'accepted'],
      [2, 'invalid'],
      [-2, 'invalid'],
    ],
  ],
  [
    'django-otp',
    'hotp',
    'tolerance 5: the next and five after it',
    [
      [0, 'accepted'],
      [5, 'accepted'],
      [6, 'invalid'],
    ],
  ],
  [
    'google-pam',
    'totp',
    'one code before, the current, one after',
    [
      [1, 'accepted'],
      [-1, 'accepted'],
      [2, 'out-of-sync'],
      [-1000, 'out-of-sync'],
    ],
  ],
  [
    'google-pam',
    'hotp',
    'three tokens are valid at any one time',
    [
      [0, 'accepted'],
      [2, 'accepted'],
      [3, 'invalid'],
    ],
  ],
  [
    'pam-oath',
    'totp',
    'oathtool --window 5 finds −5 to +5',
    [
      [5, 'accepted'],
      [-5, 'accepted'],
      [6, 'invalid'],
      [-6, 'invalid'],
    ],
  ],
  [
    'pam-oath',
    'hotp',
    'oathtool --window 5 finds 0 to 5',
    [
      [0, 'accepted'],
      [5, 'accepted'],
      [6, 'invalid'],
    ],
  ],
  [
    'small-operator',
    'totp',
    '±10 steps at enrolment, ±2 from then on',
    [
      [10, 'accepted'],
      [-10, 'accepted'],
      [11, 'invalid'],
    ],
  ],
];

for (const [policy, kind, source, cases] of windows)
  for (const [off, outcome] of cases)
    test(`${policy}: ${kind} ${off} off is ${outcome} (${source})`, async () => {
      const { fob, submit } = await enrolled({ policy, kind, digits: 8 });
      const code = kind === 'hotp' ? fob.codeOf(off) : fob.code(startUs, off);
      assert.equal((await submit(code, startUs)).outcome, outcome);
    });

/** Consecutive codes: how many, and how far the first one is off. */
const pairs: readonly (readonly [
  policy: string,
  kind: 'totp' | 'hotp',
  codes: number,
  first: number,
  outcome: Outcome,
])[] = [
  ['freeipa', 'totp', 2, 2879, 'resynchronized'],
  ['freeipa', 'totp', 2, -2879, 'resynchronized'],
  ['freeipa', 'totp', 2, 2880, 'invalid'],
  ['freeipa', 'hotp', 2, 99, 'resynchronized'],
  ['freeipa', 'hotp', 2, 100, 'invalid'],
  ['linotp', 'totp', 2, 999, 'resynchronized'],
  ['linotp', 'totp', 2, 1000, 'invalid'],
  ['privacyidea', 'totp', 2, -1000, 'resynchronized'],
  ['privacyidea', 'hotp', 2, 998, 'resynchronized'],
  ['multiotp', 'totp', 2, 2999, 'resynchronized'],
  ['multiotp', 'totp', 2, 3000, 'invalid'],
  ['multiotp', 'hotp', 2, 9998, 'resynchronized'],
  ['multiotp', 'hotp', 2, 9999, 'invalid'],
  ['duo', 'totp', 3, 2, 'invalid'],
  ['duo', 'hotp', 3, 500, 'resynchronized'],
  ['duo', 'hotp', 2, 500, 'malformed'],
  ['okta', 'totp', 2, 6, 'invalid'],
  ['entrust', 'totp', 2, 119, 'resynchronized'],
  ['entrust', 'totp', 2, 120, 'invalid'],
  ['django-otp', 'totp', 2, 5, 'invalid'],
  ['google-pam', 'totp', 3, 1498, 'resynchronized'],
  ['google-pam', 'totp', 3, 1499, 'invalid'],
  ['google-pam', 'totp', 2, 100, 'malformed'],
  ['pam-oath', 'totp', 2, 6, 'invalid'],
  ['small-operator', 'totp', 2, 9, 'resynchronized'],
  ['small-operator', 'totp', 2, 11, 'invalid'],
];

for (const [policy, kind, count, first, outcome] of pairs)
  test(`${policy}: ${count} codes from ${first} on, ${kind}, are ${outcome}`, async () => {
    const { fob, verifier } = await enrolled({ policy, kind, digits: 8 });
    const codes = Array.from({ length: count }, (_, i) =>
      kind === 'hotp' ? fob.codeOf(first + i) : fob.code(startUs, first + i),
    );
    const verdict = await verifier.resynchronize({ credentialId: fob.id, codes, atUs: startUs });
    assert.equal(verdict.outcome, outcome);
  });

/** After a login at the edge of the window, is the step beyond it good the next day? Only if a success moves the window. */
for (const [policy, edge, follows] of [
  ['freeipa', 9, false],
  ['linotp', 6, true],
  ['privacyidea', 6, true],
  ['multiotp', 19, true],
  ['duo', 1, false],
  ['okta', 5, false],
  ['entrust', 10, true],
  ['django-otp', 1, true],
  ['google-pam', 1, false],
  ['pam-oath', 5, false],
  ['small-operator', 2, true],
] as const)
  test(`${policy}: a success ${follows ? 'moves' : 'does not move'} the window`, async () => {
    const { fob, submit } = await enrolled({ policy, digits: 8 });
    assert.equal((await submit(fob.code(startUs, edge), startUs)).outcome, 'accepted');
    const at = startUs + day;
    assert.equal((await submit(fob.code(at, edge + 1), at)).outcome === 'accepted', follows);
  });

/** After how many wrong codes is the right one refused? They are a week apart, so that no delay matters. */
for (const [policy, lockAfter] of [
  ['linotp', 15],
  ['privacyidea', 10],
  ['multiotp', 6],
  ['okta', 5],
  ['django-otp', 100],
  ['freeipa', 100],
] as const)
  test(`${policy}: ${lockAfter} failures lock, one fewer does not`, async () => {
    for (const [failures, outcome] of [
      [lockAfter - 1, 'accepted'],
      [lockAfter, 'locked'],
    ] as const) {
      const { fob, submit } = await enrolled({ policy, digits: 8 });
      let at = startUs;
      for (let i = 0; i < failures; i++, at += 7 * day) await submit(String(i).padStart(8, '0'), at);
      assert.equal((await submit(fob.code(at), at)).outcome, outcome);
    }
  });

test('multiotp: the third failure delays by 300 s, each later one as long; its result codes are its own', async () => {
  const { fob, submit, verifier } = await enrolled({ policy: 'multiotp', digits: 8 });
  let at = startUs;
  for (let i = 0; i < 2; i++) assert.deepEqual((await submit(fob.wrongCode(at, i), at)).vendorCodes, ['99']);
  await submit(fob.wrongCode(at, 2), at);
  assert.deepEqual((await submit(fob.code(at), at + 299 * second)).vendorCodes, ['25']);
  at += 300 * second;
  await submit(fob.wrongCode(at, 3), at);
  assert.equal((await submit(fob.code(at), at + 299 * second)).outcome, 'throttled');
  at += 300 * second;
  const code = fob.code(at);
  assert.deepEqual((await submit(code, at)).vendorCodes, ['0']);
  assert.deepEqual((await submit(code, at)).vendorCodes, ['26']);
  for (let i = 0; i < 6; i++, at += day) await submit(fob.wrongCode(at, i), at);
  assert.deepEqual((await submit(fob.code(at), at)).vendorCodes, ['24']);
  const codes = [fob.code(at), fob.code(at, 1)];
  const verdict = await verifier.resynchronize({ credentialId: fob.id, codes, atUs: at });
  assert.deepEqual([verdict.outcome, verdict.vendorCodes], ['resynchronized', ['14']], 'it unlocks, too');
});

test('django-otp: delays of 1, 2, 4 and 8 s', async () => {
  const { fob, submit } = await enrolled({ policy: 'django-otp', digits: 8 });
  let at = startUs;
  for (const [i, delay] of [1, 2, 4, 8].entries()) {
    assert.equal((await submit(fob.wrongCode(at, i), at)).outcome, 'invalid');
    assert.equal((await submit(fob.code(at), at + delay * second - 1)).outcome, 'throttled');
    at += delay * second;
  }
  assert.equal((await submit(fob.code(at), at)).outcome, 'accepted');
});

test('small-operator: a login every six months keeps a fob of 3.8 ppm in step, two years without one lose it', async () => {
  const { fob, submit } = await enrolled({ policy: 'small-operator', digits: 8 });
  const run = (at: number): void => {
    fob.offsetUs = Math.round(((at - startUs) * 3.8) / 1e6);
  };
  for (let months = 0; months <= 60; months += 6) {
    const at = startUs + months * 30.4 * day;
    run(at);
    assert.equal((await submit(fob.code(at), at)).outcome, 'accepted', `after ${months} months`);
  }
  const at = startUs + 84 * 30.4 * day;
  run(at);
  assert.equal((await submit(fob.code(at), at)).outcome, 'out-of-sync');
});

test('a code is good once under every policy', async () => {
  for (const { name } of builtInPolicies)
    for (const kind of ['totp', 'hotp'] as const) {
      const { fob, submit } = await enrolled({ policy: name, kind, digits: 8 });
      const code = fob.code(startUs);
      assert.equal((await submit(code, startUs)).outcome, 'accepted', name);
      assert.equal((await submit(code, startUs)).outcome, 'replayed', name);
    }
});

test('every policy has sources, and one that is named after a system has limits', () => {
  const own = ['rfc', 'strict'];
  for (const { name, sources = [], limits = [] } of builtInPolicies) {
    assert.ok(sources.length > 0 && sources.every((line) => line.length > 20), name);
    assert.ok(own.includes(name) || limits.length > 0, name);
  }
  assert.deepEqual(parsePolicy({ name: 'ours', extends: 'okta' }).sources, ['extends okta']);
  assert.throws(() => parsePolicy({ name: 'ours', sources: 'a line' }), /sources: give a list/);
});

test('the figures by which policies are compared', () => {
  const figures = new Map(builtInPolicies.map((policy) => [policy.name, policyFigures(policy)]));
  assert.deepEqual(figures.get('pam-oath')!.time, {
    windowSteps: 5,
    windowSeconds: 150,
    values: 11,
    odds: 11e-6,
  });
  assert.equal(figures.get('freeipa')!.time.values, 19);
  assert.equal(figures.get('multiotp')!.time.values, 39);
  assert.equal(figures.get('google-pam')!.event.values, 3);
  for (const policy of builtInPolicies) {
    const { yearsInside, oddsUntilLocked } = figures.get(policy.name)!;
    assert.deepEqual(
      yearsInside.map(({ ppm }) => ppm),
      [2.5, 5, 23],
    );
    for (const { ppm, years } of yearsInside) {
      const days = daysInside(policy, ppm);
      if (years !== null) assert.ok(Math.abs(years - days / 365.25) < 0.006, `${policy.name} ${ppm}`);
      else assert.equal(days, Number.POSITIVE_INFINITY);
    }
    assert.equal(oddsUntilLocked, policyCost(policy).oddsUntilLocked);
  }
});

test('a wide resynchronization window does not make each refusal as wide', async () => {
  // Only two codes are searched over FreeIPA's day and multiOTP's 10,000 counters, and not every guess.
  const timeOf = async (verifier: Verifier): Promise<number> => {
    const started = process.hrtime.bigint();
    for (let i = 0; i < 20; i++)
      await verifier.verify({ credentialId: 'nobody', code: '123456', atUs: startUs });
    return Number(process.hrtime.bigint() - started);
  };
  const every = createVerifier({ store: createMemoryStore(), keyring });
  const alone = createVerifier({ store: createMemoryStore(), keyring, policies: [rfc] });
  let [all, one] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < 10; i++)
    [all, one] = [Math.min(all, await timeOf(every)), Math.min(one, await timeOf(alone))];
  assert.ok(all < 2.5 * one, `${all} ns with every policy, ${one} ns with rfc alone`);
});

test.run();
