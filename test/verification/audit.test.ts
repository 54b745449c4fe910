import * as assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { openSqliteDriver } from '../../src/database/sqlite-driver.js';
import { linkRecord } from '../../src/stores/audit-link.js';
import { openSqliteStore } from '../../src/stores/sqlite-store.js';
import type { AuditHead, AuditRow } from '../../src/stores/store.js';
import {
  createKeyring,
  createMemoryStore,
  createVerifier,
  loadKeyring,
  type Store,
  type Verifier,
} from '../../src/verification/index.js';
import { auditCheck } from '../../src/verification/row-check.js';
import { day, enrolled, keyring, operator, startUs, verifierOver } from './fixtures.js';

const by = { credentialId: 'fob', atUs: startUs, ...operator };

/** A verifier that reads an altered log. `head`: the end that the store gives, if that is altered, too. */
function overAltered(
  store: Store,
  alter: (rows: AuditRow[]) => AuditRow[],
  head?: (rows: readonly AuditRow[]) => AuditHead,
): Verifier {
  const rowsOf = async (): Promise<AuditRow[]> => {
    const all: AuditRow[] = [];
    for (;;) {
      const rows = await store.audit(all.length + 1, 1000);
      all.push(...rows);
      if (rows.length < 1000) return alter(all);
    }
  };
  const altered: Store = Object.create(store, {
    audit: {
      value: async (from: number, limit: number) =>
        (await rowsOf()).filter((row) => row.sequence >= from).slice(0, limit),
    },
    auditHead: { value: async () => (head === undefined ? store.auditHead() : head(await rowsOf())) },
  });
  return verifierOver(altered);
}

/** The head that fits the altered rows. */
const lastOf = (rows: readonly AuditRow[]): AuditHead => ({
  sequence: rows.at(-1)?.sequence ?? 0,
  hash: rows.at(-1)?.hash ?? new Uint8Array(32),
});

async function filled(): Promise<{ store: Store; verifier: Verifier }> {
  const store = createMemoryStore();
  const { fob, submit, verifier } = await enrolled({}, {}, verifierOver(store));
  for (let i = 0; i < 20; i++) await submit(fob.code(startUs + i * day), startUs + i * day);
  return { store, verifier };
}

test('an empty log is unverifiable, a chained one is valid, a checkpoint signs it', async () => {
  assert.equal((await verifierOver().verifyAudit()).status, 'unverifiable');
  const { verifier } = await filled();
  assert.deepEqual(await verifier.verifyAudit(), {
    status: 'valid',
    records: 21,
    signed: 0,
    checkpoints: 0,
    firstBad: null,
    firstBadCredential: null,
  });
  const checkpoint = await verifier.writeCheckpoint({ atUs: startUs, ...operator });
  const report = await verifier.verifyAudit([checkpoint]);
  assert.equal(report.status, 'valid');
  assert.equal(report.signed, 21);
  assert.equal(report.records, 22);
});

test('the first bad record is named: altered, removed, moved, without a hash, unreadable', async () => {
  const { store } = await filled();
  const at = (sequence: number, change: (row: AuditRow) => AuditRow) => (rows: AuditRow[]) =>
    rows.map((row) => (row.sequence === sequence ? change(row) : row));
  for (const [what, alter, sequence, status] of [
    ['outcome', at(7, (row) => ({ ...row, entry: { ...row.entry!, outcome: 'invalid' } })), 7, 'invalid'],
    ['time', at(9, (row) => ({ ...row, entry: { ...row.entry!, timeUs: 1 } })), 9, 'invalid'],
    ['detail', at(9, (row) => ({ ...row, entry: { ...row.entry!, detail: [] } })), 9, 'invalid'],
    ['hash', at(3, (row) => ({ ...row, hash: new Uint8Array(32) })), 3, 'invalid'],
    ['no hash', at(5, (row) => ({ ...row, hash: null })), 5, 'unverifiable'],
    ['unreadable', at(6, (row) => ({ ...row, entry: null })), 6, 'invalid'],
    ['removed', (rows: AuditRow[]) => rows.filter((row) => row.sequence !== 4), 4, 'invalid'],
    [
      'removed and renumbered',
      (rows: AuditRow[]) =>
        rows.filter((row) => row.sequence !== 4).map((row, i) => ({ ...row, sequence: i + 1 })),
      4,
      'invalid',
    ],
    ['first removed', (rows: AuditRow[]) => rows.slice(1), 1, 'invalid'],
  ] as const) {
    const report = await overAltered(store, alter).verifyAudit();
    assert.equal(report.status, status, what);
    assert.equal(report.firstBad?.sequence, sequence, what);
  }
});

