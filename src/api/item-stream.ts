// The items of a running operation as a stream: server-sent events, or one JSON object a line.
// A client that leaves stops the operation. A client that reads too slowly is cut off, and goes on from the last event
// that it has.
import { asOperationError } from '../host/as-operation-error.js';
import type { Problem } from './problem.js';

export type StreamFormat = 'text/event-stream' | 'application/x-ndjson';

export interface ItemStream {
  format: StreamFormat;
  /** Runs the operation until it is done, or `signal` ends. */
  run(item: (value: unknown) => void | Promise<void>, signal: AbortSignal): Promise<unknown>;
  /** What of an answer or an item leaves the server. */
  shown(value: unknown): unknown;
  problem(error: unknown): Problem;
  /** The client's, or the server's own end. */
  signal: AbortSignal;
}

/** So many bytes wait before an operation that can wait does so, as while it lists what has happened. */
const waitsBeyondBytes = 256_000;
/** Bytes that wait for a client. */
const mostUnreadBytes = 16_000_000;
/** Tells both ends that the other is there. */
const heartbeatMs = 15_000;
/** How long an operation may refuse with a status of its own before the stream begins. */
const settlesWithinMs = 100;

/** @throws what the operation refused before its first item */
export async function itemStream(stream: ItemStream): Promise<Response> {
  const { format, signal } = stream;
  const sse = format === 'text/event-stream';
  const left = new AbortController();
  const stop = (): void => left.abort();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const encoder = new TextEncoder();
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let open = true;
  const waiting: (() => void)[] = [];
  const goOn = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const end = (): void => {
    if (!open) return;
    open = false;
    goOn();
    clearInterval(beating);
    signal.removeEventListener('abort', stop);
    stop();
    controller.close();
  };
  const send = (text: string): void | Promise<void> => {
    if (!open) return;
    controller.enqueue(encoder.encode(text));
    const unread = -(controller.desiredSize ?? 0);
    if (unread > mostUnreadBytes) end();
    else if (unread > waitsBeyondBytes)
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (own) => {
        controller = own;
      },
      // Called once everything is read.
      pull: goOn,
      cancel: () => {
        open = false;
        goOn();
        clearInterval(beating);
        signal.removeEventListener('abort', stop);
        stop();
      },
    },
    { highWaterMark: 0, size: (chunk) => chunk?.length ?? 1 },
  );
  const beating = setInterval(() => send(sse ? ':\n\n' : '\n'), heartbeatMs);
  beating.unref();
  if (sse) send('retry: 1000\n\n');
  let begun!: () => void;
  const first = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let started = false;
  const running = stream.run((value) => {
    const room = send(sse ? eventText(stream, value) : `${JSON.stringify(stream.shown(value))}\n`);
    begun();
    return room;
  }, left.signal);
  const settled = running.then(
    (answer) => {
      // A stream that its client or the server has closed reports no error.
      if (!left.signal.aborted) {
        const shown = stream.shown(answer);
        send(
          sse
            ? `event: answer\ndata: ${JSON.stringify(shown)}\n\n`
            : `${JSON.stringify({ answer: shown })}\n`,
        );
      }
      end();
    },
    (error: unknown) => {
      if (!started) {
        end();
        throw error;
      }
      if (!left.signal.aborted) {
        const problem = stream.problem(asOperationError(error));
        send(
          sse ? `event: problem\ndata: ${JSON.stringify(problem)}\n\n` : `${JSON.stringify({ problem })}\n`,
        );
      }
      end();
    },
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, settlesWithinMs);
  });
  try {
    await Promise.race([settled, first, late]);
  } finally {
    clearTimeout(timer);
  }
  started = true;
  settled.catch(() => {});
  return new Response(body, { headers: streamHeaders(format) });
}

export function streamHeaders(format: StreamFormat): Record<string, string> {
  return {
    'content-type': format === 'text/event-stream' ? `${format}; charset=utf-8` : format,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  };
}

function eventText(stream: ItemStream, value: unknown): string {
  const data = JSON.stringify(stream.shown(value));
  const { progress, number, seq = number } = value as { progress?: unknown; seq?: number; number?: number };
  if (progress !== undefined) return `event: progress\ndata: ${data}\n\n`;
  return seq === undefined ? `data: ${data}\n\n` : `id: ${seq}\ndata: ${data}\n\n`;
}
