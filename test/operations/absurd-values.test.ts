// Every parameter of every operation with values that nobody means, as words of a command line and as a program gives
// them: each is taken, or refused in a sentence that names the parameter as it was typed. None is a defect of foblab.

import * as assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { memoryBench } from '../../src/bench/index.js';
import { checkArguments, readCommandLine, spelledIn } from '../../src/cli/command-line.js';
import { optionName } from '../../src/contract/option-name.js';
import type { Parameter } from '../../src/contract/parameter.js';
import { asOperationError } from '../../src/host/as-operation-error.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { deviceAccessKey } from '../../src/host/device-access.js';
import type { Operation } from '../../src/host/operation.js';
import { runOperation } from '../../src/host/run-operation.js';
import { findOperation } from '../../src/operations/index.js';
import { oddFiles, shown, typed, words } from './absurd-values.js';
import { operationNamed, operations } from './loaded-operations.js';

const absurd = suite('absurd values');
const startUs = 1_767_225_600_000_000;
const serial = '3315511111';
const before = process.cwd();
let root = '';
let files: string[] = [];

absurd.before(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-absurd-'));
  const folder = join(root, 'files');
  mkdirSync(folder);
  files = oddFiles(folder);
  // What is taken for the name of a folder or a store is made here, and ../.. is still here.
  const place = join(root, 'a', 'b');
  mkdirSync(place, { recursive: true });
  process.chdir(place);
  writeFileSync('seeds.csv', 'serial,secret\n2600000000001,3132333435363738393031323334353637383930\n');
});
absurd.after(() => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

/** One parameter in so many is swept, the seed says which; each of them in the soak. */
const share = Number(process.env.FOBLAB_ABSURD_SHARE ?? 4);
const seed = Number(process.env.FOBLAB_SEED ?? 1);
let parametersSeen = 0;

/** Each backup code is hashed for long: there, what every verb of an operator takes is left to the others. */
function swept({ name, parameters }: Operation): [string, Parameter<unknown>][] {
  const own = name === 'credential.backup-codes' ? ['serial', 'count'] : Object.keys(parameters);
  return own.filter(() => (parametersSeen++ + seed) % share === 0).map((one) => [one, parameters[one]!]);
}

let folders = 0;

/** What makes an operation get as far as the parameter under test. */
const sound: Record<string, () => string> = {
  bench: () => `bench-${folders++}`,
  fob: () => serial,
  model: () => 'onespan/digipass-go7',
  by: () => '1h',
  serial: () => serial,
  counter: () => '1',
  // Each backup code is hashed for long.
  count: () => '1',
  policy: () => 'rfc',
  file: () => 'seeds.csv',
  from: () => 'seeds.csv',
  target: () => 'foblab',
  appVersion: () => '1.5.0',
};

function required(operation: Operation, but: string): [string, unknown][] {
  return Object.entries(operation.parameters)
    .filter(
      ([name, parameter]) =>
        (parameter.required || name === 'count' || name === 'appVersion') && name !== but,
    )
    .map(([name, parameter]) => [
      name,
      sound[name]?.() ?? parameter.choices?.[0] ?? String(parameter.minimum ?? 'x'),
    ]);
}

const noDevices = {
  sources: { hid: async () => [], serial: async () => [], usb: async () => [] },
  openHid: async () => Promise.reject(new Error('no HID here')),
  openSerial: async () => Promise.reject(new Error('no port here')),
  pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
};

const run = (
  benchHost: BenchHost,
  operation: Operation,
  given: Record<string, unknown>,
  signal = new AbortController().signal,
) =>
  runOperation(
    operation,
    benchHost,
    { id: '', operation: operation.name, arguments: given },
    () => {},
    signal,
  );

/** A bench with a fob on it, and its credential where that counts. */
async function freshBench(operation: Operation): Promise<BenchHost> {
  const benchHost = new BenchHost(memoryBench({ rate: 0, atUs: startUs, seed: '42' }), findOperation);
  benchHost.service(deviceAccessKey, () => noDevices);
  await run(benchHost, operationNamed('fob.add'), { model: sound.model!(), serial });
  if (operation.name.startsWith('credential.') && operation.name !== 'credential.enroll')
    await run(benchHost, operationNamed('credential.enroll'), { fob: serial });
  return benchHost;
}

/** Asks with one value after another; a bench that has taken one is not what it was, and a fresh one takes its place. */
class Asked {
  readonly #operation: Operation;
  #benchHost: BenchHost | undefined;

  constructor(operation: Operation) {
    this.#operation = operation;
  }

  /** Its refusal, or undefined where it is taken. What would stay is told to go. */
  async refusal(given: Record<string, unknown>): Promise<string | undefined> {
    this.#benchHost ??= await freshBench(this.#operation);
    const goes = new AbortController();
    try {
      const running = run(this.#benchHost, this.#operation, given, goes.signal);
      if (this.#operation.runsUntilDisconnect?.(given) === true || given.watch === true)
        setImmediate(() => goes.abort());
      await running;
      if (!(this.#operation.effect === 'read' && this.#operation.timing === 'immediate')) await this.end();
      return undefined;
    } catch (error) {
      return sentenceOf(error);
    }
  }

  async end(): Promise<void> {
    await this.#benchHost?.close();
    this.#benchHost = undefined;
  }
}

function sentenceOf(error: unknown): string {
  const { code, message } = asOperationError(error);
  assert.notEqual(code, 'internal', `${message}\n${(error as Error).stack}`);
  assert.doesNotMatch(message, /\n\s+at |\[object Object\]|node:internal|undefined/, message);
  assert.ok(message.length > 5 && message.length < 2000, `${message.length} characters`);
  return message;
}

for (const operation of operations) {
  absurd(`${operation.command}, given by a program`, async () => {
    const asked = new Asked(operation);
    for (const [name, parameter] of swept(operation))
      for (const value of parameter.kind === 'content' ? [...typed, ...files] : typed)
        await telling(name, value, async () => {
          await asked.refusal({ ...Object.fromEntries(required(operation, name)), [name]: value });
        });
    await asked.end();
  });

  absurd(`${operation.command}, typed`, async () => {
    const asked = new Asked(operation);
    for (const [name, parameter] of swept(operation)) {
      if (parameter.kind === 'flag') continue;
      const reads = ['content', 'secret', 'lines'].includes(parameter.kind);
      const without = await soundRefusals(asked, operation, name);
      for (const word of reads ? files : words)
        await telling(name, word, async () => {
          const line = [...lineOf(operation, name), `${optionName(name, parameter)}=${word}`];
          const message = await refusalOfLine(asked, operation, line);
          if (message === undefined || without.includes(message)) return;
          assert.ok(isNamed(message, operation, name, word), `it does not say what is wrong: ${message}`);
        });
    }
    await asked.end();
  });
}

/** What it refuses for other reasons: without the parameter, and with one that is sound. */
async function soundRefusals(
  asked: Asked,
  operation: Operation,
  name: string,
): Promise<(string | undefined)[]> {
  const { required } = operation.parameters[name]!;
  return [
    required ? undefined : await refusalOfLine(asked, operation, lineOf(operation, name)),
    await refusalOfLine(asked, operation, lineOf(operation, '')),
  ];
}

/** By its option or its place, or by what was given for it. */
function isNamed(message: string, operation: Operation, name: string, word: string): boolean {
  const parameter = operation.parameters[name]!;
  // Any word is the name of a store: what is not in that one is refused for itself. Of what is read where it is typed
  // the contents are refused.
  if (name === 'store' || parameter.kind === 'lines') return true;
  const start = word.trim().slice(0, 20);
  // A serial is known without dashes and in capitals.
  const bare = start.replace(/[\s-]/g, '').toUpperCase();
  const known = [spelledIn(operation, name, parameter), name, parameter.placeholder, start];
  return (
    [...known, JSON.stringify(start).slice(1, -1)].some((one) => one !== '' && message.includes(one)) ||
    (bare !== '' && message.toUpperCase().includes(bare))
  );
}

function lineOf(operation: Operation, but: string): string[] {
  return required(operation, but).map(
    ([name, value]) => `${optionName(name, operation.parameters[name]!)}=${value}`,
  );
}

async function refusalOfLine(
  asked: Asked,
  operation: Operation,
  line: readonly string[],
): Promise<string | undefined> {
  let given: Record<string, unknown>;
  try {
    const read = readCommandLine(operation, line);
    checkArguments(read);
    given = read.arguments;
  } catch (error) {
    return sentenceOf(error);
  }
  return asked.refusal(given);
}

/** A failure says of which value. */
async function telling(name: string, value: unknown, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    (error as Error).message = `${name} = ${shown(value)}: ${(error as Error).message}`;
    throw error;
  }
}

absurd.run();
