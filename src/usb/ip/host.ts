// The host's side of USB/IP in user space, without a kernel module or root. It opens the sockets for host-session.ts.
import { connect, type Socket } from 'node:net';
import { UsbHost } from '../host/usb-host.js';
import { ByteQueue } from './byte-queue.js';
import { HostSession } from './host-session.js';
import {
  type DeviceRecord,
  decodeDeviceRecord,
  decodeOpHeader,
  encodeBusId,
  encodeOpHeader,
  type InterfaceRecord,
  type ListedDevice,
} from './op-frames.js';
import { deviceRecordBytes, OpCode, OpStatus, opHeaderBytes, usbIpPort, usbIpVersion } from './protocol.js';

/** The server refused the request, or its answer was malformed. */
export class UsbIpError extends Error {
  /** One of OpStatus; undefined if the server gave none. */
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.name = 'UsbIpError';
    this.status = status;
  }
}

export interface AttachOptions {
  /** Aborting it ends the wait for a server that does not answer. */
  readonly signal?: AbortSignal;
}

/** Attaches a device of a USB/IP server; `host.device` is its record. Rejects with {@link UsbIpError}. */
export async function attach(
  host: string,
  port: number,
  busId: string,
  options: AttachOptions = {},
): Promise<UsbHost & { readonly device: DeviceRecord }> {
  const connection = await Connection.open(host, port, options.signal);
  try {
    connection.write(encodeOpHeader(OpCode.requestImport, OpStatus.ok));
    connection.write(encodeBusId(busId));
    await connection.readReply(OpCode.replyImport, (status) => importRefusal(busId, status));
    const device = decodeDeviceRecord(await connection.read(deviceRecordBytes));
    if (device.busId !== busId) throw new UsbIpError(`Asked for ${busId}, the server gave ${device.busId}.`);
    return Object.assign(new UsbHost(connection.become(device)), { device });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Lists the devices of a USB/IP server. Rejects with {@link UsbIpError}. */
export async function listDevices(
  host = '127.0.0.1',
  port = usbIpPort,
  options: AttachOptions = {},
): Promise<ListedDevice[]> {
  const connection = await Connection.open(host, port, options.signal);
  try {
    connection.write(encodeOpHeader(OpCode.requestDeviceList, OpStatus.ok));
    await connection.readReply(
      OpCode.replyDeviceList,
      (status) => `The server lists nothing (status ${status}).`,
    );
    const count = new DataView((await connection.read(4)).slice().buffer).getUint32(0);
    if (count > mostListed)
      throw new UsbIpError(`The server claims ${count} devices, more than ${mostListed}.`);
    const devices: ListedDevice[] = [];
    for (let i = 0; i < count; i++) {
      const record = decodeDeviceRecord(await connection.read(deviceRecordBytes));
      const interfaces: InterfaceRecord[] = [];
      for (let n = 0; n < record.interfaceCount; n++) {
        const [classCode = 0, subclass = 0, protocol = 0] = await connection.read(4);
        interfaces.push({ classCode, subclass, protocol });
      }
      devices.push({ ...record, interfaces });
    }
    return devices;
  } finally {
    connection.close();
  }
}

function importRefusal(busId: string, status: number): string {
  if (status === OpStatus.deviceBusy) return `${busId} is attached by another host: detach it there first.`;
  if (status === OpStatus.noDevice)
    return `The server has no device ${busId}: list its devices for what it has.`;
  return `The server refused ${busId} (status ${status}).`;
}

/** The most devices that a list may claim. A bus has 127 addresses, and no server has more than a few buses. */
const mostListed = 1024;

class Connection {
  readonly #socket: Socket;
  readonly #received = new ByteQueue();
  #wake: (() => void) | undefined;
  #ended = false;
  #session: HostSession | undefined;
  readonly #established: () => void;

  /** `established` is called when the device is attached: from then on the caller's signal has no effect. */
  private constructor(socket: Socket, established: () => void) {
    this.#socket = socket;
    this.#established = established;
    socket.on('data', (chunk) => {
      if (this.#session !== undefined) return this.#session.receive(chunk);
      this.#received.push(chunk);
      this.#wake?.();
    });
    const ended = (): void => {
      this.#ended = true;
      this.#session?.lost();
      this.#wake?.();
    };
    socket.on('end', ended).on('close', ended).on('error', ended);
  }

  static open(host: string, port: number, signal: AbortSignal | undefined): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true });
      const giveUp = (): void => void socket.destroy(new Error('given up'));
      if (signal?.aborted) giveUp();
      signal?.addEventListener('abort', giveUp, { once: true });
      socket.once('error', (error) =>
        reject(new UsbIpError(`No USB/IP server answers at ${host}:${port}: ${error.message}`)),
      );
      socket.once('connect', () =>
        resolve(new Connection(socket, () => signal?.removeEventListener('abort', giveUp))),
      );
    });
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  async readReply(code: number, refusal: (status: number) => string): Promise<void> {
    const header = decodeOpHeader(await this.read(opHeaderBytes));
    if (header.version !== usbIpVersion || header.code !== code)
      throw new UsbIpError(
        `Expected USB/IP version 0111 and reply ${code.toString(16)}, got ${header.version.toString(16)} and ${header.code.toString(16)}.`,
      );
    if (header.status !== OpStatus.ok) throw new UsbIpError(refusal(header.status), header.status);
  }

  async read(length: number): Promise<Uint8Array> {
    for (;;) {
      const bytes = this.#received.take(length);
      if (bytes !== undefined) return bytes;
      if (this.#ended) throw new UsbIpError('The server closed the connection in the middle of its answer.');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  become(device: DeviceRecord): HostSession {
    this.#established();
    const deviceId = ((device.busNumber << 16) | device.deviceNumber) >>> 0;
    const peer = { write: (bytes: Uint8Array) => this.write(bytes), close: () => this.close() };
    const session = new HostSession(peer, deviceId);
    this.#session = session;
    const early = this.#received.take(this.#received.length);
    if (early !== undefined) session.receive(early);
    return session;
  }

  close(): void {
    this.#established();
    this.#socket.destroy();
  }
}
