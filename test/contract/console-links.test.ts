// The console's contract over the links: in-process, pseudo-terminal, TCP.
import { closeSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPortStream } from '@serialport/stream';
import { SerialPort } from 'serialport';
import { suite } from 'uvu';
import { consoleOf, MemoryBinding, openPty, openPtyLink, openTcpLink } from '../../src/links/index.js';
import { skip } from '../skip.js';
import { type ConsoleUnderTest, consoleContract } from './console-contract.js';
import { MemoryFob } from './memory-fob.js';

consoleContract('in-process', async () => {
  const binding = new MemoryBinding();
  const link = binding.plugIn('sim:0', consoleOf(new MemoryFob()));
  const connectPort = async (): Promise<SerialPortStream> =>
    opened(new SerialPortStream({ binding, path: 'sim:0', baudRate: 115_200, autoOpen: false }));
  return overPort(
    connectPort,
    async () => undefined,
    () => link.close(),
  );
}).run();

consoleContract('TCP', async () => {
  const link = await openTcpLink(consoleOf(new MemoryFob()));
  const connectSocket = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect(link.port, link.host, () => resolve(socket)).once('error', reject);
    });
  let port = await connectSocket();
  return {
    port,
    async reconnect() {
      port.destroy();
      port = await connectSocket();
      return port;
    },
    async close() {
      port.destroy();
      await link.close();
    },
  };
}).run();

const noPty = await whyNoPty();
if (noPty === undefined) {
  consoleContract('pseudo-terminal', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'foblab-'));
    const link = await openPtyLink(consoleOf(new MemoryFob()), { name: '3315511111', directory });
    const connectPort = async (): Promise<SerialPort> =>
      opened(new SerialPort({ path: link.path, baudRate: 115_200, autoOpen: false }));
    // The link checks for a hang-up every now and then; a test asks for the check. A reading thread of serialport keeps a
    // closed port open for a moment.
    const untilHungUp = async (): Promise<void> => {
      while (link.noticeHangUp()) await new Promise((resolve) => setImmediate(resolve));
    };
    return overPort(connectPort, untilHungUp, async () => {
      await link.close();
      rmSync(directory, { recursive: true });
    });
  }).run();
} else {
  const missing = suite('pseudo-terminal');
  skip(missing, 'the console over a pseudo-terminal', noPty);
  missing.run();
}

async function overPort<Port extends SerialPortStream>(
  open: () => Promise<Port>,
  onHangUp: () => Promise<void>,
  close: () => Promise<void>,
): Promise<ConsoleUnderTest> {
  let port = await open();
  return {
    port,
    async reconnect() {
      await closed(port);
      await onHangUp();
      port = await open();
      return port;
    },
    async close() {
      await closed(port);
      await close();
    },
  };
}

// A reading thread of serialport keeps the lock of a closed port for a moment, so opening is tried again.
async function opened<Port extends SerialPortStream>(port: Port): Promise<Port> {
  for (let attempt = 1; ; attempt++) {
    const error = await new Promise<Error | null>((resolve) => port.open(resolve));
    if (error === null) return port;
    if (attempt === 1000 || !error.message.includes('Cannot lock port')) throw error;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

// What was written is on its way before the port is closed, so that the link has it.
function closed(port: SerialPortStream): Promise<void> {
  return new Promise((resolve, reject) =>
    port.drain(() => port.close((error) => (error === null ? resolve() : reject(error)))),
  );
}

async function whyNoPty(): Promise<string | undefined> {
  try {
    const pty = await openPty();
    closeSync(pty.master);
    closeSync(pty.slave);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
