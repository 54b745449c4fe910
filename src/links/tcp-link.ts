// A fob on a TCP port. Each connection has its own console session.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Link, OpenSession } from './link.js';
import { type LineSettings, TelnetFilter } from './telnet-filter.js';

export interface TcpLinkOptions {
  /** Default: loopback, since the console has no password. */
  host?: string;
  /** 0 takes any free port; `path` then names it. */
  port?: number;
  /** One more connection takes the place of the one that has been idle for longest, or is closed where none is idle. */
  maximumClients?: number;
  /** How long a client is silent before it counts as idle. */
  idleMs?: number;
  /** What a client of RFC 2217 sets on the port. */
  onLineSettings?(settings: LineSettings): void;
}

/** Resolves when clients can connect. Rejects with an error that says what is wrong and how to fix it. */
export async function openTcpLink(open: OpenSession, options: TcpLinkOptions = {}): Promise<TcpLink> {
  const { host = '127.0.0.1', port = 0, maximumClients = 64, idleMs = 1000 } = options;
  /** When each was heard last, the longest silent first. */
  const sockets = new Map<Socket, number>();
  const heard = (socket: Socket): void => {
    sockets.delete(socket);
    sockets.set(socket, performance.now());
  };
  // Half-open, so that `echo 'READ:CODE?' | nc` hears its answer after it has said all it had to say.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    if (sockets.size >= maximumClients) {
      const [longest, heardMs] = [...sockets][0]!;
      const isIdle = performance.now() - heardMs >= idleMs;
      (isIdle ? longest : socket).destroy();
      if (!isIdle) return;
      sockets.delete(longest);
    }
    heard(socket);
    socket.on('data', () => heard(socket));
    socket.once('close', () => sockets.delete(socket));
    serve(socket, open, options);
  });
  await listening(server, host, port);
  return new TcpLink(server, sockets);
}

export class TcpLink implements Link {
  readonly kind = 'tcp';
  readonly host: string;
  readonly port: number;
  /** TCP has flow control: nothing is dropped. */
  readonly droppedBytes = 0;
  readonly #server: Server;
  readonly #sockets: ReadonlyMap<Socket, number>;

  constructor(server: Server, sockets: ReadonlyMap<Socket, number>) {
    const { address, port } = server.address() as AddressInfo;
    this.host = address;
    this.port = port;
    this.#server = server;
    this.#sockets = sockets;
  }

  get path(): string {
    return `${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      for (const socket of this.#sockets.keys()) socket.destroy();
    });
  }
}

function serve(socket: Socket, open: OpenSession, { onLineSettings }: TcpLinkOptions): void {
  const session = open({
    send: (bytes) => !socket.writable || socket.write(bytes),
    ready: () => socket.resume(),
    disconnect: () => socket.destroy(),
  });
  const telnet = new TelnetFilter({
    send: (bytes) => {
      if (socket.writable) socket.write(bytes);
    },
    lineSettings: (settings) => onLineSettings?.(settings),
  });
  socket.on('data', (bytes) => {
    if (!session.feed(telnet.data(bytes))) socket.pause();
  });
  socket.on('drain', () => session.resume());
  socket.on('end', () => session.whenIdle(() => socket.end()));
  // A reset connection is an ordinary hang-up: 'close' follows.
  socket.on('error', () => undefined);
  socket.on('close', () => session.hangUp());
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = listenProblems[error.code ?? ''] ?? error.message;
      reject(new Error(`Cannot listen on ${host}:${port}: ${why}`, { cause: error }));
    });
    server.listen({ host, port }, () => resolve());
  });
}

const listenProblems: Record<string, string> = {
  EADDRINUSE: 'it is in use; give another port, or none to take any free one',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no host of this name',
  EACCES: 'the system denies access; give a port above 1023',
};
