// Runs one operation on a bench: as its owner if no process holds it, as a client of the owner otherwise.
// A client that loses its owner sends the same request id again, so the operation happens once.

import { type ErrorData, OperationError } from '../contract/operation-error.js';
import { tryLock } from '../owner/lock.js';
import { monotonicMs } from '../owner/monotonic.js';
import { askOwner, OwnerGone } from '../owner/owner-client.js';
import { OwnerSilent } from '../owner/owner-timeout.js';
import type { WireRequest } from '../owner/wire.js';
import { BenchHost } from './bench-host.js';
import { requireBench } from './hold-bench.js';
import { openBench } from './open-bench.js';
import type { FindOperation, Operation } from './operation.js';
import { runOperation } from './run-operation.js';
import { retry, serveWhile } from './serve-clients.js';

export interface Request {
  operation: Operation;
  arguments: Record<string, unknown>;
  item(value: unknown): void;
  signal?: AbortSignal | undefined;
  /** Of a request that the caller may send again; a new one where left out. */
  id?: string | undefined;
  /** The process ends after this request: what is slow about closing the bench is left to the next owner. */
  processEnds?: boolean;
  /** Called once with the reason if another process holds the bench and does not answer. */
  waiting?(why: string): void;
}

/** How long a one-shot command waits for another process to release the bench. */
const patienceMs = 20_000;

/** How long it waits before it reports an owner that accepted the connection and is silent. */
const noticeMs = 1000;

/** The same where nobody answers: other one-shot commands may hold the bench in turn, each for a moment. */
const noticeInTurnMs = 4000;

/** Runs one operation on the bench in `directory`. @throws OperationError */
export async function runOnBench(directory: string, request: Request, find: FindOperation): Promise<unknown> {
  const id = requireBench(directory);
  const { operation } = request;
  const message: WireRequest = {
    id: request.id ?? requestId(),
    operation: operation.name,
    arguments: request.arguments,
    ...environmentOf(operation),
  };
  const item = (value: unknown): void => {
    request.item(value);
    // A stream that loses its owner goes on where it was.
    if (operation.resume !== undefined) message.arguments = operation.resume(message.arguments, value);
  };
  const notice = once((silence?: OwnerSilent) =>
    request.waiting?.(`${holderOf(directory, silence)}; waiting for it up to ${patienceMs / 1000} s`),
  );
  const stays = operation.resume !== undefined || operation.runsUntilDisconnect?.(request.arguments) === true;
  const patience = { noticeMs, mostMs: patienceMs, stays, notice };
  const noticeAt = monotonicMs() + noticeInTurnMs;
  let giveUpAt = monotonicMs() + patienceMs;
  for (let waitMs = 1; ; waitMs = Math.min(50, waitMs * 2)) {
    const lock = await tryLock(directory);
    if (lock !== undefined) {
      try {
        const benchHost = new BenchHost(await openBench(directory), find, { directory });
        try {
          const run = runOperation(operation, benchHost, message, item, request.signal);
          return await serveWhile(id, benchHost, run);
        } finally {
          await benchHost.close(request.processEnds);
        }
      } finally {
        lock.release();
      }
    }
    try {
      const reply = await askOwner(id, message, item, request.signal, directory, patience);
      if ('error' in reply && reply.error.code === retry) throw new OwnerGone(false);
      if ('error' in reply) throw OperationError.of(reply.error as ErrorData);
      if ('result' in reply) return reply.result;
    } catch (error) {
      if (error instanceof OwnerSilent)
        throw new OperationError(
          'busy',
          `${holderOf(directory, error)}, and ${error.taken ? 'what was asked for has begun there' : 'nothing was done'}; end it, or use another bench`,
        );
      if (!(error instanceof OwnerGone)) throw error;
      if (request.signal?.aborted) return undefined;
      if (error.wasThere) giveUpAt = monotonicMs() + patienceMs;
    }
    if (monotonicMs() > giveUpAt)
      throw new OperationError(
        'busy',
        `${holderOf(directory)}, and nothing was done; end it, or use another bench`,
      );
    if (monotonicMs() > noticeAt) notice();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function once<T>(tell: (value?: T) => void): (value?: T) => void {
  let called = false;
  return (value) => {
    if (!called) tell(value);
    called = true;
  };
}

/** Says which process holds the bench, and whether it is stopped. */
function holderOf(directory: string, { pid, stopped }: Partial<OwnerSilent> = {}): string {
  const who = pid === undefined ? 'another process' : `process ${pid}`;
  const why = stopped ? ` (it is stopped: kill -CONT ${pid} lets it go on)` : '';
  return `${who} holds the bench in ${directory} and does not answer${why}`;
}

/** What the environment says about the operation's parameters, if any of them asks for it. */
function environmentOf({ parameters }: Operation): Pick<WireRequest, 'clientEnvironment'> {
  const asking = Object.values(parameters).find(({ clientEnvironment }) => clientEnvironment !== undefined);
  const clientEnvironment = asking?.clientEnvironment?.();
  return clientEnvironment === undefined ? {} : { clientEnvironment };
}

/** Unique among the requests of one bench. It is no secret. */
export function requestId(): string {
  const random = Math.floor(Math.random() * 2 ** 52).toString(36);
  return `${process.pid.toString(36)}-${Date.now().toString(36)}-${random}`;
}
