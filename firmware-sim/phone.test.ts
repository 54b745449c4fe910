import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { FobError } from './fob-port.js';
import { type Delivery, PHONE_HISTORY, PhoneDevice } from './phone.js';

const S = 1e6;
const text: Delivery = { channel: 'text', from: 'ID.me', code: '123456', expirySeconds: 600 };

test('a code arrives by text or call and expires', () => {
  const phone = new PhoneDevice();
  phone.receive(0, text);
  phone.receive(10 * S, { ...text, channel: 'call', code: '654321' });
  assert.equal(phone.code(9 * S), '123456');
  assert.equal(phone.code(10 * S), '654321');
  assert.deepEqual(
    phone.messages(605 * S).map(({ number, channel, expired }) => [number, channel, expired]),
    [
      [1, 'text', true],
      [2, 'call', false],
    ],
  );
  assert.equal(phone.code(610 * S), undefined);
});

test('a late message is hidden until it arrives, and its code may have expired by then', () => {
  const phone = new PhoneDevice();
  phone.receive(0, { ...text, delaySeconds: 30 });
  phone.receive(0, { ...text, code: '0000', delaySeconds: 700 });
  assert.equal(phone.code(30 * S - 1), undefined);
  assert.equal(phone.nextWakeUs(0), 30 * S);
  assert.equal(phone.code(30 * S), '123456');
  assert.equal(phone.code(700 * S), undefined);
  assert.equal(phone.messages(700 * S).length, 2);
});

test('the code is that of the latest arrival, whatever was sent first', () => {
  const phone = new PhoneDevice();
  phone.receive(0, { ...text, code: '1111', delaySeconds: 50 });
  phone.receive(1 * S, { ...text, code: '2222' });
  assert.equal(phone.code(40 * S), '2222');
  assert.equal(phone.code(60 * S), '1111');
});

test('memory is bounded, numbers go on, reading changes nothing, and a snapshot continues', () => {
  const phone = new PhoneDevice();
  for (let index = 0; index < 200; index++) phone.receive(index, text);
  assert.equal(phone.messages(S).length, PHONE_HISTORY);
  const state = phone.snapshot();
  assert.equal(state.lastNumber, 200);
  assert.deepEqual(new PhoneDevice(JSON.parse(JSON.stringify(state))).snapshot(), state);
  assert.equal(new PhoneDevice(state).receive(0, text).number, 201);
  assert.deepEqual(phone.snapshot(), state);
});

test('a message that no phone can receive is refused', () => {
  const refuse = (change: Partial<Delivery>, expected: RegExp): void =>
    assert.throws(
      () => new PhoneDevice().receive(0, { ...text, ...change }),
      (error: Error) =>
        error instanceof FobError && error.code === 'out-of-range' && expected.test(error.message),
    );
  refuse({ code: '12 456' }, /give 4 to 10 digits/);
  refuse({ expirySeconds: 0 }, /give 1 s to a day/);
  refuse({ delaySeconds: -1 }, /give 0 s to a day/);
  refuse({ from: 'x'.repeat(101) }, /at most 100/);
  assert.throws(() => new PhoneDevice({ version: 3 } as never), /not of version 1/);
});

test.run();
