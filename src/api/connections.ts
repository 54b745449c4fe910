// Answers to a connection instead of a request: one connection too many, or bytes that are not HTTP.
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Problem, problemOf } from './problem.js';

/** The open connections of a server, at most `most` of them. */
export class Connections {
  /** How many requests run on each. */
  readonly #running = new Map<Socket, number>();

  constructor(server: Server, most: number) {
    server.prependListener('connection', (socket: Socket) => {
      this.#running.set(socket, 0);
      socket.once('close', () => this.#running.delete(socket));
      if (this.#running.size <= most) return;
      // Node's own limit closes it silently.
      const message = `${most} connections are open; close some, or start the server with more: --connections`;
      endWith(socket, problemOf({ code: 'busy', message }), 'retry-after: 1\r\n');
    });
    server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.#running.set(socket, (this.#running.get(socket) ?? 0) + 1);
      response.once('close', () => {
        const running = this.#running.get(socket);
        if (running !== undefined) this.#running.set(socket, running - 1);
      });
    });
    server.on('clientError', answerUnreadable);
  }

  /** Also those whose request has only begun, for which Node would wait. */
  closeIdle(): void {
    for (const [socket, running] of this.#running) if (running === 0) socket.destroy();
  }
}

/** Bytes that are no request of HTTP: Node answers them without a word of why. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, message] = unreadable[error.code ?? ''] ?? [400, `no request of HTTP/1.1: ${error.message}`];
  endWith(socket, problemOf({ code: status === 408 ? 'timeout' : 'usage', message }, undefined, status));
}

const unreadable: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'the URL and the headers have more than 16 KB'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'the chunk extensions have more than 16 KB'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request was not complete in time'],
};

function endWith(socket: Duplex, problem: Problem, headers = ''): void {
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\ncontent-type: application/problem+json\r\n${headers}connection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
