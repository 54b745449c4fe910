import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { goldenBytes } from '../../../test/golden/hex-lines.js';
import { createCompositeFob } from '../composite-fob.js';
import { hexOfBytes, joinBytes } from '../hex.js';
import { ByteQueue } from './byte-queue.js';
import { listDevice } from './exported-device.js';
import {
  decodeBusId,
  decodeDeviceRecord,
  decodeOpHeader,
  encodeBusId,
  encodeDeviceRecord,
  encodeInterfaceRecord,
  encodeOpHeader,
} from './op-frames.js';
import { OpCode } from './protocol.js';
import {
  decodeReply,
  decodeRequest,
  encodeReplySubmit,
  encodeReplyUnlink,
  encodeSubmit,
  encodeUnlink,
} from './urb-frames.js';

const golden = goldenBytes('usb/frames.hex');
const descriptors = goldenBytes('usb/descriptors.hex');
const none = new Uint8Array(0);
const noSetup = new Uint8Array(8);

function same(actual: Uint8Array, name: string): void {
  assert.equal(hexOfBytes(actual), hexOfBytes(golden(name)), name);
}

test('encodes the golden frames for requests before an import', () => {
  same(encodeOpHeader(OpCode.requestDeviceList, 0), 'req devlist');
  same(joinBytes([encodeOpHeader(OpCode.requestImport, 0), encodeBusId('1-1')]), 'req import 1-1');
  same(encodeOpHeader(OpCode.replyImport, 4), 'rep import no device');
  assert.deepEqual(decodeOpHeader(golden('rep import busy')), { version: 0x0111, code: 3, status: 2 });
});

test('encodes the golden record of the composite fob, and decodes it', () => {
  const { device } = createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial: '1' });
  const listed = listDevice({ busId: '1-1', device });
  const record = encodeDeviceRecord(listed);
  assert.equal(record.length, 312);
  same(record, 'record 1-1');
  same(joinBytes(listed.interfaces.map(encodeInterfaceRecord)), 'interfaces 1-1');
  const { interfaces: _interfaces, ...fields } = listed;
  assert.deepEqual(decodeDeviceRecord(golden('record 1-1')), fields);
});

test('a bus ID ends at its first NUL', () => {
  const junk = new Uint8Array(32).fill(0x58);
  junk.set([0x31, 0x2d, 0x31, 0]);
  assert.equal(decodeBusId(junk), '1-1');
  assert.equal(decodeBusId(new Uint8Array(32).fill(0x31)).length, 32);
});

test('encodes the golden URB frames', () => {
  const common = { deviceId: 0x0001_0002, transferFlags: 0, interval: 0 };
  const deviceSetup = golden('submit control in').slice(40);
  same(
    encodeSubmit(
      { ...common, sequence: 1, direction: 'in', endpoint: 0, bufferLength: 64, setup: deviceSetup },
      none,
    ),
    'submit control in',
  );
  same(
    encodeReplySubmit({ sequence: 1, status: 0, actualLength: 18 }, descriptors('device')),
    'reply control in',
  );
  same(encodeReplySubmit({ sequence: 2, status: -32, actualLength: 0 }, none), 'reply stall');
  const idn = new TextEncoder().encode('*IDN?\n');
  same(
    encodeSubmit(
      { ...common, sequence: 4, direction: 'out', endpoint: 2, bufferLength: 6, setup: noSetup },
      idn,
    ),
    'submit bulk out',
  );
  same(encodeReplySubmit({ sequence: 4, status: 0, actualLength: 6 }, none), 'reply bulk out');
  same(
    encodeSubmit(
      { ...common, sequence: 5, direction: 'in', endpoint: 3, bufferLength: 8, setup: noSetup },
      none,
    ),
    'submit interrupt in',
  );
  same(encodeUnlink({ sequence: 6, deviceId: 0x0001_0002, unlinkSequence: 5 }), 'unlink 5');
  same(encodeReplyUnlink({ sequence: 6, status: -104 }), 'reply unlinked');
});

test('decodes the URB frames that it encodes', () => {
  assert.deepEqual(decodeRequest(golden('submit interrupt in')), {
    command: 'submit',
    sequence: 5,
    deviceId: 0x0001_0002,
    direction: 'in',
    endpoint: 3,
    transferFlags: 0,
    bufferLength: 8,
    interval: 0,
    setup: noSetup,
  });
  assert.deepEqual(decodeRequest(golden('unlink 5')), {
    command: 'unlink',
    sequence: 6,
    deviceId: 0x0001_0002,
    unlinkSequence: 5,
  });
  assert.deepEqual(decodeReply(golden('reply stall')), {
    command: 'reply-submit',
    sequence: 2,
    status: -32,
    actualLength: 0,
  });
  assert.deepEqual(decodeReply(golden('reply unlinked')), {
    command: 'reply-unlink',
    sequence: 6,
    status: -104,
  });
});

test('refuses bytes that cannot begin a frame', () => {
  const spoilt = (offset: number, value: number): Uint8Array => {
    const bytes = golden('submit interrupt in').slice();
    bytes[offset] = value;
    return bytes;
  };
  assert.equal(decodeRequest(spoilt(3, 3)), undefined);
  assert.equal(decodeRequest(spoilt(15, 2)), undefined);
  assert.equal(decodeRequest(spoilt(19, 16)), undefined);
  assert.equal(decodeReply(golden('unlink 5')), undefined);
});

test('a byte queue returns its bytes in order, for any pieces in and out', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.array(fc.nat(60)), (chunks, takes) => {
      const queue = new ByteQueue();
      const expected = joinBytes(chunks);
      const taken: Uint8Array[] = [];
      let pushed = 0;
      for (const length of takes) {
        const before = queue.length;
        const piece = queue.take(length);
        assert.equal(piece === undefined, length > before);
        if (piece !== undefined) taken.push(piece);
        if (pushed < chunks.length) queue.push(Buffer.from(chunks[pushed++]!));
      }
      for (; pushed < chunks.length; pushed++) queue.push(chunks[pushed]!);
      taken.push(queue.take(queue.length)!);
      assert.equal(hexOfBytes(joinBytes(taken)), hexOfBytes(expected));
      assert.equal(queue.length, 0);
    }),
    { numRuns: 2000 },
  );
});

test.run();
