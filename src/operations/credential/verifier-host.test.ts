// The verifier of a held bench: what it signs when it goes, and whose store and key it is.
import * as assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { askOwner, benchName, initBench, OwnerServer, openBenchOnDisk, tryLock } from '../../bench/index.js';
import { openSqliteDriver } from '../../stores/sqlite-driver.js';
import { openSqliteStore } from '../../stores/sqlite-store.js';
import { Holder } from '../dispatch.js';
import { asOperationError, type OperationError } from '../operation-error.js';
import { dispatch } from '../serve-others.js';
import { holdBench, requestId, runOnBench } from '../session.js';
import { findOperation } from '../table.js';
import { toldBy } from './told.js';

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
  const request = { operation: findOperation(name)!, arguments: given, item: () => {}, signal: silent };
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
async function ask(name: string, given: Record<string, unknown>, told: ReturnType<typeof toldBy>) {
  const request = { id: requestId(), operation: name, arguments: given, told };
  return askOwner(benchName(directory)!, request, () => {});
}

host(
  'a holder refuses whoever was told another store or another key, and says which process differs',
  async () => {
    const held = await holdBench(directory, findOperation);
    try {
      const enroll = (told: ReturnType<typeof toldBy>) =>
        ask('credential.enroll', { fob: '3315511111' }, told);
      const store = join(root, 'other.db');
      const password = 'hunter2';
      for (const [environment, says] of [
        [{ FOBLAB_STORE: store }, /keeps its credentials in .*credentials\.db.*FOBLAB_STORE/],
        [{ FOBLAB_STORE: 'memory:' }, /FOBLAB_STORE/],
        [{ FOBLAB_STORE: `postgres://u:${password}@127.0.0.1/db` }, /FOBLAB_STORE/],
        [{ FOBLAB_KEY: key }, /under key k-.*FOBLAB_KEY/],
        [{ FOBLAB_STORE: store, FOBLAB_KEY: key }, /FOBLAB_STORE/],
      ] as const) {
        const told = toldBy(environment, root);
        assert.ok(!JSON.stringify(told).includes(key) && !JSON.stringify(told).includes(password));
        const reply = await enroll(told);
        assert.ok('error' in reply, JSON.stringify(environment));
        assert.equal(reply.error.code, 'busy');
        assert.match(reply.error.message, says);
        assert.ok(reply.error.message.includes(`process ${process.pid}`), reply.error.message);
        assert.ok(!reply.error.message.includes(key) && !reply.error.message.includes(password));
      }
      assert.ok(!existsSync(store) && !existsSync(join(directory, 'credentials.db')), 'nothing was opened');
      // Told the same, told nothing, or asked for what has no verifier: nothing is in the way.
      for (const told of [
        toldBy({ FOBLAB_STORE: join(directory, 'credentials.db') }, root),
        toldBy({}, root),
      ])
        assert.ok('result' in (await ask('credential.list', {}, told)));
      assert.ok(
        'result' in (await ask('fob.list', {}, toldBy({ FOBLAB_STORE: store, FOBLAB_KEY: key }, root))),
      );
    } finally {
      await held.close();
    }
  },
);

host('an address is told apart from another by what it leads to, not by its spelling or its password', () => {
  const told = (FOBLAB_STORE: string) => toldBy({ FOBLAB_STORE }, '/lab').store;
  assert.equal(told('a.db'), told('/lab/a.db'));
  assert.equal(told('sqlite:x/../a.db'), told('/lab/a.db'));
  assert.notEqual(told('a.db'), told('b.db'));
  assert.equal(told('postgres://u:one@h/db'), told('postgres://u:two@h/db'));
  assert.equal(told('postgres://u@h/db?password=x'), told('postgres://u@h/db'));
  assert.notEqual(told('postgres://u@h/db'), told('postgres://v@h/db'));
  const keyed = (FOBLAB_KEY: string) => toldBy({ FOBLAB_KEY }, '/lab').key;
  assert.equal(keyed(key), keyed(Buffer.from(key, 'hex').toString('base64')));
  assert.notEqual(keyed(key), keyed('22'.repeat(32)));
  assert.deepEqual(toldBy({ FOBLAB_STORE: '', FOBLAB_KEY: '' }, '/lab'), { folder: '/lab' });
});

host(
  'a store named by a relative path is where the command was given, not where the holder was started',
  async () => {
    const held = await holdBench(directory, findOperation);
    try {
      const reply = await ask('credential.list', { store: 'own.db' }, toldBy({}, root));
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
  const server = await OwnerServer.listen(benchName(directory)!, async ({ id, operation, told }) => {
    asked[operation] = told;
    return { id, result: {} };
  });
  const { FOBLAB_STORE } = process.env;
  process.env.FOBLAB_STORE = 'elsewhere.db';
  try {
    await run('credential.list');
    await run('target.check', { target: 'foblab' });
    await run('fob.list');
    const told = toldBy({ ...process.env, FOBLAB_STORE: 'elsewhere.db' }, process.cwd());
    assert.deepEqual(asked, { 'credential.list': told, 'target.check': told, 'fob.list': undefined });
  } finally {
    if (FOBLAB_STORE === undefined) delete process.env.FOBLAB_STORE;
    else process.env.FOBLAB_STORE = FOBLAB_STORE;
    await server.close();
    lock?.release();
  }
});

host('a command that holds the bench for a moment sends on whoever was told otherwise', async () => {
  const holder = new Holder(openBenchOnDisk(directory), directory);
  try {
    const request = { id: requestId(), operation: 'credential.list', arguments: {} };
    const other = { ...request, told: toldBy({ FOBLAB_STORE: 'other.db' }, root) };
    const gone = new AbortController().signal;
    const reply = await dispatch(holder, other, () => {}, gone, findOperation);
    assert.ok('error' in reply && reply.error.code === 'elsewhere', JSON.stringify(reply));
    assert.ok('result' in (await dispatch(holder, request, () => {}, gone, findOperation)));
  } finally {
    await holder.close();
  }
});

host('a store that cannot be had is no defect: each with its exit code and how to mend it', async () => {
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
