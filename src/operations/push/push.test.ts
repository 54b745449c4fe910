import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';
import { OperationError } from '../../contract/operation-error.js';
import { readArguments } from '../../contract/parameter.js';
import type { PushRequest } from '../../contract/results/push-request.js';
import { pushAnswer } from './answer.js';

const push = suite('push operations');
let bench: PausedBench;
push.before.each(async () => {
  bench = pausedBench();
  await run('fob.add', { model: 'idme/push', serial: 'push-1' });
});
push.after.each(() => bench.close());

const run: PausedBench['run'] = (name, given) => bench.run(name, given);
const ask = async (given: Record<string, unknown> = {}): Promise<PushRequest> =>
  (await run('push.ask', { fob: 'push-1', text: 'Sign in?', ...given })).request as PushRequest;
const outcomes = async (): Promise<string[]> =>
  ((await run('push.list', { fob: 'push-1' })).requests as PushRequest[]).map(
    ({ id, outcome }) => `${id} ${outcome}`,
  );
const kinds = (): string[] =>
  bench.benchHost.bench.events(1).map(({ at, kind }) => `${at.slice(14, 19)} ${kind}`);

push('asked, approved, denied and expired, each an event at its own time', async () => {
  for (const id of ['a', 'b', 'c']) await ask({ id, expiry: '60s' });
  await run('push.answer', { answer: 'approve', fob: 'push-1' });
  await run('push.answer', { answer: 'deny', fob: 'push-1', id: 'c' });
  assert.deepEqual(await outcomes(), ['a approved', 'b pending', 'c denied']);
  await run('bench.advance', { by: '1h' });
  assert.deepEqual(await outcomes(), ['a approved', 'b expired', 'c denied']);
  assert.deepEqual(kinds(), [
    '00:00 added',
    '00:00 push-asked',
    '00:00 push-asked',
    '00:00 push-asked',
    '00:00 push-answered',
    '00:00 push-answered',
    '01:00 push-expired',
  ]);
});

push('an id is drawn where none is given, and the model says how long it waits', async () => {
  const first = await ask();
  const second = await ask();
  assert.notEqual(first.id, second.id);
  assert.equal(first.expiresAt, '2026-01-01T00:05:00Z');
  assert.equal((await run('bench.status')).nextEventAt, '2026-01-01T00:05:00Z');
});

push('what cannot be answered is refused with its outcome', async () => {
  const answer = (given: Record<string, unknown>) =>
    assert.rejects(run('push.answer', { answer: 'approve', fob: 'push-1', ...given }), Error);
  await answer({});
  await ask({ id: 'a', expiry: '1s' });
  await assert.rejects(ask({ id: 'a' }), /"a" exists/);
  await answer({ id: 'z' });
  await run('bench.advance', { by: '1s' });
  await assert.rejects(run('push.answer', { answer: 'deny', fob: 'push-1', id: 'a' }), /"a" is expired/);
  await assert.rejects(run('push.list', { fob: 'push-1', id: 'z' }), /no push request "z"/);
  await assert.rejects(ask({ text: '\u001b[2J' }), /control character/);
  await assert.rejects(ask({ expiry: '2d' }), /cannot expire after/);
  assert.deepEqual(await outcomes(), ['a expired']);
});

push('a fob that is no push app is refused, and a push app where a code is asked for', async () => {
  await run('fob.add', { model: 'idme/code-generator', serial: 'soft' });
  for (const [operation, given] of [
    ['push.ask', { text: 'x' }],
    ['push.answer', { answer: 'deny' }],
    ['push.list', {}],
  ] as const)
    await assert.rejects(
      run(operation, { fob: 'soft', ...given }),
      (error) => error instanceof OperationError && error.remedy?.arguments?.model === 'idme/push',
    );
  await assert.rejects(run('fob.code', { fob: 'push-1' }), /shows no codes: ask it/);
  await assert.rejects(run('fob.press', { fob: 'push-1' }), /shows no codes: ask it/);
  await assert.rejects(run('fob.otpauth', { fob: 'push-1' }), /has no seed to give/);
  await assert.rejects(run('credential.enroll', { fob: 'push-1' }), /has no seed to give/);
  await assert.rejects(
    run('fob.add', { model: 'idme/push', digits: 8, event: true }),
    /idme\/push has no seed .*: leave out digits, event/,
  );
});

push('the word after push is approve or deny, and a mistyped one is put right', () => {
  assert.throws(
    () => readArguments(pushAnswer.command, pushAnswer.parameters, { answer: 'aprove', fob: 'x' }),
    /did you mean approve\?/,
  );
});

push.run();
