// Runs one request on the bench that this process holds. A client that lost its owner may send a change again: if it was
// done before, its kept answer is returned.
import type { Bench, RememberedRequest } from '../bench/index.js';
import { type ErrorData, OperationError } from '../contract/operation-error.js';
import { readArguments } from '../contract/parameter.js';
import type { WireMessage, WireRequest } from '../owner/wire.js';
import { asOperationError } from './as-operation-error.js';
import type { BenchHost } from './bench-host.js';
import type { Operation } from './operation.js';
import type { OperationContext } from './operation-context.js';

/**
 * Runs a request; one with an empty id is from this process itself and is never sent again. With FOBLAB_CHECK_ANSWERS=1
 * what it answers, streams or refuses is held against the operation's schemas.
 */
export async function runOperation(
  operation: Operation,
  benchHost: BenchHost | undefined,
  request: WireRequest,
  item: (value: unknown) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<unknown> {
  const check =
    process.env.FOBLAB_CHECK_ANSWERS === '1' ? await import('../contract/check-answer.js') : undefined;
  const sendItem = (value: unknown): void | Promise<void> => {
    check?.checkItem(operation, value);
    return item(value);
  };
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
    once(part, work, { evenStopped = false } = {}) {
      const { bench } = context;
      // A verifier that judges a code while the bench's time is stopped would use it up.
      if (!evenStopped) bench.demandRunning();
      return transactOnce(bench, request.id === '' ? '' : `${request.id}/${part}`, work);
    },
    get signal() {
      // Created on first use: its module is slow to load, and a press never needs it.
      signal ??= new AbortController().signal;
      return signal;
    },
    item: sendItem,
    progress: (done, total, what) => void sendItem({ progress: { done, total, what } }),
    service: (key, start) => context.benchHost.service(key, start),
  };
  try {
    const answer = await answerOf(operation, benchHost, request, context, values);
    check?.checkAnswer(operation, answer);
    return answer;
  } catch (error) {
    check?.checkError(operation, asOperationError(error).data);
    throw error;
  }
}

async function answerOf(
  operation: Operation,
  benchHost: BenchHost | undefined,
  request: WireRequest,
  context: OperationContext,
  values: Record<string, unknown>,
): Promise<unknown> {
  const result =
    operation.effect === 'change' && operation.timing === 'immediate' && benchHost !== undefined
      ? await sharingTheFlush(benchHost.bench, request.id, () => operation.run(context, values))
      : await runOther(operation, benchHost, context, values);
  return operation.settle === undefined ? result : operation.settle(context, values, result);
}

/** @returns the operation of the host's table, or undefined for an unknown name. */
export async function hostedOperation(benchHost: BenchHost, name: string): Promise<Operation | undefined> {
  // Every table is a FindOperation.
  return (await benchHost.findOperation(name)) as Operation | undefined;
}

/** The same as a message to a client. */
export async function answer(run: Promise<unknown>, id: string): Promise<WireMessage> {
  try {
    return { id, result: await run };
  } catch (error) {
    return { id, error: asOperationError(error).data };
  }
}

function transactOnce<T>(bench: Bench, id: string, work: () => T): T {
  if (id === '') return bench.transact(work);
  const done = doneBefore<T>(bench, id);
  return done === undefined ? bench.transact(work, remembered(id)) : done.result;
}

/** The same; concurrent requests share a flush to the disk. */
async function sharingTheFlush<T>(bench: Bench, id: string, work: () => T): Promise<T> {
  if (id === '') return bench.transactSharing(work);
  const done = doneBefore<T>(bench, id);
  return done === undefined ? bench.transactSharing(work, remembered(id)) : done.result;
}

/** @throws OperationError where the answer was a refusal */
function doneBefore<T>(bench: Bench, id: string): { result: T } | undefined {
  const done = bench.answerTo(id)?.answer as Remembered | undefined;
  if (done === undefined) return undefined;
  if ('error' in done) throw OperationError.of(done.error);
  return { result: done.result as T };
}

function remembered<T>(id: string): RememberedRequest<T> {
  return {
    id,
    answer: (result): Remembered => ({ result }),
    refusal: (error): Remembered => ({ error: asOperationError(error).data }),
  };
}

/** The kept answer to a request. */
type Remembered = { result: unknown } | { error: ErrorData };

function runOther(
  operation: Operation,
  benchHost: BenchHost | undefined,
  context: OperationContext,
  values: Record<string, unknown>,
): unknown {
  if (operation.effect === 'read' && operation.timing === 'immediate') benchHost?.bench.catchUp();
  return operation.run(context, values);
}
