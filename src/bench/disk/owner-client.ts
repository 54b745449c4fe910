// A client's side: sends a request to whoever holds the bench.
import { connect } from 'node:net';
import { LineSplitter, socketPath, type WireMessage, type WireRequest } from './wire.js';

/** Nobody answers there (any more): try to hold the bench, or ask again with the same request id. */
export class OwnerGone extends Error {
  constructor() {
    super('the process that held the bench has gone');
    this.name = 'OwnerGone';
  }
}

/** @throws OwnerGone before an answer has come. */
export function askOwner(
  benchId: string,
  request: WireRequest,
  item: (value: unknown) => void,
  signal?: AbortSignal,
): Promise<WireMessage> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath(benchId));
    const lines = new LineSplitter();
    let answered = false;
    const stop = (): void => {
      socket.destroy();
    };
    signal?.addEventListener('abort', stop, { once: true });
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on('data', (text: string) => {
      for (const line of lines.feed(text)) {
        const message = JSON.parse(line) as WireMessage;
        if ('item' in message) item(message.item);
        else {
          answered = true;
          socket.end();
          resolve(message);
        }
      }
    });
    socket.on('close', () => {
      signal?.removeEventListener('abort', stop);
      if (!answered) reject(new OwnerGone());
    });
  });
}
