// kill −9 of a bench's owner at random moments of its runs: what was reported as done is there, the events have
// neither gap nor double, and no counter is shown twice.

import * as assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../devices/index.js';
import { otpCode, Random } from '../../firmware-sim/index.js';
import { initBench, openBenchOnDisk } from '../../src/bench/index.js';
import { runOnBench } from '../../src/host/run-on-bench.js';
import { findOperation } from '../../src/operations/index.js';
import { operationNamed } from '../operations/loaded-operations.js';
import { thorough } from '../thorough.js';
import { bundled } from './bundle.js';

const kills = suite('kill −9');
const runs = Number(process.env.FOBLAB_KILLS ?? (thorough ? 100 : 40));
const benches = runs / 10;
/** Programs of Node that take turns as the owner, separated by colons; this one where none is named. */
const nodes = (process.env.FOBLAB_NODES ?? process.execPath).split(':');
const startUs = 1_767_225_600_000_000;
const secret = new TextEncoder().encode('12345678901234567890');
const model = toFobModel(findModel('symantec/vip-token-ft'), { type: 'hotp' });

let root = '';
let worker = '';
kills.before(async () => {
  root = mkdtempSync(join(tmpdir(), 'foblab-kill-'));
  worker = await bundled(fileURLToPath(new URL('bench-worker.ts', import.meta.url)), root);
});
kills.after(() => rmSync(root, { recursive: true }));

type Report = {
  open?: number;
  name?: string;
  fob: string;
  shown: string | null;
  events: [number, string, string | null][];
};

async function newBench(name: string): Promise<string> {
  const directory = join(root, name);
  initBench(directory, { rate: 0, atUs: startUs, seed: name });
  for (const serial of ['FT0000000001', 'FT0000000002'])
    await ask(directory, 'fob.add', {
      model: model.id,
      serial,
      event: true,
      counter: 0,
      label: 'stays',
      secret: Buffer.from(secret).toString('hex'),
    });
  return directory;
}

const ask = (directory: string, name: string, given: Record<string, unknown>): Promise<unknown> =>
  runOnBench(
    directory,
    {
      operation: operationNamed(name),
      arguments: given,
      item: () => {},
      signal: new AbortController().signal,
    },
    findOperation,
  );

/** What one bench has told over all its runs, and how it is checked. */
class Witness {
  readonly directory: string;
  readonly #reported = new Map<number, string>();
  readonly #nextCounter = new Map<string, number>();
  tornTails = 0;

  constructor(directory: string) {
    this.directory = directory;
  }

  hear(report: Report): void {
    if (report.open !== undefined) return;
    for (const [number, kind, serial] of report.events) this.#reported.set(number, `${kind} ${serial}`);
    if (report.shown === null) return;
    const from = this.#nextCounter.get(report.fob) ?? 0;
    for (let counter = from; counter < from + 60; counter++)
      if (otpCode(secret, model.otp, counter) === report.shown) {
        this.#nextCounter.set(report.fob, counter + 1);
        return;
      }
    assert.fail(`${report.shown} is no code of a counter from ${from} on: it was shown before`);
  }

  /** Opens the bench as the next process does. */
  check(): void {
    for (const name of readdirSync(this.directory).filter((one) => one.startsWith('journal')))
      if (!/(^|\n)$/.test(readFileSync(join(this.directory, name), 'utf8'))) this.tornTails++;
    const bench = openBenchOnDisk(this.directory);
    const events = bench.events(1);
    assert.deepEqual(
      events.map((event) => event.number),
      events.map((_, i) => i + 1),
      'events without gap or double',
    );
    assert.equal(events.length, bench.log.last);
    for (const [number, told] of this.#reported) {
      const event = events[number - 1];
      assert.equal(
        event && `${event.kind} ${event.serial ?? null}`,
        told,
        `event ${number} was reported as done`,
      );
    }
    for (const { serial } of bench.fobs())
      bench.look(serial, (fob) => assert.ok(fob.seed() !== undefined || fob.view(startUs).state === 'dead'));
    bench.close();
    for (const name of readdirSync(this.directory).filter((one) => one.startsWith('journal')))
      assert.match(readFileSync(join(this.directory, name), 'utf8'), /(^|\n)$/, 'the torn tail is cut');
  }

  get events(): number {
    return this.#reported.size;
  }
}

