import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import { catalogue } from './index.js';
import { modelsPage } from './models-page.js';

test('docs/models.md is what the catalogue says', () => {
  const page = readFileSync(new URL('../docs/models.md', import.meta.url), 'utf8');
  assert.equal(
    page,
    modelsPage(catalogue),
    'docs/models.md is stale: run npx tsx scripts/write-models-page.ts',
  );
});

test('the page names every model, every value and its basis', () => {
  const page = modelsPage(catalogue);
  for (const { id } of catalogue) assert.ok(page.includes(`\n## ${id}\n`), id);
  assert.match(page, /\| lcd\.onUs \| 32000000 \| published \| help\.iprescribe\.com/);
  assert.match(page, /\| crystal\.curvaturePpmPerC2 \| -0\.034 ± 0\.0086 \|/);
  assert.match(page, /100 % 3100 mV 18 Ω; /);
  assert.doesNotMatch(page, /undefined|\[object/);
});

test.run();
