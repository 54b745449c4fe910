// Addresses of stores.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { enrolment } from '../../test/contract/store-samples.js';
import { openStore } from './open-store.js';

test('memory, a path and sqlite:PATH open a store each', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-open-'));
  try {
    const path = join(folder, 'a.db');
    for (const [address, expected] of [
      ['memory:', 0],
      [path, 0],
      [`sqlite:${path}`, 1],
    ] as const) {
      const store = await openStore(address);
      assert.equal((await store.list()).length, expected, address);
      await store.commit(enrolment('a'));
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('anything else says what is expected and repeats no password', async () => {
  for (const address of ['', 'sqlite:', 'mysql://root:hunter2@host/db', 'redis:x'])
    await assert.rejects(openStore(address), (error: Error) => {
      assert.match(error.message, /is no store\. Expected memory:, a file path, sqlite:PATH or postgres:/);
      assert.ok(!error.message.includes('hunter2'));
      return true;
    });
});

test.run();
