// A client's side: sends a request to whoever holds the bench.
import { connect } from 'node:net';
import { LineSplitter, socketPath, type WireMessage, type WireRequest } from './wire.js';

/** Nobody answers there (any more): try to hold the bench, or ask again with the same request id. */
export class OwnerGone extends Error {
  /** Whether it was there when the request was sent. */
  readonly wasThere: boolean;

  constructor(wasThere: boolean) {
    super('the process that held the bench has gone');
    this.name = 'OwnerGone';
    this.wasThere = wasThere;
  }
}

/** @throws OwnerGone before an answer has come. */
export function askOwner(
  benchName: string,
  request: WireRequest,
  item: (value: unknown) => void,
  signal?: AbortSignal,
): Promise<WireMessage> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new OwnerGone(false));
      return;
    }
    const socket = connect(socketPath(benchName));
    const lines = new LineSplitter();
    let answered = false;
    let wasThere = false;
    const stop = (): void => {
      socket.destroy();
    };
    signal?.addEventListener('abort', stop, { once: true });
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('connect', () => {
      wasThere = true;
      socket.write(`${JSON.stringify(request)}\n`);
    });
    socket.on('data', (text: string) => {
      try {
        for (const line of lines.feed(text)) {
          const message = JSON.parse(line) as WireMessage;
          if ('item' in message) item(message.item);
          else {
            answered = true;
            socket.end();
            resolve(message);
          }
        }
      } catch (error) {
        // An answer that is no answer, or an item that nobody takes any more.
        answered = true;
        socket.destroy();
        reject(error);
      }
    });
    socket.on('close', () => {
      signal?.removeEventListener('abort', stop);
      if (!answered) reject(new OwnerGone(wasThere));
    });
  });
}
