import * as assert from 'node:assert/strict';
import { closeSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ReadStream } from 'node:tty';
import fc from 'fast-check';
import { suite } from 'uvu';
import { skip } from '../../test/skip.js';
import { type OpenSerial, openSerialPort, ReaderError, SerialFob, type SerialLike } from './index.js';
import { LineBuffer } from './line-buffer.js';

const test = suite('serial fobs');

type Answer = (query: string) => string | undefined;

/** A port that answers with `answer`, in pieces of `piece` characters, and is unplugged by the query "pull". */
class Rig {
  identity = 'OneSpan,Digipass GO7,3315511111,1.0';
  opened = 0;
  absent = 0;
  piece = 5;
  #close: (() => void) | undefined;
  answer: Answer = (query) => (query === 'READ:CODE?' ? '755224' : undefined);

  open: OpenSerial = async () => {
    if (this.absent > 0) {
      this.absent--;
      throw new ReaderError('not-found', 'gone', 'plug it in');
    }
    this.opened++;
    const texts: ((text: string) => void)[] = [];
    const port: SerialLike = {
      write: async (text) => {
        const query = text.trim();
        if (query === 'pull') return this.pull();
        const line = query === '*IDN?' ? this.identity : this.answer(query);
        if (line === undefined) return;
        const reply = `${line}\r\n`;
        for (let i = 0; i < reply.length; i += this.piece)
          for (const take of texts) take(reply.slice(i, i + this.piece));
      },
      onText: (listener) => texts.push(listener),
      onClose: (listener) => {
        this.#close = listener;
      },
      close: async () => this.pull(),
    };
    return port;
  };

  pull(): void {
    this.#close?.();
    this.#close = undefined;
  }
}

/** A timeout that ends as soon as all pending data has arrived. */
const impatient = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const options = { pause: impatient, timeoutMs: 1 };
const codeIs =
  (code: string, message: RegExp = /./) =>
  (error: unknown): boolean =>
    error instanceof ReaderError && error.code === code && message.test(error.message);

test('reads identity and code', async () => {
  const rig = new Rig();
  const fob = await SerialFob.connect(rig.open, options);
  assert.deepEqual(fob.identity, {
    manufacturer: 'OneSpan',
    model: 'Digipass GO7',
    serial: '3315511111',
    firmware: '1.0',
  });
  assert.equal(await fob.code(), '755224');
  assert.deepEqual(await Promise.all([fob.code(), fob.code()]), ['755224', '755224']);
  await fob.close();
});

test('refuses a device that is no fob', async () => {
  const rig = new Rig();
  rig.identity = 'login:';
  await assert.rejects(SerialFob.connect(rig.open, options), codeIs('protocol', /\*IDN\?/));
});

test('reads the reason of a refusal from the error queue', async () => {
  const rig = new Rig();
  rig.answer = (query) => (query === 'SYSTem:ERRor?' ? '-241,"Hardware missing; battery dead"' : undefined);
  const fob = await SerialFob.connect(rig.open, options);
  await assert.rejects(fob.code(), codeIs('protocol', /-241/));
  assert.equal(rig.opened, 1);
});

test('no answer is a timeout, and the next query opens the port again', async () => {
  const rig = new Rig();
  const fob = await SerialFob.connect(rig.open, options);
  const { answer } = rig;
  rig.answer = () => undefined;
  await assert.rejects(fob.code(), codeIs('timeout'));
  rig.answer = answer;
  assert.equal(await fob.code(), '755224');
  assert.equal(rig.opened, 2);
});

test('reports an unplugged fob once, finds it again, and never repeats the query', async () => {
  const rig = new Rig();
  const fob = await SerialFob.connect(rig.open, options);
  let reads = 0;
  rig.answer = () => {
    reads++;
    return '755224';
  };
  await assert.rejects(fob.ask('pull'), codeIs('not-found', /unplugged/));
  rig.absent = 3;
  assert.equal(await fob.code(), '755224');
  assert.equal(reads, 1);
  assert.equal(rig.opened, 2);
});

test('refuses another fob at the same port', async () => {
  const rig = new Rig();
  const fob = await SerialFob.connect(rig.open, options);
  rig.pull();
  rig.identity = 'OneSpan,Digipass GO7,4400000001,1.0';
  await assert.rejects(fob.code(), codeIs('protocol', /another fob/));
});

test('a fob that never comes back ends in not-found', async () => {
  const rig = new Rig();
  const fob = await SerialFob.connect(rig.open, { ...options, reconnectAttempts: 4 });
  rig.pull();
  rig.absent = 100;
  await assert.rejects(fob.code(), codeIs('not-found'));
  assert.equal(rig.absent, 96);
});

test('reads lines in any pieces with any line end, and drops a line that is too long', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z0-9]{1,12}$/), { maxLength: 8 }),
      fc.constantFrom('\n', '\r', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      (lines, end, piece) => {
        const text = lines.map((line) => line + end).join('');
        const buffer = new LineBuffer();
        const seen: string[] = [];
        for (let i = 0; i < text.length; i += piece) seen.push(...buffer.push(text.slice(i, i + piece)));
        assert.deepEqual(seen, lines);
      },
    ),
  );
  const buffer = new LineBuffer();
  for (let i = 0; i < 2000; i++) assert.deepEqual(buffer.push('x'.repeat(64)), []);
  assert.deepEqual(buffer.push('\n755224\n'), ['755224']);
});

function openPty(): { master: number; slave: number; pty: string } | undefined {
  try {
    return createRequire(import.meta.url)('@lydell/node-pty-linux-x64/pty.node').open(80, 24);
  } catch {
    return undefined;
  }
}

const pty = openPty();
if (pty === undefined) skip(test, 'serialport on a PTY', 'no PTY module for this platform');
else {
  test('serialport on a PTY: identity, code, busy to a second opener', async () => {
    const master = new ReadStream(pty.master);
    master.on('error', () => undefined);
    master.on('data', (chunk) => {
      for (const query of String(chunk).split('\n')) {
        if (query === '*IDN?') writeSync(pty.master, 'foblab,rig,42,1.0\n');
        if (query === 'READ:CODE?') writeSync(pty.master, '287082\n');
      }
    });
    const fob = await SerialFob.connect(() => openSerialPort(pty.pty));
    try {
      assert.equal(fob.identity.serial, '42');
      assert.equal(await fob.code(), '287082');
      await assert.rejects(openSerialPort(pty.pty), codeIs('busy'));
    } finally {
      await fob.close();
      master.destroy();
      closeSync(pty.slave);
    }
    await assert.rejects(openSerialPort('/dev/ttyACM99'), codeIs('not-found'));
  });
}

test.run();