kills('five hundred times at a random moment, and nothing that was done is lost', async () => {
  const seed = process.env.FOBLAB_SEED ?? '1';
  let done = 0;
  let killedAtWork = 0;
  const one = async (index: number): Promise<number> => {
    const random = Random.stream(seed, `kill ${index}`);
    const witness = new Witness(await newBench(`bench-${seed}-${index}`));
    for (let run = 0; run < runs / benches; run++) {
      const killed = await killedRun(witness, `${index}.${run}`, random);
      killedAtWork += killed;
      done++;
      witness.check();
    }
    return witness.events;
  };
  const queue = Array.from({ length: benches }, (_, index) => index);
  let events = 0;
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const told = await one(next);
      events += told;
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  assert.equal(done, runs);
  assert.ok(killedAtWork > 0.8 * runs, `${killedAtWork} of ${runs} were killed at work`);
  assert.ok(events > runs, `${events} events were reported`);
});

/** @returns 1 where the kill came before the work was over. */
async function killedRun(witness: Witness, name: string, random: Random): Promise<number> {
  const child = spawn(nodes[random.below(nodes.length)]!, [worker, 'run', witness.directory, name], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // After so many reports, and then a moment that no report tells of: between two steps, or in the middle of one.
  let left = random.below(60);
  const delayUs = random.below(3000);
  child.stdin!.on('error', () => {});
  child.stdin!.write(new Uint8Array(left + 40));
  createInterface(child.stdout!).on('line', (line) => {
    witness.hear(JSON.parse(line) as Report);
    if (left-- === 0) {
      const until = performance.now() + delayUs / 1000;
      while (performance.now() < until);
      child.kill('SIGKILL');
    }
  });
  const [, signal] = (await once(child, 'close')) as [number, string];
  return signal === 'SIGKILL' ? 1 : 0;
}

for (const when of ['before', 'after'] as const)
  kills(
    `a client whose benchHost is killed ${when} it has done the request: done once, and answered`,
    async () => {
      const directory = await newBench(`owner-${when}`);
      const owner = spawn(process.execPath, [worker, 'owner', directory, when], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await started(owner);
      const client = command(directory, 'press', 'FT0000000001', '--plain');
      const [code, said] = await ended(client);
      assert.equal(code, 0);
      assert.equal(said, otpCode(secret, model.otp, 0));
      assert.equal(owner.signalCode ?? ((await once(owner, 'exit')) as unknown[])[1], 'SIGKILL');
      const bench = openBenchOnDisk(directory);
      assert.equal(bench.events(1).filter((event) => event.kind === 'press').length, 1);
      bench.close();
    },
  );

kills('serve in one process and twenty presses from others at once: each happens once', async () => {
  const directory = await newBench('served');
  const serve = command(directory, 'serve', '--tcp', '--json');
  await started(serve);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ended(command(directory, 'press', 'FT0000000001', '--plain'))),
  );
  const expected = Array.from({ length: 20 }, (_, counter) => otpCode(secret, model.otp, counter));
  assert.deepEqual(answers.map(([, said]) => said).sort(), expected.sort());
  serve.kill('SIGTERM');
  const [code] = (await once(serve, 'exit')) as [number];
  assert.equal(code, 0);
  const bench = openBenchOnDisk(directory);
  assert.equal(bench.events(1).filter((event) => event.kind === 'press').length, 20);
  bench.close();
});

kills('twenty presses at once without anyone who serves: each happens once', async () => {
  const directory = await newBench('alone');
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ended(command(directory, 'press', 'FT0000000002', '--plain'))),
  );
  const expected = Array.from({ length: 20 }, (_, counter) => otpCode(secret, model.otp, counter));
  assert.deepEqual(answers.map(([, said]) => said).sort(), expected.sort());
});

const foblab = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));

function command(directory: string, ...words: string[]): ChildProcess {
  return spawn(process.execPath, [foblab, ...words], {
    env: { ...process.env, FOBLAB_BENCH: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Resolves at the first output; a process that ends before it is an error, not a silence. */
function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let errors = '';
    child.stderr?.on('data', (text) => {
      errors += text;
    });
    child.stdout!.once('data', () => resolve());
    child.once('close', (code) =>
      reject(new Error(`it ended with ${code} before it said anything: ${errors}`)),
    );
  });
}

async function ended(child: ChildProcess): Promise<[number, string]> {
  let said = '';
  let errors = '';
  child.stdout!.on('data', (text) => {
    said += text;
  });
  child.stderr!.on('data', (text) => {
    errors += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  // On a machine under load a client says that it waits for the owner.
  assert.match(errors, /^(foblab: .* does not answer; waiting for it up to \d+ s\n)*$/);
  return [code, said.trim()];
}

kills.before(() => {
  const { status, stderr } = spawnSync(process.execPath, [foblab, '--version'], { encoding: 'utf8' });
  assert.equal(status, 0, `dist/foblab.cjs does not run (npm run build): ${stderr}`);
});

kills.run();
