import * as assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { keyTable } from './key-table.js';
import { keysPage } from './keys-page.js';

const docs = new URL('../../../docs/', import.meta.url);

test('docs/terminal-ui.md is what the key table says', () => {
  const page = readFileSync(new URL('terminal-ui.md', docs), 'utf8');
  assert.equal(page, keysPage(), 'stale: node --import tsx scripts/write-keys-page.ts');
  for (const [, picture] of page.matchAll(/\]\(([^)]+\.svg)\)/g))
    assert.ok(existsSync(new URL(picture!, docs)));
});

test('every operation that a key names is in the table of operations', () => {
  for (const { entries } of keyTable)
    for (const { action } of entries)
      if ('operation' in action) assert.ok(operationNamed(action.operation), action.operation);
});

test.run();
