// Addresses of stores.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { enrolment } from '../../test/contract/store-samples.js';
import { hasPassword, withoutPassword } from '../database/database-address.js';
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

test('a password is known wherever it stands, and never shown', () => {
  for (const [address, shown] of [
    ['postgres://u:hunter2@h/db', 'postgres://u@h/db'],
    ['postgresql://u:hunter2@h:5432/db?sslmode=require', 'postgresql://u@h:5432/db?sslmode=require'],
    ['POSTGRES://u:hunter2@h/db', 'POSTGRES://u@h/db'],
    ['postgres://u:hun/ter2@h/db', 'postgres://u@h/db'],
    ['postgres://u:hun@ter2@h/db', 'postgres://u@h/db'],
    ['postgres://u:hun?ter2@h/db', 'postgres://u@h/db'],
    ['postgres://:hunter2@h/db', 'postgres://@h/db'],
    ['postgres:///db?host=/run&password=hunter2', 'postgres:///db?host=/run'],
    ['postgres:///db?password=hunter2&host=/run', 'postgres:///db?host=/run'],
    ['postgres://u@h/db?PASSWORD=hunter2', 'postgres://u@h/db'],
    ['postgres://u@h/db?sslpassword=hunter2', 'postgres://u@h/db'],
  ] as const) {
    assert.equal(withoutPassword(address), shown);
    assert.equal(hasPassword(address), true, address);
    assert.equal(hasPassword(shown), false, shown);
    assert.equal(withoutPassword(shown), shown);
  }
  for (const address of [
    'postgres://u@h/db',
    'postgres:///db?host=/run',
    'postgres://u:@h/db',
    'a:b@c.db',
    'memory:',
    'postgres://h:5432/db?application_name=a@b',
  ])
    assert.equal(hasPassword(address), false, address);
});

test.run();
