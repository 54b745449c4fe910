// The console's contract over USB: a host in user space opens the fob's serial port, over USB/IP and without a socket.
import { consoleOf } from '../../src/links/index.js';
import {
  attach,
  attachLoopback,
  createCompositeFob,
  serveSessions,
  type UsbDevice,
  type UsbHost,
  UsbIpServer,
} from '../../src/usb/index.js';
import { type ConsoleUnderTest, consoleContract } from './console-contract.js';
import { MemoryFob } from './memory-fob.js';
import { UsbSerial } from './usb-serial.js';

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
  const openPort = (): Promise<UsbSerial> => UsbSerial.open(host, enumerated);
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
