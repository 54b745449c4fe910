// SQLite under the store contract, and what is its own: files, schema, group commit, drivers that bind strange things.

import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { storeContract } from '../../test/contract/store-contract.js';
import { acceptance, answerOf, enrolment, startUs } from '../../test/contract/store-samples.js';
import { StoreError } from '../database/database-error.js';
import { GroupCommit } from '../database/group-commit.js';
import { openSqliteDriver, type SqlValue } from '../database/sqlite-driver.js';
import { idOrder } from './credential-columns.js';
import { migrations, pendingMigrations } from './migrations/index.js';
import { migrateSqlite } from './sqlite-schema.js';
import { openSqliteStore } from './sqlite-store.js';

const folder = mkdtempSync(join(tmpdir(), 'foblab-sqlite-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const path = (): string => join(folder, `${files++}.db`);

storeContract('SQLite', async () => openSqliteStore(path()));

const sqlite = suite('SQLite store');

sqlite('what is stored is there when the file is opened again, and the chain goes on', async () => {
  const file = path();
  const first = openSqliteStore(file);
  await first.commit(enrolment('a'));
  await first.close();
  const second = openSqliteStore(file);
  assert.equal((await second.commit(acceptance('a', 1, 5))).applied, true);
  assert.equal((await second.auditHead()).sequence, 2);
  await second.close();
});

sqlite('two stores on one file see each other and never apply one version twice', async () => {
  const file = path();
  const [a, b] = [openSqliteStore(file), openSqliteStore(file)];
  await a.commit(enrolment('x'));
  const results = await Promise.all(
    [...Array(20)].flatMap(() => [a.commit(acceptance('x', 1, 5)), b.commit(acceptance('x', 1, 5))]),
  );
  assert.equal(results.filter(({ applied }) => applied).length, 1);
  assert.deepEqual(await a.auditHead(), await b.auditHead());
  await Promise.all([a.close(), b.close()]);
});

sqlite('a byte that is not UTF-8 is refused as damage, and the other rows go on', async () => {
  const file = path();
  const store = openSqliteStore(file);
  for (const id of ['a', 'b']) await store.commit(enrolment(id));
  const driver = openSqliteDriver(file);
  driver.exec(`UPDATE foblab_credentials SET policy = CAST(x'72ff63' AS TEXT) WHERE id = 'a'`);
  driver.close();
  await assert.rejects(store.get('a'), (error: Error) => {
    assert.ok(error instanceof StoreError && error.code === 'damaged', String(error));
    return /not UTF-8/.test(error.message);
  });
  assert.equal((await store.get('b'))?.id, 'b');
  assert.equal((await store.commit(acceptance('b', 1, 5))).applied, true);
  await store.close();
});

sqlite('64 callers share flushes: at most one for 16 accepts', async () => {
  const store = openSqliteStore(path());
  const ids = Array.from({ length: 64 }, (_, i) => `id-${i}`);
  await Promise.all(ids.map((id) => store.commit(enrolment(id))));
  const before = store.transactions;
  await Promise.all(
    ids.map(async (id) => {
      for (let step = 1; step <= 20; step++)
        assert.equal((await store.commit(acceptance(id, step, step))).applied, true);
    }),
  );
  const flushes = store.transactions - before;
  assert.ok(flushes <= (64 * 20) / 16, `${flushes} flushes for ${64 * 20} accepts`);
  await store.close();
});

sqlite('a store that is closed while changes wait answers them all first', async () => {
  const file = path();
  const store = openSqliteStore(file);
  const waiting = Array.from({ length: 10 }, (_, i) => store.commit(enrolment(`id-${i}`)));
  await store.close();
  for (const result of await Promise.all(waiting)) assert.equal(result.applied, true);
  const again = openSqliteStore(file);
  assert.equal((await again.list()).length, 10);
  await again.close();
});

sqlite('expired answers leave as new ones come', async () => {
  const file = path();
  const store = openSqliteStore(file);
  await store.commit(enrolment('a'));
  for (let i = 0; i < 50; i++) {
    const timeUs = startUs + i * 60_000_000;
    const answer = answerOf('a', `r${i}`, { expiresUs: timeUs + 30_000_000 });
    assert.equal((await store.commit(acceptance('a', i + 1, i, { answer, timeUs }))).applied, true);
  }
  await store.close();
  const driver = openSqliteDriver(file);
  assert.deepEqual(driver.prepare('SELECT count(*) FROM foblab_answers').get([]), [1]);
  driver.close();
});

sqlite('the file is for its owner only', async () => {
  const file = path();
  const store = openSqliteStore(file);
  await store.commit(enrolment('a'));
  for (const suffix of ['', '-wal', '-shm'])
    assert.equal(statSync(file + suffix).mode & 0o777, 0o600, suffix);
  await store.close();
});

sqlite('every commit is flushed to the disk before it returns', async () => {
  const file = path();
  const settings: string[] = [];
  const store = openSqliteStore(file, (name) => {
    const driver = openSqliteDriver(name);
    return {
      ...driver,
      prepare: (sql) => driver.prepare(sql),
      close: () => driver.close(),
      exec: (sql) => {
        // As they are on the connection that commits: 2 is FULL (sqlite.org/pragma.html#pragma_synchronous).
        if (sql === 'COMMIT')
          settings.push(
            `${driver.prepare('PRAGMA journal_mode').get([])} ${driver.prepare('PRAGMA synchronous').get([])}`,
          );
        driver.exec(sql);
      },
    };
  });
  await store.commit(enrolment('a'));
  assert.deepEqual(settings, ['wal 2', 'wal 2']);
  await store.close();
});

sqlite('a newer schema, another program’s file and no database are refused with what to do', async () => {
  const newer = path();
  await openSqliteStore(newer).close();
  const driver = openSqliteDriver(newer);
  driver.exec('PRAGMA user_version = 99');
  driver.close();
  assert.throws(
    () => openSqliteStore(newer),
    /schema version 99; this foblab knows up to \d+\. Use the newer foblab/,
  );
  const foreign = path();
  const other = openSqliteDriver(foreign);
  other.exec('CREATE TABLE t (a)');
  other.close();
  const before = readFileSync(foreign);
  assert.throws(() => openSqliteStore(foreign), /another program/);
  assert.deepEqual(readFileSync(foreign), before, 'nothing of it is changed, its journal mode neither');
  const text = path();
  writeFileSync(text, 'no database at all, only some text\n'.repeat(100));
  assert.throws(() => openSqliteStore(text), /no SQLite database; name another one/);
  assert.throws(() => openSqliteStore(join(folder, 'nowhere', 'x.db')), /folder does not exist/);
  assert.throws(() => openSqliteStore(folder), /it is a folder/);
});

sqlite(
  'a file that another process keeps locked is told as such, when it is opened and when it is written',
  async () => {
    const impatient = (name: string) => openSqliteDriver(name, 20);
    const locked = path();
    const store = openSqliteStore(locked, impatient);
    await store.commit(enrolment('a'));
    const other = openSqliteDriver(locked);
    other.exec('BEGIN IMMEDIATE');
    const busy = (error: unknown): boolean => {
      assert.ok(error instanceof StoreError && error.code === 'busy', String(error));
      assert.match(error.message, /locked by another process/);
      assert.ok(error.message.includes(locked));
      return true;
    };
    assert.throws(() => openSqliteStore(locked, impatient), busy);
    await assert.rejects(store.commit(acceptance('a', 1, 5)), busy);
    other.exec('ROLLBACK');
    other.close();
    assert.equal((await store.commit(acceptance('a', 1, 5))).applied, true, 'and the store goes on');
    await store.close();
  },
);

sqlite('a failing transaction rejects its callers, stores nothing, and the store goes on', async () => {
  const file = path();
  const store = openSqliteStore(file, (name) => {
    const driver = openSqliteDriver(name);
    let failures = 1;
    return {
      ...{ prepare: (sql: string) => driver.prepare(sql), close: () => driver.close() },
      exec: (sql) => {
        if (sql === 'COMMIT' && files > 0 && armed && failures-- > 0) throw new Error('the disk is full');
        driver.exec(sql);
      },
    };
  });
  armed = true;
  const failed = await Promise.allSettled([store.commit(enrolment('a')), store.commit(enrolment('b'))]);
  armed = false;
  assert.deepEqual(
    failed.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.deepEqual(await store.list(), []);
  assert.equal((await store.auditHead()).sequence, 0);
  assert.equal((await store.commit(enrolment('a'))).applied, true);
  await store.close();
});
let armed = false;

sqlite('a change that cannot be stored is refused without harm to those beside it', async () => {
  const store = openSqliteStore(path());
  const [good, bad] = await Promise.allSettled([
    store.commit(enrolment('a')),
    store.commit({ ...enrolment('b'), facts: null }),
  ]);
  assert.equal(good.status, 'fulfilled');
  assert.equal(bad.status, 'rejected');
  await store.close();
});

sqlite('an audit record that somebody altered is told, not thrown', async () => {
  const file = path();
  const store = openSqliteStore(file);
  await store.commit(enrolment('a'));
  const driver = openSqliteDriver(file);
  driver.prepare('UPDATE foblab_audit SET record = ?').run([Uint8Array.of(1, 2, 3)]);
  driver.close();
  const [row] = await store.audit(1, 1);
  assert.equal(row?.entry, null);
  assert.equal(row?.hash?.length, 32);
  await store.close();
});

sqlite('values that would end the process are refused before they reach the library', () => {
  const driver = openSqliteDriver(path());
  driver.exec('CREATE TABLE t (a)');
  const insert = driver.prepare('INSERT INTO t VALUES (?)');
  for (const value of [true, undefined, 1.5, Number.NaN, 2 ** 64, {}, 5n])
    assert.throws(() => insert.run([value as SqlValue]), TypeError, String(value));
  assert.equal(insert.run([Number.MAX_SAFE_INTEGER]), 1);
  assert.equal(insert.run([new Uint8Array([1, 2, 3]).subarray(1)]), 1);
  const [[number], [bytes]] = driver.prepare('SELECT a FROM t').all([]) as [[number], [Uint8Array]];
  assert.equal(number, Number.MAX_SAFE_INTEGER);
  assert.deepEqual([...bytes], [2, 3]);
  driver.close();
});

sqlite('backup codes of a file with the first schema go to the credential’s own name', async () => {
  const file = path();
  const old = openSqliteDriver(file);
  migrateSqlite(old, migrations.slice(0, 1), file);
  const [id, salt, hashes] = ['a', new Uint8Array(16).fill(7), new Uint8Array(64).fill(9)];
  old
    .prepare(
      `INSERT INTO foblab_credentials (id, id_order, version, sealed_seed, seed_key_id, kind, algorithm, digits,
         step_seconds, t0_seconds, policy, enrolled_us, lifecycle, last_consumed, drift_steps, drift_anchor_steps,
         drift_anchor_us, window_phase, failures, resync_failures, backup_salt, backup_hashes)
       VALUES (?, ?, 1, ?, 'k', 'totp', 'SHA1', 6, 30, 0, 'rfc', 1, 'active', -1, 0, 0, 1, 'initial', 0, 0, ?, ?)`,
    )
    .run([id, Uint8Array.of(0, 97), Uint8Array.of(1), salt, hashes]);
  old.close();
  const store = openSqliteStore(file);
  assert.equal((await store.get('a'))?.facts.owner, null);
  const set = JSON.parse((await store.companion('backup-codes', 'a'))?.body ?? '{}');
  assert.deepEqual(set, {
    salt: '07'.repeat(16),
    hashes: '09'.repeat(64),
    failures: 0,
    lastWrongDigest: null,
    throttledUntilUs: null,
    lockedAtUs: null,
  });
  await store.close();
});

sqlite(
  'a file from before spellings were compared keeps its rows and reports the second spelling',
  async () => {
    const file = path();
    const old = openSqliteDriver(file);
    migrateSqlite(old, migrations.slice(0, 1), file);
    const insert = old.prepare(
      `INSERT INTO foblab_credentials (id, id_order, version, sealed_seed, seed_key_id, kind, algorithm, digits,
       step_seconds, t0_seconds, policy, enrolled_us, lifecycle, last_consumed, drift_steps, drift_anchor_steps,
       drift_anchor_us, window_phase, failures, resync_failures, backup_hashes)
     VALUES (?, ?, 1, x'01', 'k', 'totp', 'SHA1', 6, 30, 0, 'rfc', 1, 'active', -1, 0, 0, 1, 'initial', 0, 0, x'')`,
    );
    const ids = ['33-1551111-1', '3315511111', 'AVT1'];
    for (const id of ids) insert.run([id, idOrder(id)]);
    old.close();
    const store = openSqliteStore(file);
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      ids,
    );
    assert.deepEqual(await store.spelledTwice(), [{ first: '33-1551111-1', other: '3315511111' }]);
    assert.equal((await store.get('3315511111'))?.id, '3315511111');
    assert.equal((await store.get('33 1551111 1'))?.id, '33-1551111-1');
    assert.equal((await store.get('avt-1'))?.id, 'AVT1');
    assert.equal((await store.commit(enrolment('33-1551111 1'))).applied, false);
    await store.close();
  },
);

sqlite('migrations are numbered without a gap, and only forward', () => {
  const all = [1, 2, 3].map((version) => ({ version, what: '', sqlite: '', postgres: '' }));
  assert.deepEqual(
    pendingMigrations(all, 1, 'x').map(({ version }) => version),
    [2, 3],
  );
  assert.throws(() => pendingMigrations(all, 4, 'x'), /schema version 4; this foblab knows up to 3/);
});

sqlite('group commit: a batch that throws rejects only its own callers, in order', async () => {
  const batches: number[][] = [];
  const group = new GroupCommit<number, number>((batch) => {
    batches.push([...batch]);
    if (batch.includes(3)) throw new Error('three');
    return batch.map((value) => value * 2);
  });
  const first = [1, 2].map((value) => group.submit(value));
  assert.deepEqual(await Promise.all(first), [2, 4]);
  await assert.rejects(group.submit(3), /three/);
  assert.equal(await group.submit(4), 8);
  assert.deepEqual(batches, [[1, 2], [3], [4]]);
  const many = Array.from({ length: 600 }, (_, i) => group.submit(i + 10));
  assert.equal((await Promise.all(many)).at(-1), 2 * 609);
  assert.deepEqual(
    batches.slice(3).map((batch) => batch.length),
    [256, 256, 88],
  );
});

sqlite('a file that was removed or replaced is neither read nor written, until it is back', async () => {
  const file = path();
  const store = openSqliteStore(file);
  await store.commit(enrolment('a'));
  for (const end of ['', '-wal']) {
    renameSync(file + end, `${file}.aside`);
    for (const asked of [store.get('a'), store.commit(enrolment('b')), store.auditHead()])
      await assert.rejects(asked, { name: 'StoreError', code: 'missing' });
    renameSync(`${file}.aside`, file + end);
  }
  await store.commit(enrolment('b'));
  assert.equal((await store.list()).length, 2);
  await store.close();
});

sqlite.run();
