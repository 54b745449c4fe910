// The findings of a dry run, for commands, endpoints and foblab's own core.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { failure, opened, request } from '../../test/targets/described.js';
import { manualDependencies } from '../../test/targets/manual-dependencies.js';
import { createKeyring, createMemoryStore, createVerifier } from '../verification/index.js';
import { checkTarget, foblabTarget, type Target } from './index.js';

const atUs = request.atUs;

function command(script: string, ...rules: string[]): Target {
  return opened([
    'kind: command',
    'program: sh',
    `arguments: [-c, '${script}', sh, '{serial}', '{code}']`,
    'verdict:',
    ...rules.map((rule) => `  - { ${rule} }`),
  ]);
}

test('tells apart a target that refuses, one that accepts everything, and one without a verdict', async () => {
  const refuses = await checkTarget(
    command('exit 1', 'exit: 0, outcome: accepted', 'exit: 1, outcome: invalid'),
    { atUs },
  );
  assert.deepEqual([refuses.ok, refuses.finding], [true, 'refuses']);
  assert.match(refuses.message, /^It answers and refuses: invalid, by rule 2 \(exit 1\), in 0 ms\.$/);
  assert.deepEqual(refuses.sent, { serial: 'FOBLAB-CHECK', code: 'NOCODE', atUs });

  const open = await checkTarget(command('exit 0', 'exit: 0, outcome: accepted', 'outcome: refused'), {
    atUs,
  });
  assert.deepEqual([open.ok, open.finding], [false, 'accepts-everything']);
  assert.match(
    open.message,
    /^It accepted NOCODE for FOBLAB-CHECK: .*rule 1 \(exit 0\) reads a refusal as an acceptance/,
  );

  const mute = await checkTarget(
    command('echo no such user; exit 9', 'exit: 0, outcome: accepted', 'exit: 1, outcome: refused'),
    { atUs },
  );
  assert.deepEqual([mute.ok, mute.finding], [false, 'unreadable']);
  assert.match(mute.message, /exit code 9, no rule reads it\. It said: no such user$/);
  assert.equal(mute.raw?.kind === 'command' && mute.raw.stdout, 'no such user');

  const rules = ['verdict: [{ exit: 0, outcome: accepted }, { outcome: refused }]'];
  const away = opened(['kind: command', 'program: no-such-program', "arguments: ['{code}']", ...rules]);
  assert.equal((await checkTarget(away, { atUs })).finding, 'unreachable');
  const keyless = opened([
    ...['kind: command', 'program: sh', "arguments: ['{code}']", "env: { K: '{secret.k}' }"],
    ...['secrets: { k: { env: NOT_SET } }', ...rules],
  ]);
  assert.equal((await checkTarget(keyless, { atUs })).finding, 'misconfigured');
});

test('sends a given serial, and ends when the caller aborts', async () => {
  const target = command('test "$1" = S1', 'exit: 0, outcome: refused', 'exit: 1, outcome: accepted');
  assert.equal((await checkTarget(target, { atUs, serial: 'S1' })).finding, 'refuses');
  assert.equal((await checkTarget(target, { atUs })).finding, 'accepts-everything');
  await failure(checkTarget(target, { atUs, signal: AbortSignal.abort() }), 'aborted');
});

test('checks foblab’s own core like any other target', async () => {
  const verifier = createVerifier({
    store: createMemoryStore(),
    keyring: createKeyring([{ id: 'k', key: new Uint8Array(32).fill(7) }]),
  });
  // RFC 6238 appendix B: the code of 59 s.
  const seed = new TextEncoder().encode('12345678901234567890');
  await verifier.enroll({
    id: '3315511111',
    kind: 'totp',
    seed,
    digits: 8,
    atUs: 0,
    actor: 'test',
    reason: '',
  });
  const target = foblabTarget(
    { verify: (serial, code, at) => verifier.verify({ credentialId: serial, code, atUs: at }) },
    manualDependencies(),
  );
  assert.deepEqual([target.name, target.kind, target.timeBase], ['foblab', 'foblab', 'bench']);
  const ask = { serial: '3315511111', code: '94287082', atUs: 59_000_000 };
  const first = await target.verify(ask);
  assert.deepEqual([first.outcome, first.atUs, first.durationMs], ['accepted', 59_000_000, 0]);
  assert.equal(first.raw.kind === 'foblab' && first.raw.verdict.stepsOff, 0);
  assert.equal((await target.verify(ask)).outcome, 'replayed');
  const checked = await checkTarget(target, { atUs: ask.atUs });
  assert.match(checked.message, /^It answers and refuses: unknown-credential, by foblab’s own word/);
  await failure(target.verify({ ...ask, pin: '1' }), 'unsendable');
  await failure(target.verify({ ...ask, signal: AbortSignal.abort() }), 'aborted');
});

test.run();
