// One test for each known defect of other verifiers: D1 to D18, without those of seed files (D9 to D11).
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import {
  builtInPolicies,
  createMemoryStore,
  developmentKeyring,
  parsePolicy,
  rfc,
  type Store,
} from '../../src/verification/index.js';
import { codesComputed } from '../../src/verification/search.js';
import { day, enrolled, Fob, operator, second, startUs, verifierOver } from './fixtures.js';

const minute = 60 * second;

/** A store that answers one turn later, so that concurrent requests interleave. */
function slow(store: Store): Store {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    get: async (id) => {
      const row = await store.get(id);
      await turn();
      return row;
    },
    spelledTwice: () => store.spelledTwice(),
    list: (query) => store.list(query),
    commit: async (change) => {
      await turn();
      return store.commit(change);
    },
    answer: (id, requestId, nowUs) => store.answer(id, requestId, nowUs),
    companion: (table, key) => store.companion(table, key),
    companions: (query) => store.companions(query),
    auditHead: () => store.auditHead(),
    audit: (from, limit, id) => store.audit(from, limit, id),
    close: () => store.close(),
  };
}

/** A store without its condition: it writes over any version. */
function unconditional(store: Store): Store {
  return {
    ...slow(store),
    commit: async (change) => {
      const row = await store.get(change.credentialId);
      const condition =
        change.condition === null || row === null
          ? change.condition
          : { version: row.version, consumedBelow: null };
      return store.commit({ ...change, condition });
    },
  };
}

async function acceptsOfOneCode(store: Store, kind: 'totp' | 'hotp'): Promise<number> {
  const verifiers = Array.from({ length: 8 }, () => verifierOver(store));
  const fob = new Fob({ kind });
  await verifiers[0]!.enroll(fob.enrollment(startUs));
  const code = fob.code(startUs);
  const verdicts = await Promise.all(
    verifiers.map((verifier) => verifier.verify({ credentialId: fob.id, code, atUs: startUs })),
  );
  return verdicts.filter((verdict) => verdict.outcome === 'accepted').length;
}

for (const kind of ['totp', 'hotp'] as const) {
  test(`D1: one ${kind} code sent to eight verifiers at once is accepted once`, async () => {
    assert.equal(await acceptsOfOneCode(slow(createMemoryStore()), kind), 1);
  });

  test(`D2: without the condition of the write the ${kind} code would be accepted by all: the test can fail`, async () => {
    assert.ok((await acceptsOfOneCode(unconditional(createMemoryStore()), kind)) > 1);
  });
}

test('D2: wrong codes sent at once are all counted', async () => {
  const policy = parsePolicy({ name: 'free', throttle: { freeFailures: 100 } });
  const store = slow(createMemoryStore());
  const fob = new Fob({ policy: 'free' });
  const verifiers = Array.from({ length: 4 }, () => verifierOver(store, [policy]));
  await verifiers[0]!.enroll(fob.enrollment(startUs));
  const wrong = Array.from({ length: 24 }, (_, i) => fob.wrongCode(startUs, i));
  await Promise.all(
    wrong.map((code, i) => verifiers[i % 4]!.verify({ credentialId: fob.id, code, atUs: startUs })),
  );
  assert.equal((await verifiers[0]!.credential(fob.id))?.failures, 24);
});

test('D2: guesses sent at once meet the throttle as if they came one by one', async () => {
  const policy = parsePolicy({
    name: 'tight',
    throttle: { freeFailures: 0, delaySeconds: 30, lockAfter: 3 },
  });
  const store = slow(createMemoryStore());
  const fob = new Fob({ policy: 'tight' });
  const verifier = verifierOver(store, [policy]);
  await verifier.enroll(fob.enrollment(startUs));
  const wrong = Array.from({ length: 20 }, (_, i) => fob.wrongCode(startUs, i));
  const verdicts = await Promise.all(
    wrong.map((code) => verifier.verify({ credentialId: 'fob', code, atUs: startUs })),
  );
  assert.equal(verdicts.filter((verdict) => verdict.outcome === 'invalid').length, 1);
  assert.equal(verdicts.filter((verdict) => verdict.outcome === 'throttled').length, 19);
});