test('a log cut at its end is found by the head that the store keeps', async () => {
  const { store } = await filled();
  for (const left of [20, 15, 0]) {
    const report = await overAltered(store, (rows) => rows.slice(0, left)).verifyAudit();
    assert.equal(report.status, 'invalid', `${left} left`);
    assert.equal(report.firstBad?.sequence, left + 1);
    assert.match(report.firstBad?.problem ?? '', /missing: the store’s head stands at record 21/);
  }
});

test('the newest rows deleted from a SQLite file are missed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-audit-'));
  try {
    const path = join(folder, 'credentials.db');
    const store = openSqliteStore(path);
    const { verifier } = await enrolled({}, {}, verifierOver(store));
    for (let i = 0; i < 3; i++) await verifier.unlock(by);
    assert.equal((await verifier.verifyAudit()).status, 'valid');
    const driver = openSqliteDriver(path);
    driver.exec('DELETE FROM foblab_audit WHERE sequence = (SELECT max(sequence) FROM foblab_audit)');
    driver.close();
    const report = await verifier.verifyAudit();
    assert.equal(report.status, 'invalid');
    assert.equal(report.firstBad?.sequence, 4);
    await store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('records after the head, and a head with another hash, are invalid', async () => {
  const { store } = await filled();
  const whole = (rows: AuditRow[]): AuditRow[] => rows;
  const behind = await overAltered(store, whole, (rows) => lastOf(rows.slice(0, 18))).verifyAudit();
  assert.equal(behind.status, 'invalid');
  assert.equal(behind.firstBad?.sequence, 19);
  assert.match(behind.firstBad?.problem ?? '', /head ends the log at record 18/);
  const other = await overAltered(store, whole, (rows) => ({
    ...lastOf(rows),
    hash: new Uint8Array(32),
  })).verifyAudit();
  assert.equal(other.status, 'invalid');
  assert.equal(other.firstBad?.sequence, 21);
  assert.match(other.firstBad?.problem ?? '', /head has another hash/);
});

test('records that are appended during the check are not an error', async () => {
  const { store, verifier } = await filled();
  let reads = 0;
  const growing: Store = Object.create(store, {
    audit: {
      value: async (from: number, limit: number) => {
        const rows = await store.audit(from, limit);
        if (reads++ < 3) await verifier.unlock(by);
        return rows;
      },
    },
    auditHead: { value: () => store.auditHead() },
  });
  const report = await verifierOver(growing).verifyAudit();
  assert.equal(report.firstBad, null);
  assert.equal(report.status, 'valid');
  assert.equal(report.records, 24);
});

test('a log cut at its end, head and all, is found by a checkpoint that was kept elsewhere', async () => {
  const { store, verifier } = await filled();
  const checkpoint = await verifier.writeCheckpoint({ atUs: startUs, ...operator });
  const cut = overAltered(store, (rows) => rows.slice(0, 15), lastOf);
  assert.equal((await cut.verifyAudit()).status, 'valid');
  const report = await cut.verifyAudit([checkpoint]);
  assert.equal(report.status, 'invalid');
  assert.equal(report.firstBad?.sequence, 16);
  assert.equal((await overAltered(store, () => [], lastOf).verifyAudit([checkpoint])).status, 'invalid');
});

test('of several kept checkpoints of one place each is checked, and one of the empty log too', async () => {
  const { verifier } = await filled();
  const checkpoint = await verifier.writeCheckpoint({ atUs: startUs, ...operator });
  const forged = { ...checkpoint, timeUs: checkpoint.timeUs + 1 };
  for (const kept of [
    [forged, checkpoint],
    [checkpoint, forged],
  ])
    assert.equal((await verifier.verifyAudit(kept)).status, 'invalid');
  const first = await verifierOver().writeCheckpoint({ atUs: startUs, ...operator });
  assert.equal(first.sequence, 0);
  assert.equal((await verifier.verifyAudit([first])).status, 'valid');
  assert.match(
    (await verifier.verifyAudit([{ ...first, timeUs: 1 }])).firstBad?.problem ?? '',
    /signature is wrong/,
  );
});

test('a kept checkpoint stays valid: its form does not change', async () => {
  const { verifier } = await filled();
  // The checkpoint of an empty log, signed with the development key.
  const kept = {
    sequence: 0,
    hash: '00'.repeat(32),
    timeUs: startUs,
    keyId: 'development',
    signature: 'zS/+NdqTD5ZaagpbMpdZQSPkH9jE8Lyc+EDOU5AoGN5rR8q6dOe6m+KpmfjtOKVH9o3i/+kZps9TZWsA2dPaDg==',
  };
  assert.equal(
    (await verifierOver().writeCheckpoint({ atUs: startUs, ...operator })).signature,
    kept.signature,
  );
  assert.equal((await verifier.verifyAudit([kept])).status, 'valid');
});

test('a record in the wrong place is reported as such', async () => {
  const { store } = await filled();
  const moved = overAltered(store, (rows) => rows.filter((row) => row.sequence !== 4));
  assert.equal((await moved.verifyAudit()).firstBad?.problem, 'it is missing: record 5 follows record 3');
});

test('a log that was rewritten and chained anew does not match its checkpoint', async () => {
  const { verifier } = await filled();
  const checkpoint = await verifier.writeCheckpoint({ atUs: startUs, ...operator });
  const forged = await filled();
  await forged.verifier.unlock(by);
  await forged.verifier.unlock(by);
  assert.equal((await forged.verifier.verifyAudit()).status, 'valid');
  const same = await forged.verifier.verifyAudit([checkpoint]);
  // Both logs are equal up to record 21. A log with another history is found at once.
  assert.equal(same.status, 'valid');
  const other = await enrolled({ id: 'other' });
  for (let i = 0; i < 30; i++) await other.verifier.unlock({ ...by, credentialId: 'other' });
  const report = await other.verifier.verifyAudit([checkpoint]);
  assert.equal(report.status, 'invalid');
  assert.equal(report.firstBad?.sequence, 21);
  assert.match(report.firstBad?.problem ?? '', /another record 21/);
});

test('a forged signature and an unknown key are told apart', async () => {
  const { store, verifier } = await filled();
  const checkpoint = await verifier.writeCheckpoint({ atUs: startUs, ...operator });
  const forged = { ...checkpoint, timeUs: checkpoint.timeUs + 1 };
  assert.match((await verifier.verifyAudit([forged])).firstBad?.problem ?? '', /signature is wrong/);
  const stranger = createVerifier({ store, keyring: createKeyring([{ id: 'k2', key: new Uint8Array(32) }]) });
  const report = await stranger.verifyAudit();
  assert.equal(report.status, 'unverifiable');
  assert.match(report.firstBad?.problem ?? '', /key development, which is not in the keyring/);
});

test('more than a page of records is checked to its end', async () => {
  const store = createMemoryStore();
  const { verifier } = await enrolled({}, {}, verifierOver(store));
  for (let i = 0; i < 1200; i++) await verifier.unlock(by);
  assert.equal((await verifier.verifyAudit()).records, 1201);
  const altered = overAltered(store, (rows) =>
    rows.map((row) => (row.sequence === 1100 ? { ...row, entry: { ...row.entry!, actor: 'x' } } : row)),
  );
  assert.equal((await altered.verifyAudit()).firstBad?.sequence, 1100);
});

test('keys come from the environment or from a file that only its owner can read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-keys-'));
  try {
    const file = join(folder, 'keys');
    const [one, two] = ['11'.repeat(32), '22'.repeat(32)];
    writeFileSync(file, `# keys\nnew:${two}\n\nold:${one} # until 2030\n`, { mode: 0o600 });
    const keyring = loadKeyring({ FOBLAB_KEY_FILE: file })!;
    assert.equal(keyring.currentId, 'new');
    assert.deepEqual(keyring.sealingKey('old'), loadKeyring({ FOBLAB_KEY: `x:${one}` })!.sealingKey('x'));
    const base64 = Buffer.from(one, 'hex').toString('base64');
    assert.equal(loadKeyring({ FOBLAB_KEY: base64 })!.currentId, loadKeyring({ FOBLAB_KEY: one })!.currentId);
    assert.equal(loadKeyring({}), null);
    for (const bad of ['short', `${one}0`, 'zz'.repeat(32), `bad id!:${one}`])
      assert.throws(
        () => loadKeyring({ FOBLAB_KEY: bad }),
        (error: unknown) => !String(error).includes(one),
      );
    assert.throws(() => loadKeyring({ FOBLAB_KEY: one, FOBLAB_KEY_FILE: file }), /set one of them/);
    writeFileSync(file, `${one}\nnonsense\n`);
    assert.throws(() => loadKeyring({ FOBLAB_KEY_FILE: file }), /line 2/);
    writeFileSync(file, '# nothing\n');
    assert.throws(() => loadKeyring({ FOBLAB_KEY_FILE: file }), /holds no key/);
    chmodSync(file, 0o644);
    assert.throws(() => loadKeyring({ FOBLAB_KEY_FILE: file }), /chmod 600/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a keyring with an older key still opens what that sealed', async () => {
  const store = createMemoryStore();
  const old = { id: 'old', key: new Uint8Array(32).fill(1) };
  const made = await enrolled({}, {}, createVerifier({ store, keyring: createKeyring([old]) }));
  const keyring = createKeyring([{ id: 'new', key: new Uint8Array(32).fill(2) }, old]);
  const rotated = createVerifier({ store, keyring });
  const verdict = await rotated.verify({ credentialId: 'fob', code: made.fob.code(startUs), atUs: startUs });
  assert.equal(verdict.outcome, 'accepted');
});

