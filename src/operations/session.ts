// Gets a request to the bench: as its holder where nobody holds it, as a client where somebody does.
// A client that loses its holder asks again with the same request id, so what it asked for happens once.
import { dirname } from 'node:path';
import {
  askOwner,
  benchName,
  OwnerGone,
  OwnerServer,
  OwnerSilent,
  openBenchOnDisk,
  removeLeftovers,
  tryLock,
  type WireRequest,
} from '../bench/index.js';
import { Holder, runOperation } from './dispatch.js';
import type { Operation } from './operation.js';
import { type ErrorCode, OperationError } from './operation-error.js';
import { dispatch, elsewhere, type FindOperation, keepLiving, serveWhile } from './serve-others.js';
import { Underway } from './underway.js';

export interface Request {
  operation: Operation;
  arguments: Record<string, unknown>;
  item(value: unknown): void;
  signal?: AbortSignal | undefined;
  /** Told once why it takes long, where another process holds the bench and does not answer. */
  waiting?(why: string): void;
}

/** How long a one-shot command waits for another to let go of the bench. */
const patienceMs = 20_000;

/** How long it waits without a word for an owner that took the connection and is silent. */
const noticeMs = 1000;

/** The same where nobody answers: other one-shot commands may hold the bench in turn, each for a moment. */
const noticeInTurnMs = 4000;

