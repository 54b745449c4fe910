// The fob's contract over every way to reach one that this machine has.

import { closeSync } from 'node:fs';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { SerialPortStream } from '@serialport/stream';
import { SerialPort } from 'serialport';
import { suite } from 'uvu';
import { memoryBench } from '../../src/bench/index.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { type LinkHost, linkHost } from '../../src/host/links/link-host.js';
import { usbBus } from '../../src/host/links/usb-bus.js';
import { MemoryBinding, openPty } from '../../src/links/index.js';
import { findOperation } from '../../src/operations/index.js';
import { attach } from '../../src/usb/index.js';
import { runNamed } from '../operations/run-named.js';
import { skip } from '../skip.js';
import { consoleFob, portFob, type Surroundings } from './fob-adapters.js';
import { fobContract, type OpenFob } from './fob-contract.js';
import { UsbSerial } from './usb-serial.js';

const startUs = 1_767_225_600_000_000;
const serial = '3315511111';
const secret = new TextEncoder().encode('12345678901234567890');

fobContract('in-process', async (type) => {
  const { links, around } = await bench(type);
  return portFob(links.port(serial), around);
}).run();

fobContract(
  'console in-process',
  overConsole(async (links) => {
    const binding = new MemoryBinding();
    const path = links.openMemory(binding, serial);
    return opened(new SerialPortStream({ binding, path, baudRate: 115_200, autoOpen: false }));
  }),
).run();

fobContract(
  'console over TCP',
  overConsole(async (links) => {
    const { path } = await links.openTcp(serial);
    const [host, port] = path.replace(/^tcp:\/\//, '').split(/:(?=\d+$)/) as [string, string];
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), host, () => resolve(socket)).once('error', reject);
    });
  }),
).run();

fobContract('console over USB/IP', async (type) => {
  const { benchHost, around } = await bench(type);
  const bus = usbBus(benchHost);
  await bus.listen({ port: 0 });
  const { path } = bus.plug(serial);
  const [, address, port, busId] = /^(.*):(\d+)\/(.*)$/.exec(path)!;
  const host = await attach(address!, Number(port), busId!);
  const line = await UsbSerial.open(host, await host.enumerate());
  return consoleFob(line, {
    ...around,
    async close() {
      await line.hangUp();
      host.close();
      await around.close();
    },
  });
}).run();

const noPty = await whyNoPty();
if (noPty === undefined)
  fobContract(
    'console over a pseudo-terminal',
    overConsole(async (links) => {
      const { path } = await links.openPty(serial);
      return opened(new SerialPort({ path, baudRate: 115_200, autoOpen: false }));
    }),
  ).run();
else {
  const missing = suite('fob, console over a pseudo-terminal');
  skip(missing, 'a fob over a pseudo-terminal', noPty);
  missing.run();
}

async function bench(
  type: 'totp' | 'hotp',
): Promise<{ benchHost: BenchHost; links: LinkHost; around: Surroundings }> {
  const benchHost = new BenchHost(memoryBench({ rate: 0, atUs: startUs, seed: '42' }), findOperation);
  const { bench: of } = benchHost;
  const given = { model: 'onespan/digipass-go7', serial, secret, event: type === 'hotp', driftPpm: 0 };
  await runNamed(benchHost, 'fob.add', given);
  return {
    benchHost,
    links: linkHost(benchHost),
    around: {
      secret,
      trueSeconds: () => of.nowUs() / 1e6,
      pass: async (seconds) => of.advanceTo(of.nowUs() + Math.round(seconds * 1e6)),
      close: () => benchHost.close(),
    },
  };
}

function overConsole(open: (links: LinkHost) => Promise<Duplex>): OpenFob {
  return async (type) => {
    const { links, around } = await bench(type);
    const port = await open(links);
    return consoleFob(port, {
      ...around,
      async close() {
        await hungUp(port);
        await around.close();
      },
    });
  };
}

function opened<Port extends SerialPortStream>(port: Port): Promise<Port> {
  return new Promise((resolve, reject) =>
    port.open((error) => (error === null ? resolve(port) : reject(error))),
  );
}

function hungUp(port: Duplex): Promise<void> {
  return new Promise((resolve) => {
    if (port instanceof SerialPortStream) port.close(() => resolve());
    else {
      port.destroy();
      resolve();
    }
  });
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
