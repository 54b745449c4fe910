// PostgreSQL under the store contract, and what is its own: several nodes, schema, lost connections.
import * as assert from 'node:assert/strict';
import pg from 'pg';
import { suite } from 'uvu';
import { findPostgres, type PostgresServer, startPostgres } from '../../test/contract/postgres-server.js';
import { repeatContract } from '../../test/contract/repeat-contract.js';
import { storeContract } from '../../test/contract/store-contract.js';
import { acceptance, enrolment } from '../../test/contract/store-samples.js';
import { skip } from '../../test/skip.js';
import { StoreError } from '../database/database-error.js';
import { openPostgresStore } from './postgres-store.js';

/** The address with another database in it. */
function inDatabase(url: string, name: string): string {
  return url.replace(/\/foblab_\w+/, `/${name}`);
}

const postgres = suite('PostgreSQL store');
const found = findPostgres();

if ('missing' in found) {
  skip(postgres, 'PostgreSQL keeps the store contract', found.missing);
  postgres.run();
} else {
  let server: PostgresServer | undefined;
  const address = async (): Promise<string> => {
    server ??= await startPostgres();
    return server.createDatabase();
  };

  storeContract('PostgreSQL', async () => openPostgresStore(await address()));
  repeatContract('PostgreSQL', async () => openPostgresStore(await address()));

  postgres('two nodes share one chain, and one version is applied once', async () => {
    const url = await address();
    const [a, b] = await Promise.all([openPostgresStore(url), openPostgresStore(url)]);
    await a.commit(enrolment('x'));
    const results = await Promise.all(
      [...Array(20)].flatMap(() => [a.commit(acceptance('x', 1, 5)), b.commit(acceptance('x', 1, 5))]),
    );
    assert.equal(results.filter(({ applied }) => applied).length, 1);
    const ids = Array.from({ length: 40 }, (_, i) => `id-${i}`);
    await Promise.all(ids.map((id, i) => (i % 2 ? a : b).commit(enrolment(id))));
    assert.deepEqual(await a.auditHead(), await b.auditHead());
    assert.equal((await a.auditHead()).sequence, 42);
    await Promise.all([a.close(), b.close()]);
  });

  postgres('64 callers share flushes: at most one for 16 accepts', async () => {
    const store = await openPostgresStore(await address());
    const ids = Array.from({ length: 64 }, (_, i) => `id-${i}`);
    await Promise.all(ids.map((id) => store.commit(enrolment(id))));
    const before = store.transactions;
    await Promise.all(
      ids.map(async (id) => {
        for (let step = 1; step <= 5; step++)
          assert.equal((await store.commit(acceptance(id, step, step))).applied, true);
      }),
    );
    const flushes = store.transactions - before;
    assert.ok(flushes <= (64 * 5) / 16, `${flushes} flushes for ${64 * 5} accepts`);
    await store.close();
  });

  postgres('a connection that the server ends is replaced; what was under way is rejected', async () => {
    const url = await address();
    const store = await openPostgresStore(url);
    await store.commit(enrolment('a'));
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
      ['foblab'],
    );
    await admin.end();
    const results = [];
    for (let attempt = 0; attempt < 5; attempt++)
      results.push(
        await store.commit(acceptance('a', 1, 5)).then(
          ({ applied }) => applied,
          () => 'rejected',
        ),
      );
    assert.equal(results.filter((result) => result === true).length, 1, results.join());
    assert.equal((await store.get('a'))?.version, 2);
    await store.close();
  });

  postgres('a commit is durable even where the server’s default is not', async () => {
    const url = await address();
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    const { rows } = await admin.query<{ name: string }>('SELECT current_database() AS name');
    await admin.query(`ALTER DATABASE ${rows[0]?.name} SET synchronous_commit = off`);
    await admin.query(`CREATE OR REPLACE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      CREATE TABLE IF NOT EXISTS seen (value text); INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$`);
    const store = await openPostgresStore(url);
    await admin.query(
      'CREATE TRIGGER spy BEFORE INSERT ON foblab_credentials FOR EACH ROW EXECUTE FUNCTION spy()',
    );
    await store.commit(enrolment('a'));
    assert.deepEqual((await admin.query('SELECT value FROM seen')).rows, [{ value: 'on' }]);
    await Promise.all([admin.end(), store.close()]);
  });

  postgres('a newer schema and a server that is not there are refused, without the password', async () => {
    const url = await address();
    await (await openPostgresStore(url)).close();
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query('INSERT INTO foblab_schema VALUES (99)');
    await admin.end();
    await assert.rejects(openPostgresStore(url), /schema version 99; this foblab knows up to \d+/);
    await assert.rejects(
      openPostgresStore(url),
      (error: unknown) => error instanceof StoreError && error.code === 'newer',
    );
    const nothing = inDatabase(url, 'no_such_database');
    await assert.rejects(
      openPostgresStore(nothing),
      (error: unknown) =>
        error instanceof StoreError && error.code === 'missing' && /CREATE DATABASE/.test(error.message),
    );
    const nowhere = 'postgres://foblab:hunter2@127.0.0.1:1/foblab';
    await assert.rejects(openPostgresStore(nowhere), (error: Error) => {
      assert.match(
        error.message,
        /Cannot open the PostgreSQL store postgres:\/\/foblab@127\.0\.0\.1:1\/foblab: /,
      );
      assert.ok(error instanceof StoreError && error.code === 'unreachable');
      return true;
    });
  });

  postgres('a server that goes away meanwhile is out of reach, and no defect', async () => {
    const url = await address();
    const admin = new pg.Client({ connectionString: inDatabase(url, 'postgres') });
    await admin.connect();
    const store = await openPostgresStore(url);
    await store.commit(enrolment('a'));
    // From now on nobody gets a connection, as where the server is down for a moment.
    const name = /\/(foblab_\w+)/.exec(url)?.[1];
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = $2',
      ['foblab', name],
    );
    for (let attempt = 0; attempt < 3; attempt++)
      await assert.rejects(store.commit(acceptance('a', 1, 5)), (error: unknown) => {
        assert.ok(error instanceof StoreError && error.code === 'unreachable', String(error));
        return true;
      });
    await admin.end();
    await store.close();
  });

  postgres.after(async () => {
    await server?.stop();
  });
  postgres.run();
}