test('D3: the window is inclusive and symmetric at every moment of a step, and again after a success', async () => {
  for (const phase of [0, 1, second, 15 * second, 30 * second - 1]) {
    for (const [steps, outcome] of [
      [-2, 'out-of-sync'],
      [-1, 'accepted'],
      [0, 'accepted'],
      [1, 'accepted'],
      [2, 'out-of-sync'],
    ] as const) {
      const { fob, submit } = await enrolled();
      const at = startUs + phase;
      const verdict = await submit(fob.code(at, steps), at);
      assert.equal(verdict.outcome, outcome, `${steps} steps at ${phase} µs`);
      assert.equal(verdict.stepsOff, steps);
    }
    const { fob, submit } = await enrolled();
    for (let i = 0; i < 40; i++) {
      const at = startUs + phase + i * 31 * second;
      const verdict = await submit(fob.code(at), at);
      assert.equal(verdict.outcome, 'accepted');
      assert.equal(verdict.driftSteps, 0);
    }
  }
});

test('D4: somebody who is later each time cannot walk the window beyond its bound', async () => {
  const { fob, submit, verifier } = await enrolled();
  let at = startUs;
  let latest = 0;
  for (let i = 0; i < 200; i++) {
    at += 5 * minute;
    const { driftSteps } = (await verifier.credential('fob'))!;
    for (const steps of [driftSteps - 2, driftSteps - 1]) {
      const verdict = await submit(fob.code(at, steps), at);
      if (verdict.outcome === 'accepted') latest = Math.min(latest, steps);
    }
    await verifier.unlock({ credentialId: 'fob', atUs: at, ...operator });
  }
  const bound = Math.floor(((at - startUs) * 24e-6) / (30 * second)) + 2;
  assert.ok((await verifier.credential('fob'))!.driftSteps >= -bound - 1);
  assert.ok(latest >= -(bound + 1 + 2), `a code ${-latest} steps old was accepted`);
  assert.equal((await submit(fob.code(at, -40), at)).outcome === 'accepted', false, 'twenty minutes late');
});

test('D4: codes that come later step by step reach as far as the guide says, and no further', async () => {
  const guide = readFileSync('docs/verification.md', 'utf8');
  const reach = new Map(
    [...guide.matchAll(/(\d+)\s+steps?\s+\(([^)]+)\)/g)].flatMap(([, steps, names]) =>
      names!.split(/,\s+/).map((name) => [name.replaceAll('`', ''), Number(steps)] as const),
    ),
  );
  for (const { name } of builtInPolicies) {
    const { fob, submit, verifier } = await enrolled({ policy: name }, { policy: name });
    let at = startUs;
    const isAccepted = async (late: number): Promise<boolean> => {
      const { outcome } = await submit(fob.codeOf(fob.step(at) - late), at);
      await verifier.unlock({ credentialId: 'fob', atUs: at, ...operator });
      return outcome.startsWith('accepted');
    };
    let latest = 0;
    assert.ok(await isAccepted(0));
    // Some steps later the ppm of the time in between let one more in.
    for (let misses = 0; misses < 6; ) {
      at += 5 * minute;
      if (await isAccepted(latest + 1)) [latest, misses] = [latest + 1, 0];
      else misses++;
    }
    assert.equal(latest, reach.get(name), name);
  }
});

test('D4: a refused code costs as many steps as one for an unknown credential, whatever the step', async () => {
  for (const { name } of builtInPolicies)
    for (const stepSeconds of [1, 10, 30, 60]) {
      const { fob, verifier } = await enrolled({ policy: name, stepSeconds }, { policy: name, stepSeconds });
      // The first success ends the initial window: the widest search is before it.
      const cost = async (credentialId: string, code: string): Promise<number> => {
        const before = codesComputed();
        await verifier.verify({ credentialId, code, atUs: startUs });
        return codesComputed() - before;
      };
      const wrong = fob.codeOf(fob.step(startUs) + 100_000);
      assert.equal(await cost('fob', wrong), await cost('nobody', wrong), `${name} at ${stepSeconds} s`);
    }
});

test('D5: after a resynchronization the next code works, TOTP and HOTP', async () => {
  const { fob, submit, verifier } = await enrolled();
  fob.offsetUs = -47 * minute;
  const codes = [fob.code(startUs, -1), fob.code(startUs)];
  const verdict = await verifier.resynchronize({ credentialId: 'fob', codes, atUs: startUs });
  assert.equal(verdict.outcome, 'resynchronized');
  const next = startUs + 30 * second;
  assert.equal((await submit(fob.code(next), next)).outcome, 'accepted');

  const event = await enrolled({ kind: 'hotp' });
  event.fob.counter = 400;
  const pair = [event.fob.code(startUs), event.fob.code(startUs)];
  assert.equal(
    (await event.verifier.resynchronize({ credentialId: 'fob', codes: pair, atUs: startUs })).outcome,
    'resynchronized',
  );
  const following = await event.submit(event.fob.code(startUs), startUs);
  assert.equal(following.outcome, 'accepted');
  assert.equal(following.stepsOff, 0);
});

