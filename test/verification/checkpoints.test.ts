// Checkpoints at regular intervals: when they are written, by whom, and what they never do.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import type { SqlStore } from '../../src/stores/sql-store.js';
import { openSqliteStore } from '../../src/stores/sqlite-store.js';
import {
  createMemoryStore,
  createVerifier,
  type Store,
  type Verifier,
} from '../../src/verification/index.js';
import { day, enrolled, keyring, operator, startUs } from './fixtures.js';

const checkpoints = suite('checkpoints written by themselves');
let folder = '';
let store: SqlStore;
checkpoints.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'foblab-checkpoints-'));
  store = openSqliteStore(join(folder, 'credentials.db'));
});
checkpoints.after.each(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const by = { credentialId: 'fob', atUs: startUs, ...operator };
const over = (of: Store, checkpointEvery?: number): Verifier =>
  createVerifier({ store: of, keyring, ...(checkpointEvery === undefined ? {} : { checkpointEvery }) });

/** Sequence numbers of the checkpoints in the log. */
async function signedAt(of: Store): Promise<number[]> {
  const found: number[] = [];
  for (let from = 1; ; from += 1000) {
    const rows = await of.audit(from, 1000);
    for (const { sequence, entry } of rows) if (entry?.event === 'checkpoint') found.push(sequence);
    if (rows.length < 1000) return found;
  }
}

checkpoints('a young log is signed at 8, 16, 32 … records, an old one every 256', async () => {
  const { verifier } = await enrolled({}, {}, over(store));
  await Promise.all(Array.from({ length: 6 }, () => verifier.unlock(by)));
  assert.deepEqual(await signedAt(store), []);
  for (let i = 0; i < 250; i++) await verifier.unlock(by);
  assert.deepEqual(await signedAt(store), [9, 17, 33, 65, 129, 257]);
  const report = await verifier.verifyAudit();
  assert.equal(report.status, 'valid');
  assert.equal(report.checkpoints, 6);
  assert.equal(report.signed, 256);
});

checkpoints('every record counts: enrolments, codes, refusals, operators, backup codes', async () => {
  const { fob, submit, verifier } = await enrolled({}, {}, over(store));
  await submit(fob.code(startUs), startUs);
  await submit(fob.code(startUs), startUs);
  await verifier.resynchronize({ credentialId: 'fob', codes: ['1', '2'], atUs: startUs });
  const [backup] = await verifier.generateBackupCodes({ ...by, count: 1 });
  await verifier.consumeBackupCode({ credentialId: 'fob', code: backup!, atUs: startUs });
  await verifier.verify({ credentialId: 'nobody', code: '123456', atUs: startUs });
  assert.deepEqual(await signedAt(store), []);
  await verifier.enroll({ ...fob.enrollment(startUs), id: 'another' });
  assert.deepEqual(await signedAt(store), [9]);
  const [row] = await store.audit(9, 1);
  assert.equal(row?.entry?.actor, 'foblab');
  assert.match(row?.entry?.reason ?? '', /8 records/);
});

checkpoints('many callers at once: each place is signed once, and the log stays valid', async () => {
  const one = over(store);
  const other = over(store);
  await enrolled({}, {}, one);
  await Promise.all(
    Array.from({ length: 1000 }, (_, i) =>
      (i % 2 === 0 ? one : other).verify({ credentialId: 'nobody', code: '000000', atUs: startUs }),
    ),
  );
  const report = await one.verifyAudit();
  assert.equal(report.status, 'valid');
  const places = await signedAt(store);
  assert.ok(places.length >= 5 && places.length <= 9, String(places));
  assert.equal(report.records, 1001 + places.length);
  assert.ok(report.signed >= 700, String(report.signed));
});

checkpoints('if a checkpoint cannot be written, the verdict is still valid', async () => {
  const failing: Store = Object.create(store, {
    get: { value: (id: string) => store.get(id) },
    commit: {
      value: (change: Parameters<Store['commit']>[0]) =>
        change.audit?.event === 'checkpoint' ? Promise.reject(new Error('disk full')) : store.commit(change),
    },
    auditHead: { value: () => store.auditHead() },
    companion: { value: (table: string, key: string) => store.companion(table, key) },
  });
  const { fob, submit } = await enrolled({}, {}, over(failing));
  for (let i = 0; i < 10; i++) {
    const atUs = startUs + i * day;
    assert.equal((await submit(fob.code(atUs), atUs)).outcome, 'accepted', `record ${i + 2}`);
  }
  assert.deepEqual(await signedAt(store), []);
});

checkpoints('unsigned records are signed at the end, once', async () => {
  const { verifier } = await enrolled({}, {}, over(store));
  const asked = { atUs: startUs + day, actor: 'lab', reason: 'the end' };
  assert.equal((await verifier.checkpointUnsigned(asked))?.sequence, 1);
  assert.equal(await verifier.checkpointUnsigned(asked), null, 'there is nothing new');
  await verifier.unlock(by);
  await verifier.writeCheckpoint(asked);
  assert.equal(await verifier.checkpointUnsigned(asked), null, 'one that was asked for counts');
  assert.equal(await over(store).checkpointUnsigned(asked), null, 'another verifier has added nothing');
});

checkpoints('the interval can be shorter, or there are none', async () => {
  const { verifier } = await enrolled({}, {}, over(store, 0));
  for (let i = 0; i < 20; i++) await verifier.unlock(by);
  assert.deepEqual(await signedAt(store), []);
  const often = over(store, 4);
  for (let i = 0; i < 8; i++) await often.unlock(by);
  assert.deepEqual(await signedAt(store), [25, 29]);
  for (const bad of [-1, 1.5, Number.NaN]) assert.throws(() => over(store, bad), /checkpointEvery/);
});

checkpoints('a log that ends with the process is not signed by itself', async () => {
  const memory = createMemoryStore();
  const { verifier } = await enrolled({}, {}, over(memory));
  for (let i = 0; i < 300; i++) await verifier.unlock(by);
  assert.deepEqual(await signedAt(memory), []);
  assert.equal(await verifier.checkpointUnsigned({ atUs: startUs, ...operator }), null);
  // It is signed if the interval is set.
  const asked = over(memory, 8);
  for (let i = 0; i < 8; i++) await asked.unlock(by);
  assert.deepEqual(await signedAt(memory), [305]);
});

checkpoints.run();
