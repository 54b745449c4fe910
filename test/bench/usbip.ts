// What USB/IP costs over the socket that it runs on, and whether it keeps count of its URBs.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { attach, createCompositeFob, HidPort, UsbIpServer } from '../../src/usb/index.js';
import type { Row } from './row.js';

export const name = 'usbip';

const rounds = 21;
const exchangesPerRound = 500;
const mostTimesTcp = 6;
const countedUrbs = 1_000_000;
const inFlight = 32;

export async function run(): Promise<Row[]> {
  const fob = createCompositeFob({ manufacturer: 'foblab', product: 'bench', serial: '1' });
  fob.reports.onReport((report) => void fob.reports.sendReport(report));
  const server = new UsbIpServer();
  const busId = server.plug(fob.device);
  const { port } = await server.listen({ port: 0 });
  const host = await attach('127.0.0.1', port, busId);
  const vendor = new HidPort(host, await host.enumerate(), 3);
  try {
    return [await exchangeRow(vendor), await countRow(vendor)];
  } finally {
    host.close();
    await server.close();
  }
}

async function exchangeRow(vendor: HidPort): Promise<Row> {
  const tcp = await openPingPong();
  const report = new Uint8Array(64).fill(7);
  const exchange = async (): Promise<void> => {
    const answer = vendor.read();
    await vendor.write(report);
    await answer;
  };
  const ratios: number[] = [];
  const exchangeUs: number[] = [];
  const tcpUs: number[] = [];
  await timeUs(exchange);
  await timeUs(tcp.pingPong);
  for (let round = 0; round < rounds; round++) {
    // Interleaved, so that whatever else this machine does disturbs both alike.
    const bare = await timeUs(tcp.pingPong);
    const ours = await timeUs(exchange);
    tcpUs.push(bare);
    exchangeUs.push(ours);
    ratios.push(ours / bare);
  }
  await tcp.close();
  const ratio = median(ratios);
  return {
    name: '64-byte HID exchange over USB/IP, against a bare TCP ping-pong of 64 bytes',
    ratio,
    goal: `≤ ${mostTimesTcp}×`,
    pass: ratio <= mostTimesTcp,
    detail: `${median(exchangeUs).toFixed(1)} µs against ${median(tcpUs).toFixed(1)} µs, median of ${rounds} pairs of ${exchangesPerRound}`,
  };
}

/** Each report carries its number: one that is lost, doubled or out of its order is seen. */
async function countRow(vendor: HidPort): Promise<Row> {
  let lost = 0;
  let doubled = 0;
  let expected = 0;
  for (let sent = 0; 2 * sent < countedUrbs; sent += inFlight) {
    const reads = Array.from({ length: inFlight }, () => vendor.read());
    const writes = Array.from({ length: inFlight }, (_, i) => vendor.write(numbered(sent + i)));
    await Promise.all(writes);
    for (const report of await Promise.all(reads)) {
      const number = new DataView(report.buffer, report.byteOffset).getUint32(0);
      if (number < expected) doubled++;
      else lost += number - expected;
      expected = number + 1;
    }
  }
  return {
    name: 'URBs lost or doubled',
    goal: `0 in ${countedUrbs.toLocaleString('en')}`,
    pass: lost === 0 && doubled === 0 && 2 * expected >= countedUrbs,
    detail: `${lost} lost, ${doubled} doubled in ${(2 * expected).toLocaleString('en')}, ${2 * inFlight} in flight`,
  };
}

function numbered(value: number): Uint8Array {
  const report = new Uint8Array(64);
  new DataView(report.buffer).setUint32(0, value);
  return report;
}

async function openPingPong() {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('data', (chunk) => socket.write(chunk));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  const message = new Uint8Array(64).fill(7);
  let arrived = 0;
  let answered: (() => void) | undefined;
  socket.on('data', (chunk) => {
    arrived += chunk.length;
    if (arrived < message.length) return;
    arrived = 0;
    answered?.();
  });
  return {
    pingPong: () =>
      new Promise<void>((resolve) => {
        answered = resolve;
        socket.write(message);
      }),
    close: async () => {
      socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function timeUs(exchange: () => Promise<void>): Promise<number> {
  const started = process.hrtime.bigint();
  for (let i = 0; i < exchangesPerRound; i++) await exchange();
  return Number(process.hrtime.bigint() - started) / 1000 / exchangesPerRound;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
