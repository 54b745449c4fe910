// A process that works on a bench and is killed for it. As `run` it does operations one after another and reports each
// that is done; as `owner` it holds the bench and dies at a client's first request, before or after doing it.

import { readSync, writeSync } from 'node:fs';
import { Random } from '../../firmware-sim/index.js';
import { benchName, openBenchOnDisk } from '../../src/bench/index.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { runOperation } from '../../src/host/run-operation.js';
import { findOperation } from '../../src/operations/index.js';
import { tryLock } from '../../src/owner/lock.js';
import { OwnerServer } from '../../src/owner/owner-server.js';
import { operationNamed as find } from '../operations/loaded-operations.js';

const [mode, directory, setting] = process.argv.slice(2) as [string, string, string];
const silent = new AbortController().signal;
const say = (value: unknown): void => void writeSync(1, `${JSON.stringify(value)}\n`);

if (mode === 'run') await work(Random.stream(setting, 'work'));
else await own(setting as 'before' | 'after');

async function work(random: Random): Promise<void> {
  const benchHost = new BenchHost(openBenchOnDisk(directory), findOperation, { directory });
  const { bench } = benchHost;
  say({ open: bench.log.last });
  const fobs = bench.fobs().filter((fob) => fob.label === 'stays');
  // A byte on standard input is one operation: who kills this process says how far it may run ahead.
  for (let step = 0; readSync(0, new Uint8Array(1)) === 1; step++) {
    const fob = fobs[random.below(fobs.length)]!.serial;
    const [name, given] = chosen(
      random,
      fob,
      bench.fobs().map(({ serial }) => serial),
    );
    const before = bench.log.last;
    const request = { id: `${setting}-${step}`, operation: name, arguments: given };
    const result = (await runOperation(find(name), benchHost, request, () => {}, silent)) as {
      serial?: string;
      screen?: { text: string; state: string };
    };
    const events = bench.log
      .since(before + 1)
      .map(({ number, kind, serial }) => [number, kind, serial ?? null]);
    const shown = name === 'fob.press' && result.screen?.state === 'showing' ? result.screen.text : null;
    say({ name, fob, shown, events });
  }
}

function chosen(random: Random, fob: string, fobs: readonly string[]): [string, Record<string, unknown>] {
  const kinds: [string, Record<string, unknown>][] = [
    ['fob.press', { fob }],
    ['fob.press', { fob }],
    ['fob.press', { fob }],
    ['bench.advance', { by: `${1 + random.below(50)}s` }],
    ['bench.advance', { by: `${1 + random.below(3)}d` }],
    ['fob.label', { fob, label: 'stays' }],
    ['fob.temp', { fob, celsius: String(random.below(40)) }],
    ['fob.fault', { fob, name: 'crystal.drift', switch: 'on', with: [`ppm=${random.below(90)}`], for: '9s' }],
    ['fob.age', { fob, by: `${1 + random.below(9)}d` }],
    fobs.length < 6
      ? ['fob.add', { model: 'onespan/digipass-go7', label: 'goes' }]
      : ['fob.remove', { fob: fobs.at(-1)! }],
  ];
  return kinds[random.below(kinds.length)]!;
}

async function own(when: 'before' | 'after'): Promise<void> {
  const name = benchName(directory)!;
  if ((await tryLock(directory)) === undefined) throw new Error('the bench is held already');
  const benchHost = new BenchHost(openBenchOnDisk(directory), findOperation, { directory });
  await OwnerServer.listen(name, async (request) => {
    if (when === 'after') await runOperation(find(request.operation), benchHost, request, () => {}, silent);
    process.kill(process.pid, 'SIGKILL');
    return { id: request.id, result: null };
  });
  say({ holds: true });
}
