// A USB/IP server: several devices on one port, one connection for each. By default it listens on loopback.
import { EventEmitter } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { UsbDevice } from '../usb-device.js';
import type { ExportedDevice } from './exported-device.js';
import { usbIpPort } from './protocol.js';
import { ServerSession } from './server-session.js';

export interface UsbIpServerOptions {
  /** How long a connection may stay silent before it attaches a device. Default: 10,000. */
  readonly handshakeMs?: number;
  /** How long a client may leave answers unread before it is disconnected. Default: 15,000. */
  readonly stallMs?: number;
  /** How long an attached client may be silent before TCP sends a keepalive. Default: 5,000. */
  readonly keepAliveMs?: number;
}

export interface AttachEvent {
  readonly busId: string;
  /** Address and port of the host that attached the device. */
  readonly peer: string;
}

const defaults = { handshakeMs: 10_000, stallMs: 15_000, keepAliveMs: 5_000 };
const mostConnections = 256;
/** Above the first, requests of a client that does not read are not read either; above the second it is disconnected. */
const pauseAboveBytes = 256 * 1024;
const mostUnreadBytes = 8 * 1024 * 1024;

/** Emits `attached` and `detached`, each with an {@link AttachEvent}. */
export class UsbIpServer extends EventEmitter<{ attached: [AttachEvent]; detached: [AttachEvent] }> {
  readonly #options: Required<UsbIpServerOptions>;
  readonly #exported = new Map<string, ExportedDevice>();
  readonly #sessions = new Map<ServerSession, Socket>();
  #server: Server | undefined;

  constructor(options: UsbIpServerOptions = {}) {
    super();
    this.#options = { ...defaults, ...options };
  }

  /** Plugs a device into a free port, before or after {@link listen}. Returns its bus ID, "1-1" for the first. */
  plug(device: UsbDevice): string {
    for (const { busId, device: plugged } of this.#exported.values())
      if (plugged === device)
        throw new Error(`This device is plugged in already, as ${busId}: unplug it first.`);
    let port = 1;
    while (this.#exported.has(`1-${port}`)) port++;
    const busId = `1-${port}`;
    this.#exported.set(busId, { busId, device });
    return busId;
  }

  /** Unplugs a device, even while a host has it attached. */
  unplug(busId: string): void {
    if (!this.#exported.delete(busId)) throw new Error(this.#unknown(busId));
    for (const session of [...this.#sessions.keys()]) if (session.exported?.busId === busId) session.end();
  }

  /** The plugged-in devices, attached or not. Clients do not see a device that the fault usb.unplug has removed. */
  get devices(): readonly ExportedDevice[] {
    return [...this.#exported.values()];
  }

  /**
   * Resolves to the address and port; port 0 takes a free one. Rejects with the system's error if the port is taken.
   */
  async listen(where: { host?: string; port?: number } = {}): Promise<{ host: string; port: number }> {
    if (this.#server !== undefined) throw new Error('This server listens already: close it first.');
    const { host = '127.0.0.1', port = usbIpPort } = where;
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        this.#server = undefined;
        reject(error);
      });
      server.listen({ host, port }, () => {
        server.removeAllListeners('error');
        // A connection that could not be accepted (no free descriptors) must not end the others.
        server.on('error', () => {});
        resolve();
      });
    });
    const address = server.address();
    return { host, port: typeof address === 'object' && address !== null ? address.port : port };
  }

  /** Ends every connection and frees the port. Devices stay plugged in for the next {@link listen}. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const [session, socket] of [...this.#sessions]) {
      session.end();
      socket.destroy();
    }
    await closed;
  }

  #accept(socket: Socket): void {
    if (this.#sessions.size >= mostConnections && !this.#endOldestIdle()) {
      socket.destroy();
      return;
    }
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    const registry = {
      list: () => this.devices.filter(({ device }) => device.present),
      find: (busId: string) => {
        const exported = this.#exported.get(busId);
        return exported?.device.present ? exported : undefined;
      },
    };
    const handshake = setTimeout(() => {
      session.end();
      socket.destroy();
    }, this.#options.handshakeMs);
    let stall: NodeJS.Timeout | undefined;
    const session = new ServerSession(registry, {
      write: (bytes) => {
        if (!socket.writable) return;
        socket.write(bytes);
        if (socket.writableLength <= pauseAboveBytes) return;
        socket.pause();
        stall ??= setTimeout(() => session.end(), this.#options.stallMs);
        if (socket.writableLength > mostUnreadBytes) session.end();
      },
      close: (gracefully) => {
        // The client may still be sending, and a reset would destroy the answer.
        if (gracefully) socket.end();
        else socket.destroy();
      },
      attached: ({ busId }) => {
        clearTimeout(handshake);
        // The protocol has no heartbeat: without keepalive a host that lost power would keep the device for ever.
        socket.setKeepAlive(true, this.#options.keepAliveMs);
        this.emit('attached', { busId, peer });
      },
      detached: ({ busId }) => void this.emit('detached', { busId, peer }),
    });
    this.#sessions.set(session, socket);
    socket.on('data', (chunk) => session.receive(chunk));
    socket.on('drain', () => {
      clearTimeout(stall);
      stall = undefined;
      socket.resume();
    });
    socket.on('error', () => session.end());
    socket.on('end', () => session.end());
    socket.on('close', () => {
      clearTimeout(handshake);
      clearTimeout(stall);
      session.end();
      this.#sessions.delete(session);
    });
  }

  /** A connection without a device gives way to a new one. @returns false where each has a device */
  #endOldestIdle(): boolean {
    for (const [session, socket] of this.#sessions) {
      if (session.exported !== undefined) continue;
      this.#sessions.delete(session);
      session.end();
      socket.destroy();
      return true;
    }
    return false;
  }

  #unknown(busId: string): string {
    const known = [...this.#exported.keys()].join(', ');
    return `No device is plugged in as "${busId}". There ${known === '' ? 'is none' : `are: ${known}`}.`;
  }
}
