import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { MemoryFob } from '../../test/contract/memory-fob.js';
import { VirtualTimer } from '../../test/contract/virtual-timer.js';
import { consoleOf } from './console-session.js';
import type { OpenSession } from './link.js';
import { pacing } from './pacing.js';

test('refuses a baud rate out of range', () => {
  for (const baud of [0, -1, 49, 9600.5, Number.NaN, 1e7])
    assert.throws(() => pacing(baud), /whole number from 50/);
});

test('a byte takes ten bit times each way: *IDN? at 9600 baud', async () => {
  const { session, heard, timer, settle } = paced(9600);
  session.feed(Buffer.from('*IDN?\n'));
  timer.advance(6.24);
  assert.equal(timer.waiting, 1, 'the last byte of the query is still on the wire');
  timer.advance(1.01);
  await settle();
  const answer = 'OneSpan,Digipass GO7,3315511111,1.0.0\n';
  timer.advance((answer.length / 960) * 1000 - 1.5);
  assert.ok(heard().length < answer.length);
  timer.advance(1.5);
  assert.equal(heard(), answer);
  assert.equal(timer.waiting, 0, 'an idle wire sets no timer');
});

test('late timers do not add up: the rate is exact to 0.2 % at every baud', () => {
  for (const baud of [300, 9600, 115_200, 921_600]) {
    const { session, timer, fedBytes } = paced(baud, swallow);
    const seconds = baud < 1000 ? 30 : 2;
    const piece = new Uint8Array(256);
    for (let ms = 0; ms < seconds * 1000; ms += 1) {
      while (session.feed(piece));
      timer.advance(1, (ms * 7) % 1);
    }
    const expected = (baud / 10) * seconds;
    assert.ok(Math.abs(fedBytes() / expected - 1) < 0.002, `${baud}: ${fedBytes()} of ${expected}`);
  }
});

test('holds a writer back and tells it when there is room', () => {
  const { session, timer, ready } = paced(9600, swallow);
  while (session.feed(new Uint8Array(1024)));
  assert.equal(ready(), 0);
  timer.advance(60_000);
  assert.equal(ready(), 1);
});

test('is idle once the last byte of the answer has left', async () => {
  const { session, heard, timer, settle } = paced(9600);
  let idleAt = '';
  session.feed(Buffer.from('*OPC?\n'));
  session.whenIdle(() => {
    idleAt = heard();
  });
  assert.equal(idleAt, '');
  timer.advance(20);
  await settle();
  assert.equal(idleAt, '1\n');
});

test('a hang-up empties the wire', async () => {
  const { session, heard, timer, settle } = paced(9600);
  session.feed(Buffer.from('*IDN?\n'));
  timer.advance(20);
  await settle();
  session.hangUp();
  const before = heard();
  timer.advance(1000);
  assert.equal(heard(), before);
  assert.equal(timer.waiting, 0);
});

function paced(baud: number, open: OpenSession = consoleOf(new MemoryFob())) {
  const timer = new VirtualTimer();
  let heard = '';
  let ready = 0;
  fed = 0;
  const session = pacing(baud, timer)(open)({
    send: (bytes) => {
      heard += Buffer.from(bytes).toString();
      return true;
    },
    ready: () => {
      ready += 1;
    },
    disconnect: () => undefined,
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { session, timer, settle, heard: () => heard, ready: () => ready, fedBytes: () => fed };
}

let fed = 0;

/** A session that answers nothing and counts the bytes that it gets. */
function swallow(): ReturnType<OpenSession> {
  return {
    feed: (bytes) => {
      fed += bytes.length;
      return true;
    },
    resume: () => undefined,
    whenIdle: (run) => run(),
    hangUp: () => undefined,
  };
}

test.run();
