// A scenario of each system of the source documents, run as a script runs them.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';

const bundle = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));
const folder = fileURLToPath(new URL('../../scenarios/epcs/', import.meta.url));
const systems = [
  'administration',
  'authenticator-binding',
  'calmhsa',
  'drchrono',
  'gold',
  'idme',
  'iprescribe',
  'second-token',
  'signing',
  'synchronization',
];

test('every system has a scenario, and each passes', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  for (const system of systems)
    assert.ok(
      files.some((name) => name.startsWith(system)),
      system,
    );
  const kept = mkdtempSync(join(tmpdir(), 'foblab-epcs-scenarios-'));
  const words = ['scenario', 'run', '--keep', kept, ...files.map((name) => join(folder, name))];
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...words], { encoding: 'utf8' });
  rmSync(kept, { recursive: true, force: true });
  assert.equal(status, 0, stdout + stderr);
});

test.run();
