// What a holder of the bench does for others: it runs their requests, and lets the bench live so that they see it.
import { type Bench, OwnerServer, type WireMessage, type WireRequest } from '../bench/index.js';
import { answer, type Holder, runOperation } from './dispatch.js';
import type { Operation } from './operation.js';
import { ToldOtherwise } from './told-otherwise.js';
import { Underway } from './underway.js';

/** What a holder answers that cannot do it: ask again, whoever holds the bench by then. */
export const elsewhere = 'elsewhere';

/** Which operations this process knows. One that serves others meanwhile sends them on their way with what it does not know. */
export type FindOperation = (name: string) => Operation | undefined;

/** A one-shot command that takes its time lets others work on the bench meanwhile. */
export async function serveWhile(
  id: string,
  holder: Holder,
  run: Promise<unknown>,
  find: FindOperation,
): Promise<unknown> {
  let server: Promise<OwnerServer> | undefined;
  let stopTicking = (): void => {};
  const underway = new Underway();
  const soon = setTimeout(() => {
    stopTicking = keepLiving(holder.bench);
    server = OwnerServer.listen(
      id,
      (request, item, signal) => dispatch(holder, request, item, signal, find, underway),
      holder.directory,
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
    await underway.end();
    // Where others could not be served, they have been told why; what was done here is done.
    await (await server?.catch(() => undefined))?.close();
  }
}

/** One request from another process. */
export function dispatch(
  holder: Holder,
  request: WireRequest,
  item: (value: unknown) => void,
  signal: AbortSignal,
  find: FindOperation,
  underway = new Underway(),
): Promise<WireMessage> {
  const operation = find(request.operation);
  // A one-shot command that knows only the everyday operations holds the bench for a moment: ask again.
  if (operation === undefined || underway.ending) return Promise.resolve(askAgain(request));
  const run = runOperation(operation, holder, request, item, signal);
  const answered = run.then(
    () => answer(run, request.id),
    // A one-shot command is gone in a moment: then whoever was told otherwise holds the bench itself.
    (error: unknown) =>
      error instanceof ToldOtherwise && !holder.stays ? askAgain(request) : answer(run, request.id),
  );
  if (operation.mode === 'async' && operation.lasts?.(request.arguments) !== true) underway.add(answered);
  return answered;
}

function askAgain({ id }: WireRequest): WireMessage {
  return { id, error: { code: elsewhere, message: 'ask again' } };
}

/** A held bench lives: what falls due happens when it does, so that followers see it then. */
export function keepLiving(bench: Bench): () => void {
  let cancel = (): void => {};
  let stopped = false;
  const next = (): void => {
    if (stopped) return;
    try {
      bench.catchUp();
    } catch {
      // A fob whose file is gone, a full disk: whoever asks for something is told. It must not end the process.
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
