import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import { cliPage } from './cli-page.js';

test('docs/cli.md says what the table says (npx tsx scripts/write-cli-page.ts)', async () => {
  assert.equal(readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8'), await cliPage());
});

test.run();
