// The console's contract over USB: a host in user space opens the fob's serial port, over USB/IP and without a socket.
import { Duplex } from 'node:stream';
import { consoleOf } from '../../src/links/index.js';
import {
  attach,
  attachLoopback,
  CdcAcmPort,
  createCompositeFob,
  serveSessions,
  type UsbDevice,
  type UsbHost,
  UsbIpServer,
} from '../../src/usb/index.js';
import { type ConsoleUnderTest, consoleContract } from './console-contract.js';
import { MemoryFob } from './memory-fob.js';

consoleContract('USB loopback', async () => {
  const device = fobOnUsb();
  return overUsb(
    () => Promise.resolve(attachLoopback(device)),
    () => Promise.resolve(),
  );
}).run();

consoleContract('USB/IP', async () => {
  const server = new UsbIpServer();
  const busId = server.plug(fobOnUsb());
  const { port } = await server.listen({ port: 0 });
  return overUsb(
    () => attach('127.0.0.1', port, busId),
    () => server.close(),
  );
}).run();

function fobOnUsb(): UsbDevice {
  const fob = new MemoryFob();
  const { device, console: serialPort } = createCompositeFob(fob.identity);
  serveSessions(serialPort, consoleOf(fob));
  return device;
}

async function overUsb(open: () => Promise<UsbHost>, close: () => Promise<void>): Promise<ConsoleUnderTest> {
  const host = await open();
  const enumerated = await host.enumerate();
  const openPort = async (): Promise<UsbSerial> => {
    const port = new CdcAcmPort(host, enumerated);
    await port.open();
    return new UsbSerial(port);
  };
  let current = await openPort();
  return {
    port: current,
    async reconnect() {
      await current.hangUp();
      current = await openPort();
      return current;
    },
    async close() {
      current.destroy();
      host.close();
      await close();
    },
  };
}

class UsbSerial extends Duplex {
  readonly #port: CdcAcmPort;

  constructor(port: CdcAcmPort) {
    super();
    this.#port = port;
    port.onData((bytes) => this.push(bytes));
  }

  async hangUp(): Promise<void> {
    await new Promise<void>((resolve) => this.end(resolve));
    await this.#port.close();
    this.destroy();
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#port.write(bytes).then(
      () => done(),
      (error: Error) => done(error),
    );
  }
}