test('D6: the drift of a resynchronization is the fob’s offset, not one step more', async () => {
  for (const steps of [-999, -94, -1, 0, 7, 94, 998]) {
    const { fob, verifier, submit } = await enrolled();
    fob.offsetUs = steps * 30 * second;
    const codes = [fob.code(startUs, -1), fob.code(startUs)];
    const verdict = await verifier.resynchronize({ credentialId: 'fob', codes, atUs: startUs });
    assert.equal(verdict.outcome, 'resynchronized', `${steps} steps`);
    assert.equal(verdict.driftSteps, steps);
    const later = startUs + 30 * second;
    const after = await submit(fob.code(later), later);
    assert.equal(after.outcome, 'accepted');
    assert.equal(after.driftSteps, steps);
  }
});

test('D7: a candidate for auto-sync expires', async () => {
  const policy = parsePolicy({
    name: 'candidate',
    autosync: { rule: 'candidate', steps: 100, lookAhead: 100, candidateSeconds: 300, candidateGapSteps: 3 },
  });
  for (const [wait, gap, outcome] of [
    [30, 1, 'accepted-resynchronized'],
    [90, 3, 'accepted-resynchronized'],
    [120, 4, 'out-of-sync'],
    [299, 2, 'accepted-resynchronized'],
    [300, 2, 'out-of-sync'],
    [3600, 1, 'out-of-sync'],
  ] as const) {
    const { fob, submit } = await enrolled({ policy: 'candidate' }, {}, verifierOver(undefined, [policy]));
    const first = fob.step(startUs) + 20;
    assert.equal((await submit(fob.codeOf(first), startUs)).outcome, 'out-of-sync');
    const at = startUs + wait * second;
    assert.equal((await submit(fob.codeOf(first + gap), at)).outcome, outcome, `${wait} s, gap ${gap}`);
  }
});

test('D8: the wrong algorithm for a seed is refused, and the outcome is compared, not its truth', async () => {
  for (const algorithm of ['SHA256', 'SHA512'] as const) {
    const seed = Uint8Array.from({ length: 20 }, (_, i) => 49 + (i % 10));
    const { submit } = await enrolled({ seed, algorithm });
    const other = new Fob({ seed, algorithm: 'SHA1' });
    assert.equal((await submit(other.code(startUs), startUs)).outcome, 'invalid');
    assert.equal((await submit(new Fob({ seed, algorithm }).code(startUs), startUs)).outcome, 'accepted');
  }
});

test('D12: every way to type a used code is that used code', async () => {
  const { fob, submit } = await enrolled();
  const code = fob.code(startUs);
  assert.equal((await submit(`${code.slice(0, 3)} ${code.slice(3)}`, startUs)).outcome, 'accepted');
  const fullWidth = [...code].map((d) => String.fromCodePoint(0xff10 + Number(d))).join('');
  const arabic = [...code].map((d) => String.fromCodePoint(0x0660 + Number(d))).join('');
  const bold = [...code].map((d) => String.fromCodePoint(0x1d7ce + Number(d))).join('');
  for (const variant of [
    code,
    ` ${code}`,
    `${code}\n`,
    `${code.slice(0, 3)}-${code.slice(3)}`,
    `${code.slice(0, 3)}\u2013${code.slice(3)}`,
    `\u00a0${code}\u3000`,
    [...code].join('\u200b'),
    fullWidth,
    arabic,
    bold,
  ])
    assert.equal((await submit(variant, startUs)).outcome, 'replayed', JSON.stringify(variant));
});

test('D13: a used code stays used for as long as it could be accepted', async () => {
  const { fob, submit } = await enrolled();
  const code = fob.code(startUs, 1);
  assert.equal((await submit(code, startUs)).outcome, 'accepted');
  for (let seconds = 1; seconds <= 200; seconds += 7) {
    const verdict = await submit(code, startUs + seconds * second);
    assert.equal(verdict.outcome, 'replayed', `after ${seconds} s`);
  }
});

test('D14: swapping bytes between fields of an audit record breaks the chain', async () => {
  const store = createMemoryStore();
  const { fob, submit, verifier } = await enrolled({}, {}, verifierOver(store));
  await submit(fob.code(startUs), startUs);
  assert.equal((await verifier.verifyAudit()).status, 'valid');
  const moved: Store = {
    ...slow(store),
    audit: async (from, limit, id) =>
      (await store.audit(from, limit, id)).map((row) =>
        row.sequence === 2 && row.entry !== null
          ? { ...row, entry: { ...row.entry, event: 'verif', outcome: `y${row.entry.outcome}` } }
          : row,
      ),
  };
  const report = await verifierOver(moved).verifyAudit();
  assert.equal(report.status, 'invalid');
  assert.equal(report.firstBad?.sequence, 2);
});

