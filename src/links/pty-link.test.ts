import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  lstatSync,
  mkdtempSync,
  openSync,
  readlinkSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { suite } from 'uvu';
import { LineClient } from '../../test/contract/line-client.js';
import { MemoryFob, type MemoryFobOptions } from '../../test/contract/memory-fob.js';
import { VirtualTimer } from '../../test/contract/virtual-timer.js';
import { skip } from '../../test/skip.js';
import { consoleOf } from './console-session.js';
import type { OpenSession } from './link.js';
import { LinkFaults } from './link-faults.js';
import { openPtyLink, type PtyLink } from './pty-link.js';
import { openPty, ptyOpeners } from './pty-open.js';

const idn = 'OneSpan,Digipass GO7,3315511111,1.0.0';
const pseudoTerminal = suite('pseudo-terminal');

pseudoTerminal('without any way to open one the error says why and what works instead', async () => {
  const openers = {
    one: () => {
      throw new Error('not here');
    },
  };
  await assert.rejects(openPty(openers), /one: not here.*TCP or in-process/);
});

const everyWay = Object.entries(ptyOpeners).map(([name, open]) => {
  try {
    const pty = open();
    closeSync(pty.master);
    closeSync(pty.slave);
    return { name, open, why: undefined };
  } catch (error) {
    return { name, open, why: (error as Error).message };
  }
});

for (const { name, open, why } of everyWay) {
  const title = `a terminal opened by ${name} is raw, without echo, and carries a console`;
  if (why !== undefined) skip(pseudoTerminal, title, why);
  else {
    pseudoTerminal(title, () =>
      withLink({ openPty: () => openPty({ [name]: open }) }, async (link) => {
        const settings = spawnSync('stty', ['-a', '-F', link.path]).stdout.toString();
        for (const off of ['-icanon', '-echo ', '-opost', '-icrnl', '-isig'])
          assert.ok(settings.includes(off), off);
        const port = await openPort(link.path);
        assert.equal(await new LineClient(port).ask('*IDN?'), idn);
        await closePort(port);
      }),
    );
  }
}

