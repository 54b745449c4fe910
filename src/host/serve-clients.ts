// What the owner of a bench does for its clients: it runs their requests, and lets the bench's time pass.
import type { Bench } from '../bench/index.js';
import { OperationError } from '../contract/operation-error.js';
import { OwnerServer } from '../owner/owner-server.js';
import type { WireMessage, WireRequest } from '../owner/wire.js';
import type { BenchHost } from './bench-host.js';
import { InFlightRequests } from './in-flight-requests.js';
import { OwnerMismatch } from './owner-mismatch.js';
import { answer, hostedOperation, runOperation } from './run-operation.js';

/** The code of an owner that takes no more requests: the client sends the request again, to the next owner. */
export const retry = 'retry';

/** After this time a one-shot command starts to serve other processes. */
export async function serveWhile(id: string, benchHost: BenchHost, run: Promise<unknown>): Promise<unknown> {
  let server: Promise<OwnerServer> | undefined;
  let stopTicking = (): void => {};
  const inFlight = new InFlightRequests();
  const soon = setTimeout(() => {
    stopTicking = keepLiving(benchHost.bench);
    server = OwnerServer.listen(
      id,
      (request, item, signal) => dispatch(benchHost, request, item, signal, inFlight),
      benchHost.directory,
    );
    server.then(
      (listening) => listening.unref(),
      () => {},
    );
  }, 100);
  try {
    return await run;
  } finally {
    clearTimeout(soon);
    stopTicking();
    await inFlight.end();
    // If other processes could not be served, they have got an error; this command's work is done.
    await (await server?.catch(() => undefined))?.close();
  }
}

/** One request from another process. */
export async function dispatch(
  benchHost: BenchHost,
  request: WireRequest,
  item: (value: unknown) => void | Promise<void>,
  signal: AbortSignal,
  inFlight = new InFlightRequests(),
): Promise<WireMessage> {
  const operation = await hostedOperation(benchHost, request.operation);
  if (inFlight.ending) return askAgain(request);
  if (operation === undefined)
    return answer(
      Promise.reject(
        new OperationError(
          'usage',
          `the owner of the bench (process ${process.pid}) has no operation ${JSON.stringify(request.operation)}; use one version of foblab for both`,
        ),
      ),
      request.id,
    );
  const run = runOperation(operation, benchHost, request, item, signal);
  const answered = run.then(
    () => answer(run, request.id),
    // A one-shot command ends in a moment. Then the client holds the bench itself, with its own store and key.
    (error: unknown) =>
      error instanceof OwnerMismatch && !benchHost.stays ? askAgain(request) : answer(run, request.id),
  );
  if (operation.timing !== 'immediate' && operation.runsUntilDisconnect?.(request.arguments) !== true)
    inFlight.add(answered);
  return answered;
}

function askAgain({ id }: WireRequest): WireMessage {
  return { id, error: { code: retry, message: 'ask again' } };
}

/** Runs what is due on the bench at its time, so that clients that follow the log see it then. */
export function keepLiving(bench: Bench): () => void {
  let cancel = (): void => {};
  let stopped = false;
  const next = (): void => {
    if (stopped) return;
    try {
      bench.catchUp();
    } catch {
      // A missing file or a full disk must not end the process: the next request reports it.
    }
    const due = bench.nextWakeUs();
    const { rate } = bench.time;
    const ms = due === undefined || rate === 0 ? 250 : Math.ceil((due - bench.nowUs()) / rate / 1000);
    cancel = bench.wall.after(Math.max(1, Math.min(250, ms)), next);
  };
  next();
  return () => {
    stopped = true;
    cancel();
  };
}
