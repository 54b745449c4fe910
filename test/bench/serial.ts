// The serial port against its limits: a C ping-pong over a pseudo-terminal, a socat pair, and no kernel at all.
import { type ChildProcess, execFileSync, fork, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReadlineParser } from '@serialport/parser-readline';
import { SerialPortStream } from '@serialport/stream';
import { SerialPort } from 'serialport';
import { consoleOf, MemoryBinding, openPtyLink } from '../../src/links/index.js';
import { MemoryFob } from '../contract/memory-fob.js';
import { median, roundTrips } from './round-trips.js';
import type { Row } from './row.js';
import type { ClientTask } from './serial-client.js';

export const name = 'serial port';

const rounds = 15;
const tripsPerRound = 1000;
const streamedLines = 60_000;

/** Rounds are interleaved, and ratios are taken within a round before their median: the machine is shared. */
export async function run(): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'foblab-bench-'));
  const link = await openPtyLink(consoleOf(new MemoryFob()), { name: '3315511111', directory });
  const client = fork(fileURLToPath(new URL('serial-client.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const memory = await memoryPort();
  const pingPong = compilePingPong(directory);
  const socat = await socatPair(directory);
  try {
    const contenders: Record<string, () => Promise<number>> = {
      pty: () => task(client, { path: link.path, kind: 'round-trips', count: tripsPerRound }),
      memory: () => roundTrips(memory.port, memory.lines, 5 * tripsPerRound),
    };
    if (pingPong.run !== undefined) contenders.c = pingPong.run;
    if (socat !== undefined) {
      contenders.socat = () => task(client, { path: socat.path, kind: 'round-trips', count: tripsPerRound });
    }
    const took = await interleaved(contenders);
    const lost = await task(client, { path: link.path, kind: 'stream', count: streamedLines });
    return [
      ratioRow('PTY round trip / C ping-pong', took.pty!, took.c, 4.5, pingPong.why),
      ratioRow('PTY round trip / socat pair', took.pty!, took.socat, 0.75, 'socat is not installed'),
      ratioRow('in-process round trip / PTY round trip', took.memory!, took.pty, 0.1),
      {
        name: 'lines lost over the PTY',
        goal: '0',
        pass: lost === 0 && link.droppedBytes === 0,
        detail: `${lost} of ${streamedLines} streamed without waiting`,
      },
    ];
  } finally {
    client.kill();
    await socat?.close();
    await new Promise((resolve) => memory.port.close(resolve));
    await link.close();
    rmSync(directory, { recursive: true });
  }
}

async function interleaved(
  contenders: Record<string, () => Promise<number>>,
): Promise<Record<string, number[]>> {
  const names = Object.keys(contenders);
  const took = Object.fromEntries(names.map((contender) => [contender, [] as number[]]));
  for (const contender of names) await contenders[contender]!();
  for (let round = 0; round < rounds; round++) {
    const order = names.map((_, index) => names[(index + round) % names.length]!);
    for (const contender of order) took[contender]!.push(await contenders[contender]!());
  }
  return took;
}

function ratioRow(title: string, ours: number[], theirs: number[] | undefined, limit: number, why = ''): Row {
  const goal = `≤ ${limit}`;
  if (theirs === undefined) return { name: title, goal, detail: '', skipped: why };
  const ratio = median(ours.map((nanoseconds, round) => nanoseconds / theirs[round]!));
  const microseconds = (values: number[]): string => `${(median(values) / 1000).toFixed(1)} µs`;
  return {
    name: title,
    ratio,
    goal,
    pass: ratio <= limit,
    // serialport hands every read and write to another thread, which a busy machine makes slow: say how busy it was.
    detail: `${microseconds(ours)} / ${microseconds(theirs)}, load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} CPUs`,
  };
}

function task(client: ChildProcess, wanted: ClientTask): Promise<number> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`the client ended (${code})`));
    client.once('exit', gone);
    client.once('message', (result) => {
      client.off('exit', gone);
      resolve(result as number);
    });
    client.send(wanted);
  });
}

async function memoryPort() {
  const binding = new MemoryBinding();
  binding.plugIn('sim:0', consoleOf(new MemoryFob()));
  const port = new SerialPortStream({ binding, path: 'sim:0', baudRate: 115_200, autoOpen: false });
  await opened(port);
  return { port, lines: port.pipe(new ReadlineParser()) };
}

function compilePingPong(directory: string): { run?: () => Promise<number>; why?: string } {
  const program = join(directory, 'pty-ping-pong');
  const source = fileURLToPath(new URL('pty-ping-pong.c', import.meta.url));
  const compiler = spawnSync('cc', ['-O2', '-o', program, source]);
  if (compiler.error !== undefined) return { why: 'cc is not installed' };
  if (compiler.status !== 0) return { why: `cc: ${compiler.stderr.toString().split('\n')[0]}` };
  return { run: async () => Number(execFileSync(program, [String(tripsPerRound)])) };
}

/** The same console behind a serialport on one end of a socat pair: what one does without a link of one's own. */
async function socatPair(directory: string) {
  if (spawnSync('socat', ['-V']).status !== 0) return undefined;
  const [device, path] = [join(directory, 'device'), join(directory, 'client')];
  const ends = [device, path].map((end) => `PTY,raw,echo=0,link=${end}`);
  const socat = spawn('socat', ends, { stdio: 'ignore' });
  while (!existsSync(device) || !existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 10));
  const port = new SerialPort({ path: device, baudRate: 115_200, autoOpen: false });
  await opened(port);
  const session = consoleOf(new MemoryFob())({
    send: (bytes) => port.write(Buffer.from(bytes)),
    ready: () => port.resume(),
    disconnect: () => port.close(),
  });
  port.on('data', (bytes: Buffer) => {
    if (!session.feed(bytes)) port.pause();
  });
  port.on('drain', () => session.resume());
  const close = async (): Promise<void> => {
    await new Promise((resolve) => port.close(resolve));
    socat.kill();
  };
  return { path, close };
}

function opened(port: SerialPortStream): Promise<void> {
  return new Promise((resolve, reject) => port.open((error) => (error === null ? resolve() : reject(error))));
}