if (everyWay.every(({ why }) => why !== undefined)) {
  skip(pseudoTerminal, 'the link over a pseudo-terminal', 'none can be opened here');
} else {
  pseudoTerminal('the stable path is a link in a folder of its own, and goes with the link', () =>
    withLink({}, async (link, directory) => {
      assert.equal(link.path, join(directory, 'ports', '3315511111'));
      assert.equal(readlinkSync(link.path), link.devicePath);
      assert.equal(statSync(join(directory, 'ports')).mode & 0o777, 0o700);
      await link.close();
      assert.equal(lstatSync(link.path, { throwIfNoEntry: false }), undefined);
    }),
  );

  pseudoTerminal('a stale link is replaced, a file of the user is not', () =>
    withDirectory(async (directory) => {
      symlinkSync('/dev/pts/no-such', join(directory, 'stale'));
      const link = await openPtyLink(consoleOf(new MemoryFob()), { directory, name: 'stale' });
      assert.equal(readlinkSync(link.path), link.devicePath);
      await link.close();
      writeFileSync(join(directory, 'file'), 'mine');
      for (const name of ['file', '../up', 'a/b', '']) {
        await assert.rejects(
          openPtyLink(consoleOf(new MemoryFob()), { directory, name }),
          /file of yours|cannot name/,
        );
      }
    }),
  );

  pseudoTerminal('clients come and go, and a second one is told that the port is taken', () =>
    withLink({}, async (link) => {
      for (let n = 0; n < 3; n++) {
        const port = await openPort(link.path);
        assert.equal(await new LineClient(port).ask('*IDN?'), idn);
        await assert.rejects(openPort(link.path), /Cannot lock port/);
        await closePort(port);
      }
    }),
  );

  pseudoTerminal('the look finds a hang-up: half line, errors and unread answers are gone', () =>
    withLink({}, async (link, _directory, timer) => {
      const first = openRaw(link.path);
      writeSync(first, 'NOPE\n*IDN?\nhalf a li');
      await until(() => timer.waiting > 0);
      assert.equal(link.noticeHangUp(), true);
      closeSync(first);
      timer.advance(200);
      assert.equal(timer.waiting, 0, 'nobody is there, nobody looks');
      const second = openRaw(link.path);
      assert.throws(() => readSync(second, Buffer.alloc(100)), /EAGAIN/);
      writeSync(second, 'SYST:ERR?\n');
      assert.equal(await readLine(second), '0,"No error"');
      closeSync(second);
    }),
  );

  pseudoTerminal(
    'a half line is looked after at once: a client that comes a few milliseconds later finds none',
    () =>
      withLink({}, async (link, _directory, timer) => {
        for (const goneAfterMs of [0, 1, 5, 40]) {
          // The stty that the last hang-up started has the slave open too, and would be taken for a client.
          await until(() => !process.getActiveResourcesInfo().includes('ProcessWrap'));
          const first = openRaw(link.path);
          writeSync(first, '*CLS\n*ID');
          await until(() => timer.waiting > 1);
          timer.advance(goneAfterMs);
          closeSync(first);
          timer.advance(goneAfterMs + 1);
          assert.equal(timer.waiting, 0, 'nobody is there, nobody looks');
          const second = openRaw(link.path);
          writeSync(second, '*IDN?\n');
          assert.equal(await readLine(second), idn);
          writeSync(second, 'SYST:ERR?\n');
          assert.equal(await readLine(second), '0,"No error"');
          closeSync(second);
          timer.advance(200);
        }
      }),
  );

  pseudoTerminal('a half line of a client that stays is kept, and whole lines cost no further look', () =>
    withLink({}, async (link, _directory, timer) => {
      const port = openRaw(link.path);
      for (const piece of ['*I', 'D', 'N?']) {
        writeSync(port, piece);
        await until(() => timer.waiting > 1);
        timer.advance(30);
      }
      timer.advance(500);
      writeSync(port, '\n');
      assert.equal(await readLine(port), idn);
      assert.equal(timer.waiting, 1, 'the look five times a second');
      closeSync(port);
    }),
  );

  pseudoTerminal(
    'before the look a half line costs the next client one error, and flushing hides stale answers',
    () =>
      withLink({}, async (link, _directory, timer) => {
        const first = openRaw(link.path);
        writeSync(first, '*IDN?\nhalf a li');
        await until(() => timer.waiting > 0);
        closeSync(first);
        const port = await openPort(link.path);
        await new Promise((resolve) => port.flush(resolve));
        const client = new LineClient(port);
        client.write('*IDN?\n');
        assert.match(await client.ask('SYST:ERR?'), /^-1[01][0-9],/);
        assert.equal(await client.ask('SYST:ERR?'), '0,"No error"');
        assert.equal(await client.ask('*IDN?'), idn);
        await closePort(port);
      }),
  );

  pseudoTerminal('an answer that comes after the hang-up goes to nobody', async () => {
    let answer = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await withLink({ gate: () => gate }, async (link, _directory, timer) => {
      const first = openRaw(link.path);
      writeSync(first, 'READ:CODE?\n');
      await until(() => timer.waiting > 0);
      closeSync(first);
      assert.equal(link.noticeHangUp(), false);
      const second = openRaw(link.path);
      writeSync(second, '*OPC?\n');
      answer();
      assert.equal(await readLine(second), '1');
      closeSync(second);
    });
  });

  pseudoTerminal(
    'a client that never reads loses answers, counted, and neither blocks nor fills the memory',
    () =>
      withLink({}, async (link, _directory, timer) => {
        const client = openRaw(link.path);
        const line = 'SYST:HELP?\n';
        let said = 0;
        for (let turn = 0; turn < 2000 && link.droppedBytes < 200_000; turn++) {
          said += writeSome(client, line);
          await new Promise((resolve) => setImmediate(resolve));
          if (turn % 20 === 19) timer.advance(100);
        }
        assert.ok(link.droppedBytes >= 200_000, `${link.droppedBytes} B dropped of ${said} lines' answers`);
        let heard = '';
        let turn = 0;
        await until(() => {
          timer.advance(5);
          heard = (heard + readSome(client)).slice(-100);
          // The answer to the first of these may still be among the lost.
          if (turn++ % 50 === 0) writeOnce(client, '\n*CLS\nSYST:ERR:COUN?\n');
          return heard.endsWith('\n0\n');
        });
        assert.ok(heard.endsWith('\n0\n'), 'once it reads, it hears');
        closeSync(client);
      }),
  );

  pseudoTerminal('ten thousand lines without waiting lose none', () =>
    withLink({ wallTime: true }, async (link) => {
      const port = await openPort(link.path);
      const client = new LineClient(port);
      const count = 10_000;
      client.write(Array.from({ length: count }, (_, n) => `*ESE ${n % 256};*ESE?\n`).join(''));
      for (let n = 0; n < count; n++) assert.equal(await client.line(), String(n % 256));
      assert.equal(link.droppedBytes, 0);
      await closePort(port);
    }),
  );

  pseudoTerminal(
    'a disconnection hangs the device up, and a fresh one stands under the same path',
    async () => {
      const faults = new LinkFaults({ seed: 1 });
      await withLink({ layer: (open) => faults.layer(open) }, async (link) => {
        // serialport itself learns of a hang-up on Linux by its next write only.
        const client = openRaw(link.path);
        faults.set('link.disconnect', true, { rate: 1 });
        writeSync(client, '*IDN?\n');
        await until(() => hungUp(client));
        closeSync(client);
        faults.set('link.disconnect', false);
        await until(() => lstatSync(link.path, { throwIfNoEntry: false }) !== undefined && readable(link));
        const again = await openPort(link.path);
        assert.equal(await new LineClient(again).ask('*IDN?'), idn);
        await closePort(again);
      });
    },
  );
}

