// A fob on a TCP port. Each connection has its own console session.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Link, OpenSession } from './link.js';
import { type LineSettings, TelnetFilter } from './telnet-filter.js';

export interface TcpLinkOptions {
  /** Default: loopback, since the console has no password. */
  host?: string;
  /** 0 takes any free port; `path` then names it. */
  port?: number;
  /** Connections beyond this are closed at once. */
  maximumClients?: number;
  /** What a client of RFC 2217 sets on the port. */
  onLineSettings?(settings: LineSettings): void;
}

/** Resolves when clients can connect. Rejects with an error that says what is wrong and how to fix it. */
export async function openTcpLink(open: OpenSession, options: TcpLinkOptions = {}): Promise<TcpLink> {
  const { host = '127.0.0.1', port = 0, maximumClients = 64 } = options;
  const sockets = new Set<Socket>();
  // Half-open, so that `echo 'READ:CODE?' | nc` gets its answer after its side has ended.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, open, options);
  });
  server.maxConnections = maximumClients;
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
  readonly #sockets: ReadonlySet<Socket>;

  constructor(server: Server, sockets: ReadonlySet<Socket>) {
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
      for (const socket of this.#sockets) socket.destroy();
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
