import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { goldenBytes } from '../../../test/golden/hex-lines.js';
import { type CompositeFob, createCompositeFob } from '../composite-fob.js';
import { hexOfBytes, joinBytes } from '../hex.js';
import { encodeBusId, encodeOpHeader } from './op-frames.js';
import { OpCode } from './protocol.js';
import { ServerSession } from './server-session.js';
import { decodeReply, encodeSubmit, encodeUnlink } from './urb-frames.js';

const golden = goldenBytes('usb/frames.hex');
const none = new Uint8Array(0);
const noSetup = new Uint8Array(8);

class Client {
  readonly session: ServerSession;
  readonly events: string[] = [];
  #written: Uint8Array[] = [];

  constructor(fob: CompositeFob) {
    const exported = { busId: '1-1', device: fob.device };
    this.session = new ServerSession(
      { list: () => [exported], find: (busId) => (busId === '1-1' ? exported : undefined) },
      {
        write: (bytes) => {
          assert.ok(!this.closed, 'nothing is written after the end');
          this.#written.push(bytes);
        },
        close: (gracefully) => this.events.push(gracefully ? 'ended' : 'cut'),
        attached: ({ busId }) => this.events.push(`attached ${busId}`),
        detached: ({ busId }) => this.events.push(`detached ${busId}`),
      },
    );
  }

  get closed(): boolean {
    return this.events.some((event) => event === 'cut' || event === 'ended');
  }

  send(...frames: Uint8Array[]): void {
    this.session.receive(joinBytes(frames));
  }

  /** The bytes that the server wrote since the last call. */
  answer(): string {
    const bytes = joinBytes(this.#written);
    this.#written = [];
    return hexOfBytes(bytes);
  }

  attach(): this {
    this.send(golden('req import 1-1'));
    this.answer();
    return this;
  }
}

function fob(): CompositeFob {
  return createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial: '123' });
}

function expected(...names: string[]): string {
  return hexOfBytes(joinBytes(names.map(golden)));
}

/** Import, enumeration, a refusal, a write, and a cancelled read, as hex in the golden file. */
const conversation: readonly (readonly [sent: string, answered: string])[] = [
  ['submit control in', 'reply control in'],
  ['submit qualifier', 'reply stall'],
  ['submit set configuration', 'reply set configuration'],
  ['submit bulk out', 'reply bulk out'],
  ['unlink 5', 'reply unlinked'],
  ['unlink 5 again', 'reply too late'],
];

function sentBytes(): Uint8Array {
  const frames = conversation.flatMap(([sent]) =>
    sent === 'unlink 5' ? ['submit interrupt in', sent] : [sent],
  );
  return joinBytes([golden('req import 1-1'), ...frames.map(golden)]);
}

function answeredHex(): string {
  return hexOfBytes(
    joinBytes([
      encodeOpHeader(OpCode.replyImport, 0),
      golden('record 1-1'),
      ...conversation.map(([, answered]) => golden(answered)),
    ]),
  );
}

test('a device list is the golden one, and ends the connection', () => {
  const client = new Client(fob());
  client.send(golden('req devlist'));
  const head = '01 11 00 05 00 00 00 00 00 00 00 01 ';
  assert.equal(client.answer(), head + expected('record 1-1', 'interfaces 1-1'));
  assert.deepEqual(client.events, ['ended']);
});

test('a whole conversation is answered byte for byte', () => {
  const client = new Client(fob());
  client.send(sentBytes());
  assert.equal(client.answer(), answeredHex());
  assert.equal(client.session.pendingUrbs, 0);
});

test('gives the same answers when the conversation is cut at any byte', () => {
  const bytes = sentBytes();
  const answer = answeredHex();
  for (let cut = 1; cut < bytes.length; cut++) {
    const client = new Client(fob());
    client.send(bytes.subarray(0, cut));
    client.send(bytes.subarray(cut));
    assert.equal(client.answer(), answer, `cut at ${cut}`);
  }
});

test('gives the same answers when bytes arrive one by one', () => {
  const client = new Client(fob());
  for (const byte of sentBytes()) client.send(Uint8Array.of(byte));
  assert.equal(client.answer(), answeredHex());
  assert.equal(client.session.bufferedBytes, 0);
});

test('refuses a busy or unknown device and another version in eight bytes', () => {
  const one = fob();
  const holder = new Client(one).attach();
  const second = new Client(one);
  second.send(golden('req import 1-1'));
  assert.equal(second.answer(), expected('rep import busy'));
  assert.deepEqual(second.events, ['ended']);
  const unknown = new Client(fob());
  unknown.send(encodeOpHeader(OpCode.requestImport, 0), encodeBusId('9-9'));
  assert.equal(unknown.answer(), expected('rep import no device'));
  const old = new Client(fob());
  old.send(Uint8Array.of(1, 6, 0x80, 3, 0, 0, 0, 0));
  assert.equal(old.answer(), '01 11 00 03 00 00 00 01');
  assert.deepEqual(holder.events, ['attached 1-1']);
});

