import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { findModel, type PhoneDatasheet, toAppModel } from '../devices/index.js';
import { FobError } from './fob-port.js';
import { renderText } from './lcd/index.js';
import type { Delivery } from './phone.js';
import { PhoneFob } from './phone-fob.js';

const model = toAppModel(findModel('idme/phone') as PhoneDatasheet);
const start = 1_767_225_600_000_000;
const S = 1e6;
const phone = (): PhoneFob => PhoneFob.create({ serial: '+12025550143', model, timeUs: start });
const delivery: Delivery = { channel: 'text', from: '22395', code: '123456', expirySeconds: 600 };
const story = (events: ReturnType<PhoneFob['advanceTo']>) =>
  events.map(({ timeUs, kind, detail }) => [(timeUs - start) / S, kind, detail.number]);

test('what arrived last and is still good is on the screen', () => {
  const fob = phone();
  assert.equal(fob.view(start).state, 'asleep');
  const { message, events } = fob.receive(start, delivery);
  assert.equal(message.number, 1);
  assert.deepEqual(events, [
    {
      timeUs: start,
      kind: 'code-arrived',
      detail: { number: 1, channel: 'text', from: '22395', expired: false },
    },
  ]);
  assert.ok(!JSON.stringify(events).includes('123456'), 'an event has no code');
  fob.receive(start + S, { ...delivery, code: '654321', expirySeconds: 10 });
  assert.deepEqual([fob.view(start + S).state, fob.view(start + S).text], ['showing', '654321']);
  assert.match(renderText(fob.view(start + S).frame), /654321/);
  assert.equal(fob.nextWakeUs(), start + 11 * S, 'what has arrived does not arrive again');
  assert.equal(fob.view(start + 11 * S).text, '123456', 'the newer one is no longer good');
  assert.equal(fob.view(start + 600 * S).state, 'asleep');
});

test('arrival and expiry are events at their own times; what comes too late says so', () => {
  const fob = phone();
  assert.deepEqual(fob.receive(start, { ...delivery, delaySeconds: 30 }).events[0], {
    timeUs: start,
    kind: 'code-sent',
    detail: { number: 1, channel: 'text', lateSeconds: 30 },
  });
  fob.receive(start, { ...delivery, expirySeconds: 10, delaySeconds: 20 });
  assert.equal(fob.view(start).text, '');
  const events = fob.advanceTo(start + 3600 * S);
  assert.deepEqual(story(events), [
    [20, 'code-arrived', 2],
    [30, 'code-arrived', 1],
    [600, 'code-expired', 1],
  ]);
  assert.deepEqual(
    events.map(({ detail }) => detail.expired),
    [true, false, undefined],
  );
});

test('ten digits are on the screen as well as four', () => {
  for (const code of ['1234', '1234567890']) {
    const fob = phone();
    fob.receive(start, { ...delivery, code });
    assert.equal(fob.view(start).text, code);
  }
});

test('a press looks at it and changes nothing else', () => {
  const fob = phone();
  fob.receive(start, delivery);
  assert.deepEqual(
    fob.press(start).map(({ kind }) => kind),
    ['press'],
  );
  assert.deepEqual(
    fob.press(start).map(({ kind }) => kind),
    ['press'],
  );
  assert.equal(fob.view(start).text, '123456');
});

test('what cannot be delivered is refused, and the code is in no message', () => {
  for (const wrong of [
    { code: '12a456' },
    { code: '123' },
    { from: 'a\u0007' },
    { expirySeconds: 0 },
    { delaySeconds: -1 },
    { expirySeconds: Number.NaN },
  ]) {
    const fob = phone();
    assert.throws(
      () => fob.receive(start, { ...delivery, ...wrong }),
      (error: Error) =>
        error instanceof FobError && error.code === 'out-of-range' && !error.message.includes('12a456'),
    );
    assert.deepEqual(fob.snapshot(), phone().snapshot());
  }
});

test('an edited snapshot is refused with the field by name', () => {
  const fob = phone();
  fob.receive(start, delivery);
  const good = fob.snapshot();
  const state = good.state as { messages: object[] };
  for (const [wrong, expected] of [
    [{ ...good, schema: 'foblab.fob/1' }, /foblab\.phone\/1 expected/],
    [{ ...good, state: { ...state, lastNumber: -1 } }, /state\.lastNumber/],
    [
      { ...good, state: { ...state, messages: [{ ...state.messages[0], code: 'x' }] } },
      /messages\[0\]\.code/,
    ],
    [{ ...good, state: { ...state, more: 1 } }, /state\.more/],
  ] as const)
    assert.throws(() => PhoneFob.restore(wrong as typeof good), expected);
  assert.deepEqual(PhoneFob.restore(good).snapshot(), good);
});

test.run();
