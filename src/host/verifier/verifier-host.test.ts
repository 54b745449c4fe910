// The verifier of a held bench: what it signs when it goes, and whose store and key it is.

import * as assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { benchName, initBench, openBenchOnDisk } from '../../bench/index.js';
import type { OperationError } from '../../contract/operation-error.js';
import { openSqliteDriver } from '../../database/sqlite-driver.js';
import { findOperation } from '../../operations/table.js';
import { tryLock } from '../../owner/lock.js';
import { askOwner } from '../../owner/owner-client.js';
import { OwnerServer } from '../../owner/owner-server.js';
import { openSqliteStore } from '../../stores/sqlite-store.js';
import { asOperationError } from '../as-operation-error.js';
import { BenchHost } from '../bench-host.js';
import { holdBench } from '../hold-bench.js';
import { requestId, runOnBench } from '../run-on-bench.js';
import { dispatch } from '../serve-clients.js';
import { clientEnvironment } from './client-environment.js';

const host = suite('verifier of a bench');
const startUs = 1_767_225_600_000_000;
let root = '';
let directory = '';
host.before.each(async () => {
  root = mkdtempSync(join(tmpdir(), 'foblab-verifier-'));
  directory = join(root, 'bench');
  initBench(directory, { rate: 0, atUs: startUs, seed: '42' });
  await run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
});
host.after.each(() => rmSync(root, { recursive: true }));

const silent = new AbortController().signal;
async function run(name: string, given: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const request = { operation: operationNamed(name), arguments: given, item: () => {}, signal: silent };
  return (await runOnBench(directory, request, findOperation)) as Record<string, unknown>;
}

host('a holder that stays signs what it has added when it lets go; a command does not', async () => {
  await run('credential.enroll', { fob: '3315511111' });
  assert.equal((await run('audit.verify')).checkpoints, 0);
  const held = await holdBench(directory, findOperation);
  await run('credential.list');
  await held.close();
  assert.equal((await run('audit.verify')).checkpoints, 0, 'it has added nothing');
  const again = await holdBench(directory, findOperation);
  await run('credential.verify', { fob: '3315511111' });
  await again.close();
  const report = await run('audit.verify');
  assert.deepEqual([report.status, report.records, report.signed], ['valid', 3, 2]);
});

const key = '11'.repeat(32);

/** As a process with that environment and folder asks whoever holds the bench. */
async function ask(
  name: string,
  given: Record<string, unknown>,
  client: ReturnType<typeof clientEnvironment>,
) {
  const request = { id: requestId(), operation: name, arguments: given, clientEnvironment: client };
  return askOwner(benchName(directory)!, request, () => {});
}

host(
  'an owner refuses a client whose environment names another store or key, and names its own process',
  async () => {
    const held = await holdBench(directory, findOperation);
    try {
      const enroll = (client: ReturnType<typeof clientEnvironment>) =>
        ask('credential.enroll', { fob: '3315511111' }, client);
      const store = join(root, 'other.db');
      const password = 'hunter2';
      for (const [environment, says] of [
        [{ FOBLAB_STORE: store }, /keeps its credentials in .*credentials\.db.*FOBLAB_STORE/],
        [{ FOBLAB_STORE: 'memory:' }, /FOBLAB_STORE/],
        [{ FOBLAB_STORE: `postgres://u:${password}@127.0.0.1/db` }, /FOBLAB_STORE/],
        [{ FOBLAB_KEY: key }, /under key k-.*FOBLAB_KEY/],
        [{ FOBLAB_STORE: store, FOBLAB_KEY: key }, /FOBLAB_STORE/],
      ] as const) {
        const client = clientEnvironment(environment, root);
        assert.ok(!JSON.stringify(client).includes(key) && !JSON.stringify(client).includes(password));
        const reply = await enroll(client);
        assert.ok('error' in reply, JSON.stringify(environment));
        assert.equal(reply.error.code, 'busy');
        assert.match(reply.error.message, says);
        assert.ok(reply.error.message.includes(`process ${process.pid}`), reply.error.message);
        assert.ok(!reply.error.message.includes(key) && !reply.error.message.includes(password));
      }
      assert.ok(!existsSync(store) && !existsSync(join(directory, 'credentials.db')), 'nothing was opened');
      // The same environment, an empty one, or an operation without a verifier: nothing is refused.
      for (const client of [
        clientEnvironment({ FOBLAB_STORE: join(directory, 'credentials.db') }, root),
        clientEnvironment({}, root),
      ])
        assert.ok('result' in (await ask('credential.list', {}, client)));
      assert.ok(
        'result' in
          (await ask('fob.list', {}, clientEnvironment({ FOBLAB_STORE: store, FOBLAB_KEY: key }, root))),
      );
    } finally {
      await held.close();
    }
  },
);