interface Setting extends MemoryFobOptions {
  openPty?: () => ReturnType<typeof openPty>;
  layer?: (open: OpenSession) => OpenSession;
  wallTime?: boolean;
}

async function withLink(
  { openPty: open, layer = (session) => session, wallTime = false, ...fob }: Setting,
  run: (link: PtyLink, directory: string, timer: VirtualTimer) => Promise<void>,
): Promise<void> {
  const timer = new VirtualTimer();
  await withDirectory(async (directory) => {
    const link = await openPtyLink(layer(consoleOf(new MemoryFob(fob))), {
      name: '3315511111',
      directory: join(directory, 'ports'),
      ...(wallTime ? {} : { timer }),
      ...(open === undefined ? {} : { open }),
    });
    try {
      await run(link, directory, timer);
    } finally {
      await link.close();
    }
  });
}

async function withDirectory(run: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'foblab-'));
  try {
    await run(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function openPort(path: string): Promise<SerialPort> {
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: 115_200 }, (error) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}

function closePort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => port.close(() => resolve()));
}

function openRaw(path: string): number {
  return openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
}

// The kernel and the event loop take their turns; nothing here waits for a clock.
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
}

function writeOnce(fd: number, text: string): boolean {
  try {
    return writeSync(fd, text) === text.length;
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'EAGAIN');
    return false;
  }
}

function writeSome(fd: number, bytes: string): number {
  let count = 0;
  while (count < 100 && writeOnce(fd, bytes)) count++;
  return count;
}

function readSome(fd: number): string {
  const bytes = Buffer.alloc(4096);
  try {
    return bytes.toString('latin1', 0, readSync(fd, bytes));
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'EAGAIN');
    return '';
  }
}

function hungUp(fd: number): boolean {
  try {
    return readSync(fd, Buffer.alloc(64)) === 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EIO';
  }
}

async function readUntil(fd: number, end: string): Promise<string> {
  let heard = '';
  await until(() => {
    heard += readSome(fd);
    return heard.endsWith(end);
  });
  return heard;
}

async function readLine(fd: number): Promise<string> {
  return (await readUntil(fd, '\n')).slice(0, -1);
}

function readable(link: PtyLink): boolean {
  return (
    readlinkSync(link.path) === link.devicePath &&
    lstatSync(link.devicePath, { throwIfNoEntry: false }) !== undefined
  );
}

pseudoTerminal.run();
