// docs/openid.md: its client file is taken, its addresses are those of discovery, its options are those of the command.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import { serve } from '../../src/cli/commands/serve.js';
import { optionName } from '../../src/contract/option-name.js';
import { claimsByScope, policyScopes } from '../../src/openid/claims.js';
import { parseClients, paths } from '../../src/openid/index.js';

const page = readFileSync(new URL('../../docs/openid.md', import.meta.url), 'utf8');

test('the client file of the page is taken as it stands', () => {
  const [, yaml] = /```yaml\n([\s\S]*?)```/.exec(page)!;
  const [client] = parseClients(yaml!, 'docs/openid.md');
  assert.equal(client!.client_id, 'example-ehr');
  for (const written of ['client_id', 'redirect_uris']) assert.ok(yaml!.includes(written));
});

test('every address, scope and claim is on the page', () => {
  for (const path of Object.values(paths)) assert.ok(page.includes(path), path);
  for (const scope of policyScopes) assert.ok(page.includes(`openid ${scope}`), scope);
  for (const claim of Object.values(claimsByScope).flat()) assert.ok(page.includes(`\`${claim}\``), claim);
});

test('every option of serve that the page names is one', () => {
  const known = new Set(
    Object.entries(serve.operation.parameters).map(([name, parameter]) => optionName(name, parameter)),
  );
  const commands = [...page.matchAll(/foblab serve --http((?:[^`\n]|\\\n)*)/g)].map(([, rest]) => rest!);
  const named = commands.flatMap((text) => text.match(/--[a-z-]+/g) ?? []);
  assert.ok(named.length >= 6, String(named));
  for (const option of named) assert.ok(known.has(option), option);
});

test.run();