test('D15: a guess that is a future code does not burn it, and no guess moves a counter', async () => {
  const { fob, submit } = await enrolled();
  const future = startUs + 40 * 30 * second;
  for (let i = 0; i < 3; i++) assert.equal((await submit(fob.code(future), startUs)).outcome, 'out-of-sync');
  assert.equal((await submit(fob.code(future), future)).outcome, 'accepted');

  const event = await enrolled({ kind: 'hotp' });
  for (let i = 0; i < 3; i++) await event.submit(event.fob.wrongCode(startUs, i), startUs);
  assert.equal((await event.submit(event.fob.codeOf(50), startUs + day)).outcome, 'out-of-sync');
  assert.equal((await event.verifier.credential('fob'))?.counter, 0);
  assert.equal((await event.submit(event.fob.codeOf(0), startUs + 2 * day)).outcome, 'accepted');
});

test('D16: a changed step keeps what is used used, and the fob in step', async () => {
  for (const [from, to] of [
    [30, 60],
    [60, 30],
    [36, 32],
    [30, 45],
  ] as const) {
    const { fob, submit, verifier } = await enrolled({ stepSeconds: from });
    fob.offsetUs = 20 * minute;
    const pair = [fob.code(startUs, -1), fob.code(startUs)];
    await verifier.resynchronize({ credentialId: 'fob', codes: pair, atUs: startUs });
    await verifier.setStep({ credentialId: 'fob', stepSeconds: to, atUs: startUs, ...operator });
    fob.stepSeconds = to;
    const view = (await verifier.credential('fob'))!;
    assert.equal(view.stepSeconds, to);
    assert.ok(
      (view.lastConsumed + 1) * to >= Math.floor((startUs + fob.offsetUs) / second / from + 1) * from,
    );
    assert.equal((await submit(fob.codeOf(view.lastConsumed), startUs)).outcome, 'replayed');
    const later = startUs + 2 * to * second;
    const verdict = await submit(fob.code(later), later);
    assert.equal(verdict.outcome, 'accepted', `${from} s → ${to} s: ${verdict.cause}`);
  }
});

test('D17: no counter before the next one is accepted', async () => {
  const { fob, submit } = await enrolled({ kind: 'hotp' });
  fob.counter = 8;
  assert.equal((await submit(fob.code(startUs), startUs)).outcome, 'accepted');
  for (let counter = 0; counter <= 8; counter++)
    assert.equal((await submit(fob.codeOf(counter), startUs)).outcome, 'replayed', `counter ${counter}`);
  assert.equal((await submit(fob.code(startUs), startUs)).outcome, 'accepted');
});

test('D18: seeds of one byte, of ten and of a thousand are taken', async () => {
  for (const length of [1, 10, 15, 64, 65, 129, 1000]) {
    const seed = Uint8Array.from({ length }, (_, i) => (i * 7 + 1) & 255);
    const { fob, submit } = await enrolled({ seed });
    assert.equal((await submit(fob.code(startUs), startUs)).outcome, 'accepted', `${length} bytes`);
  }
  await assert.rejects(enrolled({ seed: new Uint8Array(0) }), /0 bytes: give 1 to 1024/);
});

test('a code that proves possession at enrolment is used up by it, and the answer says so', async () => {
  const verifier = verifierOver();
  const fob = new Fob();
  const wrong = await verifier.enroll(fob.enrollment(startUs, { proofCode: fob.wrongCode(startUs) }));
  assert.equal(wrong.enrolled, false);
  assert.equal(await verifier.credential('fob'), null);
  const code = fob.code(startUs);
  const right = await verifier.enroll(fob.enrollment(startUs, { proofCode: code }));
  assert.equal(right.enrolled, true);
  assert.equal(right.verdict?.outcome, 'accepted');
  const again = await verifier.verify({ credentialId: 'fob', code, atUs: startUs + 5 * second });
  assert.equal(again.outcome, 'replayed');
});

test('the development key and the default policy are what the documentation says', () => {
  assert.equal(developmentKeyring().currentId, 'development');
  assert.equal(rfc.time.windowSteps, 1);
});

test('an id, serial or owner that no database holds is refused', async () => {
  const verifier = verifierOver();
  for (const wrong of ['a\0b', 'a\ud800', '\udc00a'])
    for (const field of ['id', 'serial', 'owner'])
      await assert.rejects(
        verifier.enroll({ ...new Fob().enrollment(startUs), [field]: wrong }),
        /NUL or half of a surrogate pair/,
      );
});

test.run();
