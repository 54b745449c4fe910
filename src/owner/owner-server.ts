// The owner's side: serves the bench that this process holds to every other process of this user.
import { unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { IncomingContents } from './incoming-contents.js';
import { monotonicMs } from './monotonic.js';
import { removeAddress, writeAddress } from './owner-address.js';
import { LineSplitter, socketPath, type WireMessage, type WireRequest } from './wire.js';

/**
 * Runs one request; `item` sends progress or an item of a stream, and resolves when there is room for the next; `signal`
 * ends when the client has gone.
 */
export type Dispatch = (
  request: WireRequest,
  item: (value: unknown) => void | Promise<void>,
  signal: AbortSignal,
) => Promise<WireMessage>;

/** Bytes that may wait for a client to read them. */
const mostUnread = 64_000_000;

export class OwnerServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly path: string;

  #forget = (): void => {};

  private constructor(server: Server, path: string) {
    this.#server = server;
    this.path = path;
  }

  /**
   * Listens, and writes the address into the bench's folder. The caller holds the bench's lock, so an existing socket
   * file belongs to an owner that has ended.
   */
  static async listen(benchName: string, dispatch: Dispatch, directory?: string): Promise<OwnerServer> {
    const path = socketPath(benchName);
    const tells = directory !== undefined && process.platform !== 'win32';
    if (process.platform !== 'win32') removeStale(path);
    return new Promise((resolve, reject) => {
      const server = createServer((socket) => owner.#serve(socket, dispatch));
      const owner = new OwnerServer(server, path);
      server.once('error', reject);
      server.listen(path, () => {
        if (tells) {
          writeAddress(directory, benchName, path);
          owner.#forget = () => removeAddress(directory, benchName, path);
        }
        resolve(owner);
      });
    });
  }

  /** Keeps the process alive, or lets it end, while only the server is open. */
  unref(): void {
    this.#server.unref();
  }

  close(): Promise<void> {
    this.#forget();
    for (const socket of this.#sockets) socket.end();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      for (const socket of this.#sockets) socket.destroySoon();
    });
  }

  #serve(socket: Socket, dispatch: Dispatch): void {
    this.#sockets.add(socket);
    const gone = new AbortController();
    const lines = new LineSplitter();
    const incoming = new IncomingContents((held) => {
      if (held) socket.pause();
      else socket.resume();
    });
    const send = (message: WireMessage): void | Promise<void> => {
      // A client that follows a stream and stopped reading: it reconnects and resumes where it was.
      if (socket.writableLength > mostUnread) socket.destroy();
      else if (socket.writable && !socket.write(`${JSON.stringify(message)}\n`)) return drained(socket);
    };
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      incoming.fail(new Error('the client has gone before its file was read to the end'));
      gone.abort();
    });
    socket.on('data', (text: string) => {
      let requests: string[];
      try {
        requests = lines.feed(text);
      } catch {
        socket.destroy();
        return;
      }
      for (const line of requests) {
        if (incoming.take(line)) continue;
        const request = parseRequest(line);
        if (request === undefined) {
          send({
            id: '',
            error: { code: 'usage', message: 'not a request: expected {"id","operation","arguments"}' },
          });
          continue;
        }
        if (request.until !== undefined) {
          if (monotonicMs() > request.until) {
            socket.destroy();
            return;
          }
          send({ id: request.id, taken: true });
        }
        const whole = incoming.attach(request);
        dispatch(whole, (item) => send({ id: request.id, item }), gone.signal).then(
          (message) => {
            incoming.forget(request.id);
            send(message);
          },
          (error: unknown) => send({ id: request.id, error: { code: 'internal', message: String(error) } }),
        );
      }
    });
  }
}

/** Resolves when the client has read what waits for it, or has gone. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.once('drain', done);
    socket.once('close', done);
  });
}

function parseRequest(line: string): WireRequest | undefined {
  try {
    const request = JSON.parse(line) as WireRequest;
    const sound =
      typeof request.id === 'string' &&
      typeof request.operation === 'string' &&
      typeof request.arguments === 'object';
    return sound && request.arguments !== null ? request : undefined;
  } catch {
    return undefined;
  }
}

function removeStale(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