/** Runs one operation on the bench in `directory`. @throws OperationError */
export async function runOnBench(directory: string, request: Request, find: FindOperation): Promise<unknown> {
  const id = requireBench(directory);
  const { operation } = request;
  const message: WireRequest = {
    id: requestId(),
    operation: operation.name,
    arguments: request.arguments,
    ...toldTo(operation),
  };
  const item = (value: unknown): void => {
    request.item(value);
    // A stream that loses its holder goes on where it was.
    if (operation.resume !== undefined) message.arguments = operation.resume(message.arguments, value);
  };
  const notice = once((silence?: OwnerSilent) =>
    request.waiting?.(`${holderOf(directory, silence)}; waiting for it up to ${patienceMs / 1000} s`),
  );
  const stays = operation.resume !== undefined || operation.lasts?.(request.arguments) === true;
  const patience = { noticeMs, mostMs: patienceMs, stays, notice };
  const noticeAt = Date.now() + noticeInTurnMs;
  let giveUpAt = Date.now() + patienceMs;
  for (let waitMs = 1; ; waitMs = Math.min(50, waitMs * 2)) {
    const lock = await tryLock(directory);
    if (lock !== undefined) {
      try {
        const holder = new Holder(openBenchOnDisk(directory), directory);
        try {
          const run = runOperation(operation, holder, message, item, request.signal);
          return await serveWhile(id, holder, run, find);
        } finally {
          await holder.close();
        }
      } finally {
        lock.release();
      }
    }
    try {
      const reply = await askOwner(id, message, item, request.signal, directory, patience);
      if ('error' in reply && reply.error.code === elsewhere) throw new OwnerGone(false);
      if ('error' in reply) throw new OperationError(reply.error.code as ErrorCode, reply.error.message);
      if ('result' in reply) return reply.result;
    } catch (error) {
      if (error instanceof OwnerSilent)
        throw new OperationError(
          'busy',
          `${holderOf(directory, error)}, and ${error.taken ? 'what was asked for has begun there' : 'nothing was done'}; end it, or use another bench`,
        );
      if (!(error instanceof OwnerGone)) throw error;
      if (request.signal?.aborted) return undefined;
      if (error.wasThere) giveUpAt = Date.now() + patienceMs;
    }
    if (Date.now() > giveUpAt)
      throw new OperationError(
        'busy',
        `${holderOf(directory)}, and nothing was done; end it, or use another bench`,
      );
    if (Date.now() > noticeAt) notice();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function once<T>(tell: (value?: T) => void): (value?: T) => void {
  let told = false;
  return (value) => {
    if (!told) tell(value);
    told = true;
  };
}

/** Who holds the bench, and what is the matter with it. */
function holderOf(directory: string, { pid, stopped }: Partial<OwnerSilent> = {}): string {
  const who = pid === undefined ? 'another process' : `process ${pid}`;
  const why = stopped ? ` (it is stopped: kill -CONT ${pid} lets it go on)` : '';
  return `${who} holds the bench in ${directory} and does not answer${why}`;
}

/** A bench for a face that stays: it holds the bench where nobody does, and asks whoever does otherwise. */
export interface BenchClient {
  readonly directory: string;
  /** True while this process holds the bench itself. */
  readonly holds: boolean;
  /** The held bench's resources, for links; undefined while another process holds it. */
  readonly holder: Holder | undefined;
  run(
    operation: string,
    given: Record<string, unknown>,
    options?: { item?(value: unknown): void; signal?: AbortSignal },
  ): Promise<unknown>;
  close(): Promise<void>;
}

/** @throws OperationError `not-found` where there is no bench. */
export async function openBenchClient(directory: string, find: FindOperation): Promise<BenchClient> {
  requireBench(directory);
  let held = await tryHold(directory, find);
  return {
    directory,
    get holds() {
      return held !== undefined;
    },
    get holder() {
      return held?.holder;
    },
    async run(name, given, { item = () => {}, signal = new AbortController().signal } = {}) {
      const operation = find(name);
      if (operation === undefined)
        throw new OperationError('usage', `there is no operation ${JSON.stringify(name)}`);
      // Whoever held it may have gone: then this face takes over, so that other shells still find a holder.
      held ??= await tryHold(directory, find);
      if (held === undefined || !operation.needsBench) {
        if (!operation.needsBench) {
          const request = { id: requestId(), operation: name, arguments: given };
          return runOperation(operation, held?.holder, request, item, signal);
        }
        return runOnBench(directory, { operation, arguments: given, item, signal }, find);
      }
      const request = { id: requestId(), operation: name, arguments: given };
      return runOperation(operation, held.holder, request, item, signal);
    },
    async close() {
      await held?.close();
      held = undefined;
    },
  };
}

async function tryHold(directory: string, find: FindOperation): Promise<HeldBench | undefined> {
  try {
    return await holdBench(directory, find);
  } catch (error) {
    if (error instanceof OperationError && error.code === 'busy') return undefined;
    throw error;
  }
}

export interface HeldBench {
  holder: Holder;
  close(): Promise<void>;
}

/** Holds the bench for as long as the caller likes and serves it to everyone else. @throws OperationError `busy`. */
export async function holdBench(directory: string, find: FindOperation): Promise<HeldBench> {
  const id = requireBench(directory);
  const lock = await tryLock(directory);
  if (lock === undefined)
    throw new OperationError(
      'busy',
      `another process holds the bench in ${directory} (a foblab serve or a terminal UI): end it, or use another bench`,
    );
  let opened: Holder | undefined;
  let holder: Holder;
  let server: OwnerServer | undefined;
  let stopTicking: () => void;
  const underway = new Underway();
  try {
    opened = new Holder(openBenchOnDisk(directory), directory, true);
    holder = opened;
    server = await OwnerServer.listen(
      id,
      (request, item, signal) => dispatch(holder, request, item, signal, find, underway),
      directory,
    );
    removeLeftovers(dirname(server.path)).catch(() => {});
    stopTicking = keepLiving(holder.bench);
  } catch (error) {
    await server?.close();
    await opened?.close();
    lock.release();
    throw error;
  }
  const listening = server;
  return {
    holder,
    async close() {
      stopTicking();
      await underway.end();
      await listening.close();
      await holder.close();
      lock.release();
    },
  };
}

/** What the operation's parameters want to be known of this process, if anything. */
function toldTo({ parameters }: Operation): Pick<WireRequest, 'told'> {
  const told = Object.values(parameters)
    .find((parameter) => parameter.told !== undefined)
    ?.told?.();
  return told === undefined ? {} : { told };
}

/** Unique among the requests of one bench; nobody gains by guessing one. */
export function requestId(): string {
  const random = Math.floor(Math.random() * 2 ** 52).toString(36);
  return `${process.pid.toString(36)}-${Date.now().toString(36)}-${random}`;
}

function requireBench(directory: string): string {
  const id = benchName(directory);
  if (id === undefined)
    throw new OperationError(
      'not-found',
      `there is no bench in ${directory}; start one: foblab init --bench ${directory}`,
    );
  return id;
}
