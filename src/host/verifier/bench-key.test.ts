import * as assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { initBench } from '../../bench/index.js';
import { findOperation } from '../../operations/table.js';
import { openSqliteStore } from '../../stores/sqlite-store.js';
import { createVerifier, developmentKeyring, loadBenchKeyring } from '../../verification/index.js';
import { runOnBench } from '../run-on-bench.js';
import { benchKeyFile, ensureBenchKey } from './bench-key.js';

const keys = suite('key of a bench');
let root = '';
let directory = '';
keys.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-key-'));
  directory = join(root, 'bench');
  initBench(directory, { rate: 0, atUs: 1_767_225_600_000_000 });
});
keys.after.each(() => rmSync(root, { recursive: true }));

const ask = (name: string, given: Record<string, unknown>): Promise<unknown> =>
  runOnBench(directory, { operation: operationNamed(name), arguments: given, item: () => {} }, findOperation);

keys('the first credential makes it, for its owner alone; seeds are sealed under it', async () => {
  await ask('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  assert.ok(!existsSync(benchKeyFile(directory)));
  await ask('credential.enroll', { fob: '3315511111' });
  assert.equal(statSync(benchKeyFile(directory)).mode & 0o777, 0o600);
  const { currentId } = loadBenchKeyring(benchKeyFile(directory));
  assert.notEqual(currentId, developmentKeyring().currentId);
  const store = openSqliteStore(join(directory, 'credentials.db'));
  const [row] = await store.list();
  await store.close();
  assert.equal(row!.facts.seedKeyId, currentId);
});

keys('made once: a later command uses the same, and nothing else stays beside it', () => {
  const file = ensureBenchKey(directory);
  const text = readFileSync(file, 'utf8');
  assert.equal(ensureBenchKey(directory), file);
  assert.equal(readFileSync(file, 'utf8'), text);
  assert.deepEqual(
    readdirSync(directory).filter((name) => name.startsWith('credential')),
    ['credential.key'],
  );
});

keys('what was sealed under the development key comes under the own key where it is opened', async () => {
  const file = join(directory, 'credentials.db');
  const store = openSqliteStore(file);
  const before = createVerifier({ store, keyring: developmentKeyring() });
  const secret = new Uint8Array(20).fill(7);
  const id = '3315511111';
  await before.enroll({ id, seed: secret, kind: 'totp', atUs: 1, actor: 'test', reason: 'a new fob' });
  await store.close();
  assert.match(JSON.stringify(await ask('credential.show', { serial: id })), /3315511111/);
  const keyring = loadBenchKeyring(benchKeyFile(directory));
  const again = openSqliteStore(file);
  const after = createVerifier({ store: again, keyring });
  assert.equal((await again.get(id))!.facts.seedKeyId, keyring.currentId);
  const request = { credentialId: id, atUs: 2, actor: 'test', reason: 'a look at the seed' };
  assert.deepEqual(await after.revealSeed(request), secret);
  assert.equal((await after.verifyAudit()).status, 'valid');
  assert.equal(await after.reseal(3), null);
  await again.close();
});

keys.run();
