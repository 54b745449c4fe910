// What is answered to a connection rather than to a request: one too many, or bytes that are no HTTP.
import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Problem, problemOf } from './problem.js';

/** One connection too many is told so; Node's own bound closes it without a word. */
export function boundConnections(server: Server, most: number): void {
  let open = 0;
  server.prependListener('connection', (socket: Socket) => {
    open++;
    socket.once('close', () => open--);
    if (open <= most) return;
    const message = `${most} connections are open; close some, or start the server with more: --connections`;
    endWith(socket, problemOf({ code: 'busy', message }), 'retry-after: 1\r\n');
  });
}

/** Bytes that are no request of HTTP: Node answers them without a word of why. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
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