test('a device is free and reset when its connection ends', () => {
  const one = fob();
  const first = new Client(one).attach();
  first.send(golden('submit set configuration'), golden('submit interrupt in'));
  first.session.end();
  assert.deepEqual(first.events, ['attached 1-1', 'detached 1-1', 'cut']);
  one.keyboard.type('1');
  const second = new Client(one).attach();
  second.answer();
  second.send(golden('submit interrupt in'));
  assert.match(second.answer(), /ff ff ff e0/, 'not configured yet, so the endpoint is refused');
});

test('a short answer is an error with URB_SHORT_NOT_OK', () => {
  const client = new Client(fob()).attach();
  const bytes = golden('submit control in').slice();
  bytes[23] = 1;
  client.send(bytes);
  const reply = client.answer();
  assert.match(reply, /ff ff ff 87 00 00 00 12/);
});

for (const [what, spoil] of [
  ['an unknown command', (bytes: Uint8Array) => bytes.fill(9, 3, 4)],
  ['endpoint 16', (bytes: Uint8Array) => bytes.fill(16, 19, 20)],
  ['a transfer of 4 GiB', (bytes: Uint8Array) => bytes.fill(0xff, 24, 28)],
  ['a sequence number that is still pending', (bytes: Uint8Array) => bytes.fill(0, 4, 7)],
] as const)
  test(`${what} ends the connection and frees the device`, () => {
    const one = fob();
    const client = new Client(one).attach();
    client.send(golden('submit set configuration'), golden('submit interrupt in'));
    const bytes = golden('submit interrupt in').slice();
    spoil(bytes);
    client.send(bytes);
    assert.deepEqual(client.events, ['attached 1-1', 'detached 1-1', 'cut']);
    assert.equal(one.device.attached, false);
    client.send(golden('submit control in'));
  });

test('disconnects a client with too many pending URBs', () => {
  const client = new Client(fob()).attach();
  client.send(golden('submit set configuration'));
  let sequence = 100;
  while (!client.closed && sequence < 100_000) client.send(parkedRead(sequence++, 3));
  assert.ok(sequence < 17_000, `cut off at ${sequence}`);
});

test('limits the OUT data that waits for the device', () => {
  const one = fob();
  one.device.faults.set('usb.silence', true);
  const client = new Client(one).attach();
  one.device.faults.set('usb.silence', false);
  client.send(golden('submit set configuration'));
  one.device.faults.set('usb.silence', true);
  const data = new Uint8Array(64 * 1024);
  let sent = 0;
  while (!client.closed && sent < 1000) {
    const sequence = 100 + sent++;
    client.send(encodeSubmit({ ...outTo(2), sequence, bufferLength: data.length }, data));
  }
  assert.ok(sent <= 65, `cut off after ${sent} times 64 KiB`);
});

function outTo(endpoint: number) {
  return {
    deviceId: 0x10002,
    direction: 'out',
    endpoint,
    transferFlags: 0,
    interval: 0,
    setup: noSetup,
  } as const;
}

function parkedRead(sequence: number, endpoint: number): Uint8Array {
  return encodeSubmit({ ...outTo(endpoint), direction: 'in', sequence, bufferLength: 64 }, none);
}

type Action =
  | readonly ['read', number]
  | readonly ['write', number]
  | readonly ['unlink', number]
  | readonly ['report'];

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom(1, 2, 3, 4, 9).map((endpoint): Action => ['read', endpoint]),
  fc.constantFrom(2, 4, 7).map((endpoint): Action => ['write', endpoint]),
  fc.nat(40).map((back): Action => ['unlink', back]),
  fc.constant<Action>(['report']),
);

