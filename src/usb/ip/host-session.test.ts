import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { joinBytes } from '../hex.js';
import type { SubmittedTransfer } from '../host/urb-transport.js';
import type { TransferResult } from '../transfer.js';
import { HostSession } from './host-session.js';
import { encodeReplySubmit, encodeReplyUnlink } from './urb-frames.js';

const none = new Uint8Array(0);

function session() {
  const results: TransferResult[] = [];
  let closed = false;
  let disconnects = 0;
  const made = new HostSession({ write: () => {}, close: () => (closed = true) }, 0x10002);
  made.onDisconnect(() => disconnects++);
  const read = (): SubmittedTransfer =>
    made.submit({ kind: 'in', endpoint: 1, length: 8 }, (result) => results.push(result));
  return { made, results, read, state: () => ({ closed, disconnects }) };
}

test('a reply completes its transfer, however its bytes are cut', () => {
  const bytes = joinBytes([
    encodeReplySubmit({ sequence: 2, status: 0, actualLength: 3 }, Uint8Array.of(1, 2, 3)),
    encodeReplySubmit({ sequence: 1, status: -32, actualLength: 0 }, none),
  ]);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { made, results, read } = session();
    read();
    read();
    made.receive(bytes.subarray(0, cut));
    made.receive(bytes.subarray(cut));
    assert.deepEqual(
      results.map(({ status, data }) => [status, [...data]]),
      [
        ['ok', [1, 2, 3]],
        ['stalled', []],
      ],
    );
  }
});

test('an unlink completes as its reply says', () => {
  const { made, results, read } = session();
  read().unlink();
  made.receive(encodeReplyUnlink({ sequence: 2, status: -104 }));
  const late = read();
  late.unlink();
  made.receive(encodeReplySubmit({ sequence: 3, status: 0, actualLength: 1 }, Uint8Array.of(9)));
  made.receive(encodeReplyUnlink({ sequence: 4, status: 0 }));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['unlinked', 'ok'],
  );
});

for (const [what, reply] of [
  ['an answer to nothing', encodeReplySubmit({ sequence: 77, status: 0, actualLength: 0 }, none)],
  [
    'more bytes than were asked',
    encodeReplySubmit({ sequence: 1, status: 0, actualLength: 9 }, new Uint8Array(9)),
  ],
  ['an unlink that was never sent', encodeReplyUnlink({ sequence: 77, status: 0 })],
  ['no reply at all', new Uint8Array(48)],
] as const)
  test(`${what} ends the connection, and every transfer once`, () => {
    const { made, results, read, state } = session();
    read();
    read();
    made.receive(reply);
    assert.deepEqual(state(), { closed: true, disconnects: 1 });
    assert.deepEqual(
      results.map(({ status }) => status),
      ['disconnected', 'disconnected'],
    );
    read();
    assert.equal(results.length, 3);
  });

test('random bytes from a server never throw, and every transfer completes once', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
      const { made, results, read } = session();
      for (let i = 0; i < 5; i++) read();
      for (const chunk of chunks) made.receive(chunk);
      made.lost();
      assert.equal(results.length, 5);
    }),
    { numRuns: 1000 },
  );
});

test.run();
