// One in-process port for serialport: written bytes go to the session, and sent bytes wait for a read.
// The types are imported as CommonJS, since the package exports types for CommonJS only.
import type serial = require('@serialport/bindings-interface');

import type { ClientEnd, OpenSession, Session } from './link.js';

/** Above this number of unread bytes the session is asked to hold back. */
const holdBackAbove = 64 * 1024;

interface PendingRead {
  buffer: Buffer;
  offset: number;
  length: number;
  resolve(result: { buffer: Buffer; bytesRead: number }): void;
  reject(error: Error): void;
}

interface PendingWrite {
  resolve(): void;
  reject(error: Error): void;
}

export class MemoryPort implements serial.BindingPortInterface, ClientEnd {
  readonly openOptions: Required<serial.OpenOptions>;
  isOpen = true;
  #unplugged = false;
  readonly #session: Session;
  #received: Uint8Array[] = [];
  #receivedLength = 0;
  #holding = false;
  #read: PendingRead | undefined;
  #write: PendingWrite | undefined;
  #baudRate: number;

  constructor(options: serial.OpenOptions, open: OpenSession) {
    this.openOptions = { ...defaults, ...options };
    this.#baudRate = options.baudRate;
    this.#session = open(this);
  }

  async close(): Promise<void> {
    this.#requireOpen();
    this.isOpen = false;
    this.#end(canceled('The port was closed'));
  }

  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }> {
    return new Promise((resolve, reject) => {
      this.#requireDevice();
      this.#read = { buffer, offset, length, resolve, reject };
      this.#deliver();
    });
  }

  // Resolves when the session takes more: this is the back-pressure that a stream passes on to its writer.
  write(buffer: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#requireDevice();
      if (this.#session.feed(buffer)) resolve();
      else this.#write = { resolve, reject };
    });
  }

  async update(options: serial.UpdateOptions): Promise<void> {
    this.#requireOpen();
    this.#baudRate = options.baudRate;
  }

  async set(_options: serial.SetOptions): Promise<void> {
    this.#requireOpen();
  }

  async get(): Promise<serial.PortStatus> {
    this.#requireOpen();
    return { cts: true, dsr: true, dcd: true };
  }

  async getBaudRate(): Promise<{ baudRate: number }> {
    this.#requireOpen();
    return { baudRate: this.#baudRate };
  }

  async flush(): Promise<void> {
    this.#requireOpen();
    this.#received = [];
    this.#receivedLength = 0;
    this.#release();
  }

  async drain(): Promise<void> {
    this.#requireOpen();
  }

  send(bytes: Uint8Array): boolean {
    if (!this.isOpen || this.#unplugged) return true;
    this.#received.push(bytes);
    this.#receivedLength += bytes.length;
    this.#deliver();
    this.#holding = this.#receivedLength > holdBackAbove;
    return !this.#holding;
  }

  ready(): void {
    const write = this.#write;
    this.#write = undefined;
    write?.resolve();
  }

  /**
   * Unplugs the device: the client's read fails without being cancelled. The port stays open until the client closes it, as
   * a file descriptor does.
   */
  disconnect(): void {
    if (!this.isOpen || this.#unplugged) return;
    this.#unplugged = true;
    this.#end(new Error('The device has been unplugged'));
  }

  #end(error: Error): void {
    this.#session.hangUp();
    this.#read?.reject(error);
    this.#write?.reject(error);
    this.#read = undefined;
    this.#write = undefined;
    this.#received = [];
    this.#receivedLength = 0;
  }

  // Each read gets one piece, so that a parser sees the pieces of a link that splits its answers.
  #deliver(): void {
    const piece = this.#received[0];
    const read = this.#read;
    if (piece === undefined || read === undefined) return;
    const bytesRead = Math.min(piece.length, read.length);
    read.buffer.set(bytesRead === piece.length ? piece : piece.subarray(0, bytesRead), read.offset);
    if (bytesRead === piece.length) this.#received.shift();
    else this.#received[0] = piece.subarray(bytesRead);
    this.#receivedLength -= bytesRead;
    this.#read = undefined;
    read.resolve({ buffer: read.buffer, bytesRead });
    this.#release();
  }

  #release(): void {
    if (!this.#holding || this.#receivedLength > holdBackAbove / 2) return;
    this.#holding = false;
    this.#session.resume();
  }

  #requireDevice(): void {
    this.#requireOpen();
    if (this.#unplugged) throw new Error('The device has been unplugged');
  }

  #requireOpen(): void {
    if (!this.isOpen) throw canceled('Port is not open');
  }
}

const defaults = {
  dataBits: 8,
  lock: true,
  stopBits: 1,
  parity: 'none',
  rtscts: false,
  xon: false,
  xoff: false,
  xany: false,
  hupcl: true,
} as const;

function canceled(message: string): Error {
  return Object.assign(new Error(message), { canceled: true });
}
