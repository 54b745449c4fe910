import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { FobError } from './fob-port.js';
import { PUSH_HISTORY, PushDevice } from './push.js';

const S = 1e6;
const ask = (device: PushDevice, timeUs: number, id: string, expirySeconds = 60) =>
  device.ask(timeUs, { id, text: 'Sign in?', expirySeconds });
const refuse = (run: () => unknown, code: string, expected: RegExp): void =>
  assert.throws(
    run,
    (error: Error) => error instanceof FobError && error.code === code && expected.test(error.message),
  );

test('a request is approved or denied, once', () => {
  const device = new PushDevice();
  ask(device, 0, 'a');
  ask(device, 0, 'b');
  assert.equal(device.outcome(1 * S, 'a'), 'pending');
  assert.equal(device.answer(1 * S, 'approved').id, 'a');
  assert.equal(device.answer(2 * S, 'denied', 'b').answeredAtUs, 2 * S);
  assert.equal(device.outcome(3 * S, 'a'), 'approved');
  assert.equal(device.outcome(300 * S, 'b'), 'denied', 'an answer does not expire');
  refuse(() => device.answer(3 * S, 'denied', 'a'), 'conflict', /"a" is approved: ask again/);
  refuse(() => device.answer(3 * S, 'approved'), 'conflict', /No push request waits/);
  refuse(() => device.answer(3 * S, 'approved', 'z'), 'unknown-name', /no push request "z"/);
});

test('a request expires at its deadline and not before', () => {
  const device = new PushDevice();
  ask(device, 5 * S, 'a', 60);
  assert.equal(device.nextWakeUs(5 * S), 65 * S);
  assert.equal(device.outcome(65 * S - 1, 'a'), 'pending');
  assert.equal(device.outcome(65 * S, 'a'), 'expired');
  refuse(() => device.answer(65 * S, 'approved', 'a'), 'conflict', /"a" is expired/);
  assert.equal(device.nextWakeUs(65 * S), undefined);
  device.answer(65 * S - 1, 'approved', 'a');
});

test('looking changes nothing and a snapshot goes on', () => {
  const device = new PushDevice();
  ask(device, 0, 'a');
  const before = device.snapshot();
  device.requests(1e15);
  device.outcome(1e15, 'a');
  assert.deepEqual(device.snapshot(), before);
  const restored = new PushDevice(JSON.parse(JSON.stringify(before)));
  restored.answer(1 * S, 'approved');
  assert.equal(restored.outcome(1 * S, 'a'), 'approved');
  assert.equal(device.outcome(1 * S, 'a'), 'pending');
  refuse(() => new PushDevice({ version: 2 } as never), 'internal', /not of version 1/);
});

test('memory is bounded: settled requests are forgotten, waiting ones never', () => {
  const device = new PushDevice();
  ask(device, 0, 'long', 86_400);
  for (let index = 0; index < 500; index++) ask(device, index * 2 * S, `short-${index}`, 1);
  assert.equal(device.requests(0).length, PUSH_HISTORY);
  assert.equal(device.outcome(1000 * S, 'long'), 'pending');
  const full = new PushDevice();
  for (let index = 0; index < PUSH_HISTORY; index++) ask(full, 0, `${index}`);
  refuse(() => ask(full, 0, 'one more'), 'conflict', /50 push requests wait/);
});

test('bad requests are refused', () => {
  const device = new PushDevice();
  ask(device, 0, 'a');
  refuse(() => ask(device, 0, 'a'), 'conflict', /"a" exists/);
  refuse(() => ask(device, 0, ''), 'out-of-range', /needs an id/);
  for (const expiry of [0, -1, Number.NaN, 1e9])
    refuse(() => ask(device, 0, 'b', expiry), 'out-of-range', /give 1 s to a day/);
});

test.run();
