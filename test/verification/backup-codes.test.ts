import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { createMemoryStore } from '../../src/verification/index.js';
import { day, enrolled, Fob, operator, startUs, verifierOver } from './fixtures.js';

const by = { credentialId: 'fob', atUs: startUs, ...operator };

test('each backup code is good once, however it is typed, and only their number is shown', async () => {
  const store = createMemoryStore();
  const { verifier } = await enrolled({}, {}, verifierOver(store));
  const codes = await verifier.generateBackupCodes(by);
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) assert.match(code, /^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
  const consume = (code: string) => verifier.consumeBackupCode({ credentialId: 'fob', code, atUs: startUs });
  const typed = codes[0]!.toUpperCase().replace('-', ' ').replace(/1/g, 'I').replace(/0/g, 'O');
  assert.equal((await consume(typed)).outcome, 'accepted');
  assert.equal((await consume(codes[0]!)).outcome, 'invalid');
  assert.equal((await verifier.credential('fob'))?.backupCodesRemaining, 9);
  const text = JSON.stringify([
    await verifier.credential('fob'),
    await verifier.audit(),
    await store.get('fob'),
  ]);
  for (const code of codes) assert.equal(text.includes(code), false);
});

test('one backup code that is sent many times at once is good once', async () => {
  const { verifier } = await enrolled();
  const [code] = await verifier.generateBackupCodes({ ...by, count: 3 });
  const verdicts = await Promise.all(
    Array.from({ length: 12 }, () =>
      verifier.consumeBackupCode({ credentialId: 'fob', code: code!, atUs: startUs }),
    ),
  );
  assert.equal(verdicts.filter((verdict) => verdict.outcome === 'accepted').length, 1);
});

test('a new set voids the old one, and nothing is left after the last', async () => {
  const { verifier } = await enrolled();
  const old = await verifier.generateBackupCodes({ ...by, count: 2 });
  const fresh = await verifier.generateBackupCodes({ ...by, count: 2 });
  const outcome = async (code: string) =>
    (await verifier.consumeBackupCode({ credentialId: 'fob', code, atUs: startUs })).outcome;
  assert.equal(await outcome(old[0]!), 'invalid');
  assert.equal(await outcome(fresh[1]!), 'accepted');
  assert.equal(await outcome(fresh[0]!), 'accepted');
  assert.equal(await outcome(fresh[0]!), 'invalid');
  assert.equal((await verifier.credential('fob'))?.backupCodesRemaining, 0);
  await assert.rejects(verifier.generateBackupCodes({ ...by, count: 21 }), /give 1 to 20/);
  await assert.rejects(verifier.generateBackupCodes({ ...by, credentialId: 'nobody' }), /no credential/);
});

test('wrong backup codes count as wrong codes do, apart from those of the fob', async () => {
  const { fob, submit, verifier } = await enrolled({ policy: 'symantec-vip' });
  const codes = await verifier.generateBackupCodes(by);
  const judged = async (code: string, id = 'fob') =>
    verifier.consumeBackupCode({ credentialId: id, code, atUs: startUs });
  const outcome = async (code: string, id = 'fob') => (await judged(code, id)).outcome;
  assert.equal(await outcome('nonsense'), 'malformed');
  assert.equal(await outcome(codes[0]!, 'nobody'), 'unknown-credential');
  for (let i = 0; i < 10; i++) await submit(fob.wrongCode(startUs, i), startUs);
  assert.equal((await verifier.credential('fob'))?.lockedAtUs, startUs);
  // 003:170: a user who is locked out uses backup codes.
  assert.equal(await outcome(codes[1]!), 'accepted');
  for (let i = 0; i < 9; i++) assert.equal(await outcome(`aaaaa-aaaa${i}`), 'invalid');
  assert.match((await judged('aaaaa-aaaaz')).cause, /backup code/);
  assert.equal(await outcome(codes[0]!), 'locked');
  await verifier.unlock(by);
  await verifier.setState({ ...by, state: 'disabled' });
  assert.equal(await outcome(codes[0]!), 'disabled');
  await verifier.setState({ ...by, state: 'active' });
  assert.equal(await outcome(codes[0]!), 'accepted');
});

test('backup codes stay good when a fob is lost, also for the owner’s next fob (003:165)', async () => {
  const { verifier } = await enrolled({ id: 'fob' }, { owner: 'npi:1234567893' });
  const codes = await verifier.generateBackupCodes({ owner: 'npi:1234567893', atUs: startUs, ...operator });
  const outcome = async (code: string, whose: { credentialId: string } | { owner: string }) =>
    (await verifier.consumeBackupCode({ ...whose, code, atUs: startUs })).outcome;
  await verifier.setState({ ...by, state: 'lost' });
  assert.equal(await outcome(codes[0]!, { credentialId: 'fob' }), 'accepted');
  assert.equal(await outcome(codes[1]!, { owner: 'npi:1234567893' }), 'accepted');
  assert.equal(await outcome(codes[2]!, { owner: 'npi:2000000002' }), 'invalid');
  const next = new Fob({ id: 'next' });
  await verifier.enroll(next.enrollment(startUs, { owner: 'npi:1234567893' }));
  assert.equal(await outcome(codes[3]!, { credentialId: 'next' }), 'accepted');
  assert.equal((await verifier.credential('next'))?.backupCodesRemaining, 7);
  const made = await verifier.generateBackupCodes({ ...by, credentialId: 'fob' });
  assert.equal(await outcome(made[0]!, { credentialId: 'next' }), 'accepted');
});

test('a backup code leaves the fob’s own state alone', async () => {
  const { fob, submit, verifier } = await enrolled();
  const [code] = await verifier.generateBackupCodes(by);
  await submit(fob.code(startUs), startUs);
  const before = (await verifier.credential('fob'))!;
  const at = startUs + day;
  await verifier.consumeBackupCode({ credentialId: 'fob', code: code!, atUs: at });
  const after = (await verifier.credential('fob'))!;
  assert.equal(after.lastConsumed, before.lastConsumed);
  assert.equal(after.lastSuccessUs, before.lastSuccessUs);
  assert.equal((await submit(fob.code(at), at)).outcome, 'accepted');
});

test.run();
