// The verifier of a held bench: what it signs when it goes, and whose store and key it is.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { initBench } from '../../bench/index.js';
import { holdBench, runOnBench } from '../session.js';
import { findOperation } from '../table.js';

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

host.run();
