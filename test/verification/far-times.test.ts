// The core works up to the year 9999, and up to the largest exact integer for counters.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { openSqliteStore } from '../../src/stores/sqlite-store.js';
import { createMemoryStore } from '../../src/verification/index.js';
import { operator, startUs, verifierOver } from './fixtures.js';

const seeds = {
  SHA1: Buffer.from('12345678901234567890'),
  SHA256: Buffer.from('12345678901234567890123456789012'),
  SHA512: Buffer.from('1234567890123456789012345678901234567890123456789012345678901234'),
};
/** RFC 6238 appendix B, T = 20000000000 s, in the year 2603. */
const vectors = { SHA1: '65353130', SHA256: '77737706', SHA512: '47863826' };
const vectorUs = 20_000_000_000 * 1e6;
const folder = mkdtempSync(join(tmpdir(), 'foblab-far-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

for (const [name, open] of [
  ['memory', createMemoryStore],
  ['SQLite', () => openSqliteStore(join(folder, 'store.db'))],
] as const)
  test(`${name}: RFC 6238's sixth vector, and an expiry in 9999`, async () => {
    const store = open();
    const verifier = verifierOver(store);
    for (const algorithm of ['SHA1', 'SHA256', 'SHA512'] as const) {
      await verifier.enroll({
        id: algorithm,
        seed: seeds[algorithm],
        kind: 'totp',
        algorithm,
        digits: 8,
        atUs: vectorUs - 60e6,
        expiresUs: Date.parse('9999-12-31T23:59:59Z') * 1000,
        ...operator,
      });
      const code = vectors[algorithm];
      const verdict = await verifier.verify({ credentialId: algorithm, code, atUs: vectorUs });
      assert.equal(verdict.outcome, 'accepted');
      assert.equal(verdict.stepsOff, 0);
      assert.equal(
        (await verifier.verify({ credentialId: algorithm, code, atUs: vectorUs })).outcome,
        'replayed',
      );
      const view = await verifier.credential(algorithm);
      assert.equal(view?.lastSuccessUs, vectorUs);
      assert.equal(view?.expiresUs, Date.parse('9999-12-31T23:59:59Z') * 1000);
    }
    assert.equal((await verifier.verifyAudit()).status, 'valid');
    await store.close();
  });

test('a time after 9999 is named as such', async () => {
  const request = { credentialId: 'a', code: '123456', atUs: 253_402_300_801_000_000 };
  await assert.rejects(verifierOver().verify(request), /from 1970 to the end of 9999/);
});

test('a counter near the largest exact integer is refused at enrolment, and never crashes', async () => {
  const verifier = verifierOver();
  const hotp = { seed: seeds.SHA1, kind: 'hotp', atUs: startUs, ...operator } as const;
  for (const counter of [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1, 2 ** 53])
    await assert.rejects(verifier.enroll({ ...hotp, id: `c${counter}`, counter }), /whole number from 0 to/);
  const last = Number.MAX_SAFE_INTEGER - 1_000_000;
  await verifier.enroll({ ...hotp, id: 'last', counter: last });
  const asked = { credentialId: 'last', atUs: startUs };
  assert.equal((await verifier.verify({ ...asked, code: '000000' })).outcome, 'invalid');
  assert.equal((await verifier.resynchronize({ ...asked, codes: ['000000', '111111'] })).outcome, 'invalid');
  await assert.rejects(
    verifier.setCounter({ ...operator, ...asked, counter: Number.MAX_SAFE_INTEGER }),
    /whole number from 0 to/,
  );
});

test('a counter that an older store holds at the very end is exhausted, not a crash', async () => {
  const store = createMemoryStore();
  const verifier = verifierOver(store);
  const hotp = { seed: seeds.SHA1, kind: 'hotp', atUs: startUs, ...operator } as const;
  await verifier.enroll({ ...hotp, id: 'old', counter: 1 });
  const row = (await store.get('old'))!;
  await store.commit({
    credentialId: 'old',
    timeUs: startUs,
    condition: { version: 1, consumedBelow: null },
    state: { ...row.state, lastConsumed: Number.MAX_SAFE_INTEGER },
    facts: null,
    audit: { ...(await store.audit(1, 1))[0]!.entry! },
    answer: null,
  });
  const asked = { credentialId: 'old', atUs: startUs };
  assert.equal((await verifier.verify({ ...asked, code: '000000' })).outcome, 'invalid');
  assert.equal((await verifier.resynchronize({ ...asked, codes: ['000000', '111111'] })).outcome, 'invalid');
});

test.run();
