// The client's side: sends a request to the owner of the bench.
import { connect } from 'node:net';
import { monotonicMs } from './monotonic.js';
import { writtenAddress, writtenPid } from './owner-address.js';
import { type Patience, watchOwner } from './owner-timeout.js';
import { sendContents, splitContents } from './send-contents.js';
import { LineSplitter, socketPath, type WireMessage, type WireRequest } from './wire.js';

/** The owner does not answer or has ended: try to become the owner, or send the request again with the same ID. */
export class OwnerGone extends Error {
  /** True if the owner was running when the request was sent. */
  readonly wasThere: boolean;

  constructor(wasThere: boolean) {
    super('the process that held the bench has gone');
    this.name = 'OwnerGone';
    this.wasThere = wasThere;
  }
}

/**
 * Sends the request to the address in the folder of the bench, or else to the default address of its owner.
 * @throws OwnerGone if the owner ends before it answers. OwnerSilent if it does not answer in time.
 */
export async function askOwner(
  benchName: string,
  request: WireRequest,
  item: (value: unknown) => void,
  signal?: AbortSignal,
  directory?: string,
  patience?: Patience,
): Promise<WireMessage> {
  const address = directory === undefined ? undefined : writtenAddress(directory, benchName);
  if (address !== undefined)
    try {
      return await askAt(address, request, item, signal, patience, writtenPid(directory!));
    } catch (error) {
      if (!(error instanceof OwnerGone) || error.wasThere) throw error;
    }
  return askAt(socketPath(benchName), request, item, signal, patience, undefined);
}

function askAt(
  path: string,
  request: WireRequest,
  item: (value: unknown) => void,
  signal: AbortSignal | undefined,
  patience: Patience | undefined,
  pid: number | undefined,
): Promise<WireMessage> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new OwnerGone(false));
      return;
    }
    const socket = connect(path);
    const lines = new LineSplitter();
    let answered = false;
    let wasThere = false;
    const stop = (): void => {
      socket.destroy();
    };
    const watch =
      patience &&
      watchOwner(pid, patience, (silence) => {
        answered = true;
        socket.destroy();
        reject(silence);
      });
    signal?.addEventListener('abort', stop, { once: true });
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('connect', () => {
      wasThere = true;
      const until = patience && { until: monotonicMs() + patience.mostMs };
      const split = splitContents(request);
      socket.write(`${JSON.stringify({ ...split.request, ...until })}\n`);
      sendContents(socket, request.id, split.contents).catch((error: unknown) => {
        answered = true;
        socket.destroy();
        reject(error);
      });
    });
    socket.on('data', (text: string) => {
      try {
        for (const line of lines.feed(text)) {
          const message = JSON.parse(line) as WireMessage;
          if ('item' in message) item(message.item);
          else if ('taken' in message) watch?.taken();
          else {
            answered = true;
            socket.end();
            resolve(message);
          }
        }
      } catch (error) {
        // The answer is malformed, or the handler of an item failed.
        answered = true;
        socket.destroy();
        reject(error);
      }
    });
    socket.on('close', () => {
      watch?.end();
      signal?.removeEventListener('abort', stop);
      if (!answered) reject(new OwnerGone(wasThere));
    });
  });
}