host('an address is told apart from another by what it leads to, not by its spelling or its password', () => {
  const digestOf = (FOBLAB_STORE: string) => clientEnvironment({ FOBLAB_STORE }, '/lab').store;
  assert.equal(digestOf('a.db'), digestOf('/lab/a.db'));
  assert.equal(digestOf('sqlite:x/../a.db'), digestOf('/lab/a.db'));
  assert.notEqual(digestOf('a.db'), digestOf('b.db'));
  assert.equal(digestOf('postgres://u:one@h/db'), digestOf('postgres://u:two@h/db'));
  assert.equal(digestOf('postgres://u@h/db?password=x'), digestOf('postgres://u@h/db'));
  assert.notEqual(digestOf('postgres://u@h/db'), digestOf('postgres://v@h/db'));
  const keyed = (FOBLAB_KEY: string) => clientEnvironment({ FOBLAB_KEY }, '/lab').key;
  assert.equal(keyed(key), keyed(Buffer.from(key, 'hex').toString('base64')));
  assert.notEqual(keyed(key), keyed('22'.repeat(32)));
  assert.deepEqual(clientEnvironment({ FOBLAB_STORE: '', FOBLAB_KEY: '' }, '/lab'), { folder: '/lab' });
});

host(
  'a store named by a relative path is where the command was given, not where the holder was started',
  async () => {
    const held = await holdBench(directory, findOperation);
    try {
      const reply = await ask('credential.list', { store: 'own.db' }, clientEnvironment({}, root));
      assert.ok('result' in reply, JSON.stringify(reply));
      assert.ok(existsSync(join(root, 'own.db')));
      assert.ok(!existsSync('own.db'));
    } finally {
      await held.close();
    }
  },
);

host('a command tells what its environment says, where a verifier is asked and only there', async () => {
  const lock = await tryLock(directory);
  const asked: Record<string, unknown> = {};
  const server = await OwnerServer.listen(
    benchName(directory)!,
    async ({ id, operation, clientEnvironment: client }) => {
      asked[operation] = client;
      return { id, result: {} };
    },
  );
  const { FOBLAB_STORE } = process.env;
  process.env.FOBLAB_STORE = 'elsewhere.db';
  try {
    await run('credential.list');
    await run('target.check', { target: 'foblab' });
    await run('fob.list');
    const client = clientEnvironment({ ...process.env, FOBLAB_STORE: 'elsewhere.db' }, process.cwd());
    assert.deepEqual(asked, { 'credential.list': client, 'target.check': client, 'fob.list': undefined });
  } finally {
    if (FOBLAB_STORE === undefined) delete process.env.FOBLAB_STORE;
    else process.env.FOBLAB_STORE = FOBLAB_STORE;
    await server.close();
    lock?.release();
  }
});

host('a one-shot command sends a client with another store to the next owner', async () => {
  const benchHost = new BenchHost(openBenchOnDisk(directory), findOperation, { directory });
  try {
    const request = { id: requestId(), operation: 'credential.list', arguments: {} };
    const other = { ...request, clientEnvironment: clientEnvironment({ FOBLAB_STORE: 'other.db' }, root) };
    const gone = new AbortController().signal;
    const reply = await dispatch(benchHost, other, () => {}, gone);
    assert.ok('error' in reply && reply.error.code === 'retry', JSON.stringify(reply));
    assert.ok('result' in (await dispatch(benchHost, request, () => {}, gone)));
  } finally {
    await benchHost.close();
  }
});

host('a store that cannot be had is no defect: each with its exit code and how to fix it', async () => {
  const text = join(root, 'text.db');
  writeFileSync(text, 'no database at all, only some text\n'.repeat(100));
  const newer = join(root, 'newer.db');
  await openSqliteStore(newer).close();
  const driver = openSqliteDriver(newer);
  driver.exec('PRAGMA user_version = 99');
  driver.close();
  const foreign = join(root, 'foreign.db');
  const other = openSqliteDriver(foreign);
  other.exec('CREATE TABLE t (a)');
  other.close();
  process.env.FOBLAB_KEY = key;
  try {
    for (const [store, code, says] of [
      ['postgres://u@127.0.0.1:1/db', 'timeout', /postgres:\/\/u@127\.0\.0\.1:1\/db: .*refused.*is running/],
      ['postgres://u@no-such-host.invalid/db', 'timeout', /no-such-host\.invalid.*name of the host/],
      [text, 'usage', /no SQLite database; name another/],
      [newer, 'usage', /schema version 99.*Use the newer foblab/],
      [foreign, 'usage', /another program/],
      [join(root, 'nowhere', 'x.db'), 'not-found', /folder does not exist/],
      [root, 'usage', /is a folder/],
      ['redis:x', 'usage', /is no store/],
    ] as const)
      await assert.rejects(run('credential.list', { store }), (error: unknown) => {
        const { code: found, message } = asOperationError(error);
        assert.equal(found, code, `${store}: ${message}`);
        assert.match(message, says);
        return true;
      });
  } finally {
    delete process.env.FOBLAB_KEY;
  }
});

host('a password in --store is refused where every process could see it, and never repeated', async () => {
  for (const store of ['postgres://u:hunter2@127.0.0.1:1/db', 'postgres:///db?host=/x&password=hunter2'])
    await assert.rejects(run('credential.list', { store }), (error: OperationError) => {
      assert.equal(error.code, 'usage');
      assert.match(error.message, /password.*PGPASSWORD.*\.pgpass.*FOBLAB_STORE/);
      assert.ok(!error.message.includes('hunter2'), error.message);
      return true;
    });
});

host.run();
