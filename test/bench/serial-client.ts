// The client of the serial benchmark, in a process of its own: serialport and its readline parser.
import { ReadlineParser } from '@serialport/parser-readline';
import { SerialPort } from 'serialport';
import { roundTrips } from './round-trips.js';

export interface ClientTask {
  /** Opens the port of that path on first use and keeps it. */
  path: string;
  kind: 'round-trips' | 'stream';
  count: number;
}

const clients = new Map<string, { port: SerialPort; lines: ReadlineParser }>();

process.on('message', async ({ path, kind, count }: ClientTask) => {
  const { port, lines } = await client(path);
  process.send?.(kind === 'stream' ? await stream(port, lines, count) : await roundTrips(port, lines, count));
});

async function client(path: string) {
  const known = clients.get(path);
  if (known !== undefined) return known;
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error === null ? resolve() : reject(error))),
  );
  const opened = { port, lines: port.pipe(new ReadlineParser()) };
  clients.set(path, opened);
  return opened;
}

/** Sends all lines without waiting; the number of answers that are missing or out of order. */
function stream(port: SerialPort, lines: ReadlineParser, count: number): Promise<number> {
  return new Promise((resolve) => {
    let lost = 0;
    let heard = 0;
    lines.on('data', function hear(line: string) {
      if (line === 'end') {
        lines.off('data', hear);
        resolve(lost + Math.max(0, count - heard));
        return;
      }
      if (line !== String(heard % 256)) lost += 1;
      heard += 1;
      if (heard === count) {
        lines.off('data', hear);
        resolve(lost);
      }
    });
    port.write(Array.from({ length: count }, (_, n) => `*ESE ${n % 256};*ESE?\n`).join(''));
  });
}