/** A store with a credential, accepted codes and a wrong one among them, and what SQL says to its file. */
async function onDisk(
  work: (at: { path: string; store: Store; verifier: Verifier; sql(text: string): void }) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-audit-'));
  const path = join(folder, 'credentials.db');
  const store = openSqliteStore(path);
  try {
    const { fob, submit, verifier } = await enrolled({}, {}, verifierOver(store));
    for (let i = 0; i < 8; i++) await submit(fob.code(startUs + i * day), startUs + i * day);
    await submit('000000', startUs + 9 * day);
    await submit(fob.code(startUs + 10 * day), startUs + 10 * day);
    const sql = (text: string): void => {
      const driver = openSqliteDriver(path);
      driver.exec(text);
      driver.close();
    };
    await work({ path, store, verifier, sql });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

test('each column of a credential that is altered in a SQLite file is refused, and the audit names the row', () =>
  onDisk(async ({ store, verifier, sql }) => {
    assert.equal((await verifier.verifyAudit()).status, 'valid');
    const { facts, state, version } = (await store.get('fob'))!;
    sql('CREATE TABLE kept AS SELECT * FROM foblab_credentials');
    const values = { version, ...facts, ...state };
    for (const [name, value] of Object.entries(values)) {
      const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const other =
        typeof value === 'number'
          ? name === 'lastConsumed'
            ? value - 3
            : value + 1
          : value instanceof Uint8Array
            ? "x'00'"
            : value === null
              ? /Us$|Step$|Steps$/.test(name)
                ? 1
                : name.endsWith('Digest')
                  ? "x'00'"
                  : "'other'"
              : "'other'";
      sql(`UPDATE foblab_credentials SET ${column} = ${other}`);
      const asked = { credentialId: 'fob', code: '123456', atUs: startUs + 20 * day };
      await assert.rejects(verifier.verify(asked), { code: 'altered' }, column);
      await assert.rejects(verifier.unlock(by), { code: 'altered' }, column);
      const { status, firstBadCredential } = await verifier.verifyAudit();
      assert.equal([status, firstBadCredential?.id].join(), 'invalid,fob', column);
      sql(`UPDATE foblab_credentials SET ${column} = (SELECT ${column} FROM kept)`);
    }
    assert.equal((await verifier.verifyAudit()).status, 'valid');
    sql('UPDATE foblab_credentials SET row_check = NULL');
    await assert.rejects(verifier.unlock(by), { code: 'altered' });
    assert.equal(await verifier.reseal(startUs), null);
    assert.equal((await verifier.verifyAudit()).firstBadCredential?.problem, 'its row has no check');
  }));

test('the check of a record is the HMAC-SHA-256 of its number and its hash', () => {
  const hash = Uint8Array.from({ length: 32 }, (_, i) => i);
  const text = `foblab audit record 1\n7;${Buffer.from(hash).toString('hex')}`;
  const expected = createHmac('sha256', keyring.checkingKey(keyring.currentId)).update(text).digest('hex');
  assert.equal(auditCheck(keyring, 7, hash), `${keyring.currentId} ${expected}`);
});

test('records dropped from a SQLite file and the rest hashed anew are missed', () =>
  onDisk(async ({ path, verifier, sql }) => {
    const driver = openSqliteDriver(path);
    const rows = driver.prepare('SELECT sequence, record FROM foblab_audit ORDER BY sequence').all([]);
    const isWrong = (record: unknown): boolean => Buffer.from(record as Uint8Array).includes('invalid');
    const first = rows.findIndex(([, record]) => isWrong(record)) + 1;
    assert.ok(first > 1);
    let hash: Uint8Array = new Uint8Array(32);
    let sequence = 0;
    driver.exec('BEGIN; CREATE TABLE kept AS SELECT * FROM foblab_audit; DELETE FROM foblab_audit');
    for (const [was, record] of rows.filter((row) => !isWrong(row[1]))) {
      sequence++;
      hash = linkRecord(hash, sequence, record as Uint8Array);
      driver
        .prepare(
          'INSERT INTO foblab_audit (sequence, credential_id, record, hash, row_check) SELECT ?, credential_id, record, ?, row_check FROM kept WHERE sequence = ?',
        )
        .run([sequence, hash, was!]);
    }
    driver.prepare('UPDATE foblab_audit_head SET sequence = ?, hash = ?').run([sequence, hash]);
    driver.exec('COMMIT');
    driver.close();
    const report = await verifier.verifyAudit();
    assert.equal(report.status, 'invalid');
    assert.ok(report.firstBad!.sequence <= first, JSON.stringify(report));
    sql('UPDATE foblab_audit SET row_check = NULL WHERE sequence > 2');
    assert.deepEqual((await verifier.verifyAudit()).firstBad, {
      sequence: 3,
      problem: 'it has no check, and a record before it has one',
    });
    sql('UPDATE foblab_audit SET row_check = NULL');
    assert.equal((await verifier.verifyAudit()).status, 'unverifiable');
    assert.equal(await verifier.reseal(startUs), null);
  }));

test('a store from before checks gets them when it is opened, once, and says so in its audit', () =>
  onDisk(async ({ path, store, sql }) => {
    await store.close();
    sql(
      'ALTER TABLE foblab_credentials DROP COLUMN row_check; ALTER TABLE foblab_audit DROP COLUMN row_check; PRAGMA user_version = 5',
    );
    const again = openSqliteStore(path);
    const verifier = verifierOver(again);
    const first = (await again.auditHead()).sequence + 1;
    assert.deepEqual(await verifier.reseal(startUs + 30 * day), { credentials: 1 });
    assert.equal(await verifier.reseal(startUs + 30 * day), null);
    assert.equal((await verifier.verifyAudit()).status, 'valid');
    assert.deepEqual(
      (await verifier.audit(first)).map(({ entry }) => [entry?.event, entry?.credentialId]),
      [
        ['resealed', 'fob'],
        ['resealed', ''],
      ],
    );
    await verifier.unlock(by);
    sql("UPDATE foblab_audit SET record = CAST(record || x'00' AS BLOB) WHERE sequence = 2");
    assert.equal((await verifier.verifyAudit()).firstBad?.sequence, 2);
    await again.close();
  }));

test.run();
