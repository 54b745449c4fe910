// Reads a scenario file and checks all of it before the first step runs.
import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { latestUs } from '../bench/index.js';
import { parseIsoTime } from '../contract/iso-time.js';
import type { Operation } from '../host/operation.js';
import { allOperations } from '../operations/index.js';
import { type Positioned, readPositioned } from './positioned.js';
import { Reader } from './reader.js';
import type { Scenario, Step } from './scenario.js';
import { ScenarioError } from './scenario-error.js';
import { StepReader } from './step-reader.js';

export const scenarioVersion = 1;

const topKeys = ['scenario', 'name', 'description', 'bench', 'fobs', 'steps'] as const;
const includedKeys = ['scenario', 'description', 'steps'] as const;
const deepestInclude = 8;

/** @throws ScenarioError with every problem, its line and column; the system's error if a file is missing */
export async function readScenario(path: string): Promise<Scenario> {
  const operations = await allOperations();
  const file = resolve(path);
  const reader = new Reader();
  const top = reader.map(readFile(file, reader), 'a scenario', topKeys);
  version(top.get('scenario')?.value, reader, top.size > 0);
  const bench = reader.map(top.get('bench')?.value, 'bench', ['at', 'seed']);
  const steps = new StepReader(reader, file, operations, (included) =>
    readIncluded(resolve(dirname(file), included), operations, [file]),
  );
  const fobs = reader.list(top.get('fobs')?.value, 'fobs').flatMap((fob) => steps.fob(fob));
  refuseTwice(fobs, reader);
  const given = reader.list(top.get('steps')?.value, 'steps');
  if (given.length === 0 && reader.problems.length === 0)
    reader.problem({ line: 1, column: 1 }, 'the scenario has no steps');
  const all = [...fobs, ...steps.steps(given)];
  const atUs = startOf(bench.get('at')?.value, reader);
  if (reader.problems.length > 0) throw new ScenarioError(path, reader.problems);
  return {
    file: path,
    name: reader.text(top.get('name')?.value, 'name') ?? basename(path).replace(/\.ya?ml$/, ''),
    description: reader.text(top.get('description')?.value, 'description') ?? '',
    bench: { atUs, seed: reader.text(bench.get('seed')?.value, 'seed') ?? '1' },
    steps: all,
  };
}

function refuseTwice(fobs: readonly Step[], reader: Reader): void {
  const seen = new Set<string>();
  for (const step of fobs) {
    if (step.kind !== 'operation' || step.operation.name !== 'fob.add') continue;
    const { serial } = step.arguments;
    if (typeof serial !== 'string') continue;
    if (seen.has(serial))
      reader.problem(step.place, `serial: ${JSON.stringify(serial)} is given to two fobs`);
    seen.add(serial);
  }
}

function readFile(file: string, reader: Reader): Positioned | undefined {
  if (statSync(file).isDirectory())
    throw Object.assign(new Error(`${file} is a folder; expected a scenario's file`), {
      code: 'EISDIR',
      path: file,
    });
  const bytes = readFileSync(file);
  if (!isUtf8(bytes))
    return reader.problem(
      { line: lineOfForeignByte(bytes), column: 1 },
      'the file is not UTF-8: save it as UTF-8',
    );
  return readPositioned(bytes.toString('utf8'), (problem) => reader.problem(problem, problem.message));
}

/** Decodes line by line: no UTF-8 character contains a line feed. */
function lineOfForeignByte(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return 1;
}

function version(value: Positioned | undefined, reader: Reader, there: boolean): void {
  if (value === undefined) {
    if (there)
      reader.problem({ line: 1, column: 1 }, `the first key is missing: scenario: ${scenarioVersion}`);
    return;
  }
  const text = reader.text(value, 'scenario');
  if (text !== undefined && text !== String(scenarioVersion))
    reader.problem(value, `scenario: ${JSON.stringify(text)} given; this version reads ${scenarioVersion}`);
}

/** A scenario starts on 2026-01-01 by default, so that every run is the same. */
function startOf(value: Positioned | undefined, reader: Reader): number {
  const text = reader.text(value, 'at') ?? '2026-01-01T00:00:00Z';
  const atUs = parseIsoTime(text);
  if (atUs !== undefined && atUs >= 0 && atUs <= latestUs) return atUs;
  reader.problem(
    value!,
    `at: ${JSON.stringify(text)} given; expected an ISO 8601 time with its zone, such as 2026-01-01T00:00:00Z`,
  );
  return 0;
}

function readIncluded(
  file: string,
  operations: readonly Operation[],
  within: readonly string[],
): readonly Step[] {
  const reader = new Reader();
  if (within.includes(file)) throw new Error(`${file} includes itself`);
  if (within.length > deepestInclude)
    throw new Error(`files include each other more than ${deepestInclude} deep`);
  const top = reader.map(readFile(file, reader), 'an included file', includedKeys);
  version(top.get('scenario')?.value, reader, top.size > 0);
  const steps = new StepReader(reader, file, operations, (included) =>
    readIncluded(resolve(dirname(file), included), operations, [...within, file]),
  );
  const read = steps.steps(reader.list(top.get('steps')?.value, 'steps'));
  if (reader.problems.length > 0) throw new ScenarioError(file, reader.problems);
  return read;
}