test('each URB gets exactly one answer, and each unlink says whether it came first', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
      const one = fob();
      one.console.onData((bytes) => void one.console.write(bytes));
      const client = new Client(one).attach();
      client.send(golden('submit set configuration'));
      client.answer();
      const submitted = new Map<number, 'read' | 'write'>();
      const unlinks = new Map<number, number>();
      const answers = new Map<number, string>();
      let sequence = 100;
      for (const [kind, value = 0] of actions) {
        sequence++;
        if (kind === 'report') one.reports.sendReport(Uint8Array.of(1));
        else if (kind === 'unlink') {
          unlinks.set(sequence, sequence - value);
          client.send(encodeUnlink({ sequence, deviceId: 0x10002, unlinkSequence: sequence - value }));
        } else {
          submitted.set(sequence, kind);
          if (kind === 'read') client.send(parkedRead(sequence, value));
          else
            client.send(encodeSubmit({ ...outTo(value), sequence, bufferLength: 3 }, Uint8Array.of(1, 2, 3)));
        }
        for (const [answered, how] of readAnswers(client, submitted, unlinks)) {
          assert.ok(!answers.has(answered), `${answered} was answered twice`);
          answers.set(answered, how);
        }
      }
      for (const each of submitted.keys()) {
        const unlinked = [...unlinks].filter(
          ([number, of]) => of === each && answers.get(number) === '-104',
        ).length;
        assert.ok(unlinked <= 1);
        const total = (answers.has(each) ? 1 : 0) + unlinked;
        assert.ok(total <= 1, `${each} has ${total} ends`);
      }
      for (const each of unlinks.keys()) assert.ok(answers.has(each), 'each unlink is answered');
      const open = [...submitted.keys()].filter(
        (each) =>
          !answers.has(each) &&
          ![...unlinks].some(([number, of]) => of === each && answers.get(number) === '-104'),
      );
      assert.equal(client.session.pendingUrbs, open.length);
    }),
    { numRuns: 300 },
  );
});

function readAnswers(
  client: Client,
  submitted: ReadonlyMap<number, 'read' | 'write'>,
  unlinks: ReadonlyMap<number, number>,
): [number, string][] {
  const bytes = Uint8Array.from(
    client
      .answer()
      .split(' ')
      .filter((pair) => pair !== '')
      .map((pair) => Number.parseInt(pair, 16)),
  );
  const answers: [number, string][] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const frame = decodeReply(bytes.subarray(offset, offset + 48));
    assert.ok(frame !== undefined, 'a reply where one belongs');
    const known =
      frame.command === 'reply-submit' ? submitted.has(frame.sequence) : unlinks.has(frame.sequence);
    assert.ok(known, `an answer to ${frame.sequence}, which was never asked`);
    // The answer to an OUT transfer has the number of bytes taken, and no payload.
    const carries = frame.command === 'reply-submit' && submitted.get(frame.sequence) === 'read';
    offset += 48 + (carries ? frame.actualLength : 0);
    answers.push([frame.sequence, String(frame.status)]);
  }
  return answers;
}

test('a request for another device than the imported one ends the connection, unanswered', () => {
  for (const deviceId of [0, 0x10001, 0x10003, 0x20002, 0xffffffff])
    for (const frame of [
      encodeSubmit({ ...outTo(2), deviceId, sequence: 7, bufferLength: 1 }, Uint8Array.of(1)),
      encodeUnlink({ deviceId, sequence: 7, unlinkSequence: 6 }),
    ]) {
      const client = new Client(fob()).attach();
      client.send(golden('submit set configuration'));
      client.answer();
      client.send(frame);
      assert.deepEqual([client.closed, client.answer()], [true, ''], `devid ${deviceId.toString(16)}`);
    }
});

test('answers each of many unlinks for unknown sequence numbers with 0, and keeps no state', () => {
  const client = new Client(fob()).attach();
  for (let sequence = 1; sequence <= 20_000; sequence++)
    client.send(encodeUnlink({ sequence, deviceId: 0x10002, unlinkSequence: sequence ^ 0x5555 }));
  const answers = client.answer().split('00 00 00 04 00 00').length - 1;
  assert.equal(answers, 20_000);
  assert.equal(client.session.pendingUrbs, 0);
  assert.equal(client.closed, false);
});

test('random bytes never throw or grow memory, and the device is free afterwards', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(
        fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.constant(golden('submit bulk out')), mutated()),
      ),
      (attached, chunks) => {
        const one = fob();
        const client = attached ? new Client(one).attach() : new Client(one);
        for (const chunk of chunks) client.send(chunk);
        assert.ok(client.session.bufferedBytes <= 100 * 400 + 48);
        client.session.end();
        assert.equal(one.device.attached, false);
        assert.notEqual(new Client(one).attach().session.exported, undefined);
      },
    ),
    { numRuns: 1500 },
  );
});

function mutated(): fc.Arbitrary<Uint8Array> {
  return fc
    .record({
      frame: fc.constantFrom('submit control in', 'submit bulk out', 'submit interrupt in', 'unlink 5'),
      offset: fc.nat(47),
      value: fc.nat(255),
    })
    .map(({ frame, offset, value }) => {
      const bytes = golden(frame).slice();
      bytes[offset] = value;
      return bytes;
    });
}

test.run();
