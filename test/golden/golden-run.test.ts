import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import { goldenRun } from '../../src/standalone/golden-run.js';
import { nodeHash } from './node-hash.js';

const golden = suite('golden run');

golden('ten years of every hard token give the recorded hash', () => {
  const run = goldenRun(nodeHash());
  assert.ok(run.fobs >= 30 && run.events > 10_000 && run.snapshots > 1000, JSON.stringify(run));
  const recorded = readFileSync(new URL('golden-run.sha256', import.meta.url), 'utf8').trim();
  assert.equal(
    run.hash,
    recorded,
    'the life of a fob has changed; where that is meant: node --import tsx test/golden/golden-main.ts > test/golden/golden-run.sha256',
  );
});

golden.run();
