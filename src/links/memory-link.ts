// In-process serial ports: a program that takes a serialport binding opens a simulated fob inside its own process.
// The types are imported as CommonJS, since the package exports types for CommonJS only.
import type serial = require('@serialport/bindings-interface');

import type { Link, OpenSession } from './link.js';
import { MemoryPort } from './memory-port.js';

export type MemoryPortInfo = Partial<Omit<serial.PortInfo, 'path'>>;

/**
 * A set of in-process ports: `new SerialPortStream({ binding, path, baudRate })`. Its errors have the words of the operating
 * system's binding, so that a program's error handling is tested too.
 */
export class MemoryBinding implements serial.BindingInterface<MemoryPort> {
  readonly #sockets = new Map<string, Socket>();

  /** Plugs a fob in at `path`. Throws if the path is taken. */
  plugIn(path: string, open: OpenSession, info: MemoryPortInfo = {}): Link {
    if (this.#sockets.has(path))
      throw new Error(`The path ${path} is taken; unplug its fob or choose another`);
    const socket: Socket = { open, info, port: undefined };
    this.#sockets.set(path, socket);
    return {
      kind: 'memory',
      path,
      droppedBytes: 0,
      close: async () => {
        if (this.#sockets.get(path) === socket) this.#sockets.delete(path);
        socket.port?.disconnect();
      },
    };
  }

  async list(): Promise<serial.PortInfo[]> {
    return [...this.#sockets].map(([path, { info }]) => ({
      path,
      manufacturer: info.manufacturer,
      serialNumber: info.serialNumber,
      pnpId: info.pnpId,
      locationId: info.locationId,
      productId: info.productId,
      vendorId: info.vendorId,
    }));
  }

  async open(options: serial.OpenOptions): Promise<MemoryPort> {
    const socket = this.#sockets.get(options.path);
    if (socket === undefined) {
      const known = [...this.#sockets.keys()].join(', ') || 'none';
      throw new Error(`Error: No such file or directory, cannot open ${options.path} (plugged in: ${known})`);
    }
    if (socket.port?.isOpen) throw new Error('Error Resource temporarily unavailable Cannot lock port');
    socket.port = new MemoryPort(options, socket.open);
    return socket.port;
  }
}

interface Socket {
  open: OpenSession;
  info: MemoryPortInfo;
  port: MemoryPort | undefined;
}
