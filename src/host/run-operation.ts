// Runs one request on the bench that this process holds. A change that was done already, for a client that lost its
// owner in between, is not done again: its answer is.
import type { Bench } from '../bench/index.js';
import { type ErrorCode, OperationError } from '../contract/operation-error.js';
import { readArguments } from '../contract/parameter.js';
import type { WireMessage, WireRequest } from '../owner/wire.js';
import { asOperationError } from './as-operation-error.js';
import type { BenchHost } from './bench-host.js';
import type { Operation } from './operation.js';
import type { OperationContext } from './operation-context.js';

/** Runs a request; one with an empty id is from this process itself and is never sent again. */
export async function runOperation(
  operation: Operation,
  benchHost: BenchHost | undefined,
  request: WireRequest,
  item: (value: unknown) => void,
  signal?: AbortSignal,
): Promise<unknown> {
  const values = readArguments(operation.command, operation.parameters, request.arguments);
  const context: OperationContext = {
    hasBench: benchHost !== undefined,
    get benchHost() {
      if (benchHost === undefined)
        throw new OperationError('internal', `${operation.name} asked for a bench that it has not declared`);
      return benchHost;
    },
    get bench() {
      return context.benchHost.bench;
    },
    directory: benchHost?.directory,
    requestId: request.id,
    clientEnvironment: request.clientEnvironment,
    once(part, work) {
      const { bench } = context;
      // A verifier that judges a code at a time that stands would burn it.
      bench.demandRunning();
      return transactOnce(bench, request.id === '' ? '' : `${request.id}/${part}`, work);
    },
    get signal() {
      // Made where it is asked for: its module takes its time to load, and a press never asks.
      signal ??= new AbortController().signal;
      return signal;
    },
    item,
    progress: (done, total, what) => item({ progress: { done, total, what } }),
    service: (key, start) => context.benchHost.service(key, start),
  };
  const result =
    operation.effect === 'change' && operation.timing === 'immediate' && benchHost !== undefined
      ? transactOnce(benchHost.bench, request.id, () => operation.run(context, values))
      : await runOther(operation, benchHost, context, values);
  return operation.settle === undefined ? result : operation.settle(context, values, result);
}

/** The same as a message to a client. */
export async function answer(run: Promise<unknown>, id: string): Promise<WireMessage> {
  try {
    return { id, result: await run };
  } catch (error) {
    const { code, message } = asOperationError(error);
    return { id, error: { code, message } };
  }
}

function transactOnce<T>(bench: Bench, id: string, work: () => T): T {
  if (id === '') return bench.transact(work);
  const done = bench.answerTo(id)?.answer as Remembered | undefined;
  if (done === undefined)
    return bench.transact(work, {
      id,
      answer: (result): Remembered => ({ result }),
      refusal: (error): Remembered => {
        const { code, message } = asOperationError(error);
        return { error: { code, message } };
      },
    });
  if ('error' in done) throw new OperationError(done.error.code, done.error.message);
  return done.result as T;
}

/** What was answered to a request, as the journal keeps it. */
type Remembered = { result: unknown } | { error: { code: ErrorCode; message: string } };

function runOther(
  operation: Operation,
  benchHost: BenchHost | undefined,
  context: OperationContext,
  values: Record<string, unknown>,
): unknown {
  if (operation.effect === 'read' && operation.timing === 'immediate') benchHost?.bench.catchUp();
  return operation.run(context, values);
}
