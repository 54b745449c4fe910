// Runs one request on the bench that this process holds. A change that was done already, for a client that lost its
// owner in between, is not done again: its answer is.
import type { Bench, WireMessage, WireRequest } from '../bench/index.js';
import type { OperationContext } from './context.js';
import type { Operation } from './operation.js';
import { asOperationError, type ErrorCode, OperationError } from './operation-error.js';
import { readArguments } from './parameter.js';

/** What lives as long as the bench is held. */
export class Holder {
  readonly bench: Bench;
  readonly directory: string | undefined;
  /** False for a one-shot command, which lets go of the bench in a moment. */
  readonly stays: boolean;
  readonly #resources = new Map<string, unknown>();

  constructor(bench: Bench, directory?: string, stays = false) {
    this.bench = bench;
    this.directory = directory;
    this.stays = stays;
  }

  /** The resource as it is; undefined where nothing has made it. */
  existing<T>(name: string): T | undefined {
    return this.#resources.get(name) as T | undefined;
  }

  resource<T>(name: string, make: (holder: Holder) => T): T {
    if (!this.#resources.has(name)) this.#resources.set(name, make(this));
    return this.#resources.get(name) as T;
  }

  /** Closes links, stores and the bench, the youngest first. */
  async close(): Promise<void> {
    for (const resource of [...this.#resources.values()].reverse())
      await (resource as { close?(): Promise<void> | void }).close?.();
    this.bench.close();
  }
}

/** Runs a request; one with an empty id is from this process itself and is never sent again. */
export async function runOperation(
  operation: Operation,
  holder: Holder | undefined,
  request: WireRequest,
  item: (value: unknown) => void,
  signal?: AbortSignal,
): Promise<unknown> {
  const values = readArguments(operation.command, operation.parameters, request.arguments);
  const context: OperationContext = {
    hasBench: holder !== undefined,
    get holder() {
      if (holder === undefined)
        throw new OperationError('internal', `${operation.name} asked for a bench that it has not declared`);
      return holder;
    },
    get bench() {
      return context.holder.bench;
    },
    directory: holder?.directory,
    requestId: request.id,
    told: request.told,
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
    resource: (name, make) => context.holder.resource(name, make),
  };
  const result =
    operation.mode === 'change' && holder !== undefined
      ? transactOnce(holder.bench, request.id, () => operation.run(context, values))
      : await runOther(operation, holder, context, values);
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
  holder: Holder | undefined,
  context: OperationContext,
  values: Record<string, unknown>,
): unknown {
  if (operation.mode === 'read') holder?.bench.catchUp();
  return operation.run(context, values);
}
