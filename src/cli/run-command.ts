// Runs one operation from a command line and prints its answer: data on standard output, the rest on standard error.
import { holdsBench, initBench } from '../bench/index.js';
import { answerSchemaId } from '../contract/operation.js';
import { OperationError } from '../contract/operation-error.js';
import type { Operation } from '../host/operation.js';
import type { Request } from '../host/run-on-bench.js';
import { runOperation } from '../host/run-operation.js';
import { benchPath } from './bench-path.js';
import { type CommandLine, checkArguments, type GlobalOptions } from './command-line.js';
import { askingFirst } from './insist.js';
import { write, writeBeside, writeObject } from './output.js';

export type RunOnBench = (directory: string, request: Request) => Promise<unknown>;

/** @returns the exit code. @throws OperationError */
export async function runCommand(line: CommandLine, runOnBench: RunOnBench): Promise<number> {
  const { operation, options } = line;
  // Before anything is done: a change must not come with an error about how to print it.
  if (options.plain && !options.json && operation.plain === undefined)
    throw new OperationError('usage', `foblab ${operation.command} has no single value to print: use --json`);
  // A change is done before a signal could be heard; a command that waits can be stopped.
  const waits = operation.timing !== 'immediate' || operation.settle !== undefined;
  const interrupted = waits ? new AbortController() : undefined;
  for (const signal of waits ? (['SIGINT', 'SIGTERM'] as const) : [])
    process.once(signal, () => interrupted?.abort());
  const item = (value: unknown): void => {
    if (!showProgress(value)) printItem(operation, options, value);
  };
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true && !options.json;
  const result = await askingFirst(line.arguments, isTerminal, () =>
    run(line, runOnBench, item, interrupted?.signal),
  ).catch((error: unknown) => {
    // What ^C broke off has not failed.
    if (interrupted?.signal.aborted) return undefined;
    throw error;
  });
  if (interrupted?.signal.aborted) return 130;
  printResult(operation, options, result);
  return operation.refused?.(result) ? 1 : 0;
}

async function run(
  line: CommandLine,
  runOnBench: RunOnBench,
  item: (value: unknown) => void,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const { operation, options, arguments: given } = line;
  const { path, isDefault } = benchPath(options.bench);
  if (!operation.needsBench) {
    if (operation.parameters.bench !== undefined) given.bench ??= path;
    checkArguments(line);
    const request = { id: 'one-shot', operation: operation.name, arguments: given };
    return runOperation(operation, undefined, request, item, signal);
  }
  checkArguments(line);
  if (operation.needsBench === 'optional' && !isBench(path)) {
    // A name that was mistyped must not look like a bench with nothing on it.
    if (!isDefault) writeBeside(`foblab: there is no bench in ${path}: this is without one`);
    const request = { id: 'one-shot', operation: operation.name, arguments: given };
    return runOperation(operation, undefined, request, item, signal);
  }
  if (isDefault) startDefaultBench(path);
  return runOnBench(path, {
    operation,
    arguments: given,
    item,
    signal,
    processEnds: true,
    waiting: (why) => writeBeside(`foblab: ${why}`),
  });
}

/** The bench that nobody named starts by itself, on wall time, so that the first command works. */
export function startDefaultBench(path: string): void {
  if (isBench(path)) return;
  try {
    initBench(path, { rate: 1 });
  } catch (error) {
    // Another command may have started it in between.
    if (!isBench(path)) throw error;
  }
}

function isBench(path: string): boolean {
  return holdsBench(path);
}

export function printResult(operation: Operation, options: GlobalOptions, result: unknown): void {
  if (options.json) {
    writeObject({ schema: answerSchemaId(operation), ...(result as object) });
    return;
  }
  const notes = operation.notes?.(result) ?? '';
  if (notes !== '') writeBeside(notes);
  if (options.plain && operation.plain !== undefined) {
    write(operation.plain(result));
    return;
  }
  const text = operation.text(result);
  if (text !== '') write(text);
}

/** Progress goes to standard error, on a terminal only. */
function showProgress(value: unknown): boolean {
  const { progress } = value as { progress?: { done: number; total: number; what: string } };
  if (progress === undefined) return false;
  if (!process.stderr.isTTY) return true;
  const { done, total, what } = progress;
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  process.stderr.write(
    done >= total ? '\r\x1b[K' : `\r${String(percent).padStart(3)} %  ${done} of ${total} ${what}`,
  );
  return true;
}

function printItem(operation: Operation, options: GlobalOptions, value: unknown): void {
  if (operation.progressText !== undefined) {
    writeBeside(operation.progressText(value));
    return;
  }
  write(options.json || operation.itemText === undefined ? JSON.stringify(value) : operation.itemText(value));
}
