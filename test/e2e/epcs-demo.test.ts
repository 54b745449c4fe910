// `foblab epcs demo` as a script starts it: the long story by operations alone, without a terminal.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';

const bundle = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));

test('the long story ends well, tells no secret, and says at each refusal why', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, 'epcs', 'demo', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  assert.equal(status, 0, stderr);
  const steps = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { operation: string; outcome: string; code?: string });
  const refusals = steps.filter(({ outcome }) => outcome === 'refused').map(({ code }) => code);
  assert.deepEqual(refusals, [
    'post-office-box',
    'registration-unfinished',
    'signed-out',
    'invalid-code',
    'invalid-code',
    'no-signing-right',
    'two-persons',
    'factor-on-requesting-device',
  ]);
  assert.equal(steps.at(-1)?.operation, 'epcs-signing.sign');
  for (const secret of ['Correct horse', 'A long password', '666123450'])
    assert.equal(stdout.includes(secret), false);
});

test.run();
