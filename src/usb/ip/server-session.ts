// One connection to a USB/IP server: a state machine over bytes, without sockets and timers. For any input, each URB gets
// exactly one answer, and memory is bounded.
import { joinBytes } from '../hex.js';
import type { PendingTransfer } from '../transfer.js';
import type { UsbAttachment } from '../usb-device.js';
import { ByteQueue } from './byte-queue.js';
import { type ExportedDevice, listDevice } from './exported-device.js';
import {
  decodeBusId,
  decodeOpHeader,
  encodeDeviceRecord,
  encodeInterfaceRecord,
  encodeOpHeader,
} from './op-frames.js';
import {
  busIdBytes,
  Errno,
  longestTransfer,
  OpCode,
  OpStatus,
  opHeaderBytes,
  urbHeaderBytes,
  usbIpVersion,
} from './protocol.js';
import { decodeRequest, encodeReplyUnlink, type SubmitFrame } from './urb-frames.js';
import { replyTo, requestOf } from './urb-translation.js';

export interface ServerSessionPeer {
  write(bytes: Uint8Array): void;
  /** Closes the connection: after the written bytes if `gracefully`, else at once. Nothing is written afterwards. */
  close(gracefully: boolean): void;
  attached(exported: ExportedDevice): void;
  detached(exported: ExportedDevice): void;
}

export interface ServerSessionRegistry {
  list(): readonly ExportedDevice[];
  find(busId: string): ExportedDevice | undefined;
}

type Phase = 'header' | 'import' | 'attached' | 'closed';

/** The most pending URBs of a client. Linux keeps about twenty for a device. */
const mostPendingUrbs = 16_384;
/** The most OUT data that waits for a device. */
const mostPendingBytes = 4 * longestTransfer;

interface PendingUrb {
  transfer: PendingTransfer | undefined;
  readonly heldBytes: number;
}

const empty = new Uint8Array(0);

export class ServerSession {
  readonly #registry: ServerSessionRegistry;
  readonly #peer: ServerSessionPeer;
  readonly #received = new ByteQueue();
  readonly #pending = new Map<number, PendingUrb>();
  #pendingBytes = 0;
  #phase: Phase = 'header';
  #submitting: SubmitFrame | undefined;
  #exported: ExportedDevice | undefined;
  #attachment: UsbAttachment | undefined;
  /** Bus and device number, as the import gave them to the client. */
  #deviceId = 0;

  constructor(registry: ServerSessionRegistry, peer: ServerSessionPeer) {
    this.#registry = registry;
    this.#peer = peer;
  }

  get exported(): ExportedDevice | undefined {
    return this.#exported;
  }

  get pendingUrbs(): number {
    return this.#pending.size;
  }

  /** The received bytes of an incomplete frame. */
  get bufferedBytes(): number {
    return this.#received.length;
  }

  receive(chunk: Uint8Array): void {
    if (this.#phase === 'closed') return;
    this.#received.push(chunk);
    while (this.#step());
  }

  /** Ends the connection: the device is free for the next one. */
  end(gracefully = false): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#received.clear();
    this.#pending.clear();
    this.#pendingBytes = 0;
    this.#attachment?.detach();
    if (this.#exported !== undefined) this.#peer.detached(this.#exported);
    this.#peer.close(gracefully);
  }

  /** True if a frame was complete, so that the next one may be complete too. */
  #step(): boolean {
    switch (this.#phase) {
      case 'header':
        return this.#opHeader(this.#received.take(opHeaderBytes));
      case 'import':
        return this.#import(this.#received.take(busIdBytes));
      case 'attached':
        return this.#submitting
          ? this.#payload(this.#submitting)
          : this.#urb(this.#received.take(urbHeaderBytes));
      case 'closed':
        return false;
    }
  }

  #opHeader(bytes: Uint8Array | undefined): boolean {
    if (bytes === undefined) return false;
    const header = decodeOpHeader(bytes);
    const known = header.code === OpCode.requestDeviceList || header.code === OpCode.requestImport;
    if (!known) this.end();
    else if (header.version !== usbIpVersion) this.#refuse(header.code & 0x7fff, OpStatus.notAvailable);
    else if (header.code === OpCode.requestImport) this.#phase = 'import';
    else this.#replyDeviceList();
    return true;
  }

  #replyDeviceList(): void {
    const devices = this.#registry.list().map(listDevice);
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, devices.length);
    const records = devices.flatMap((each) => [
      encodeDeviceRecord(each),
      ...each.interfaces.map(encodeInterfaceRecord),
    ]);
    this.#peer.write(joinBytes([encodeOpHeader(OpCode.replyDeviceList, OpStatus.ok), count, ...records]));
    this.end(true);
  }

  #import(bytes: Uint8Array | undefined): boolean {
    if (bytes === undefined) return false;
    const exported = this.#registry.find(decodeBusId(bytes));
    if (exported === undefined) return this.#refuse(OpCode.replyImport, OpStatus.noDevice);
    const attachment = exported.device.attach(() => this.end());
    if (attachment === undefined) return this.#refuse(OpCode.replyImport, OpStatus.deviceBusy);
    this.#exported = exported;
    this.#attachment = attachment;
    this.#phase = 'attached';
    const record = listDevice(exported);
    this.#deviceId = ((record.busNumber << 16) | record.deviceNumber) >>> 0;
    this.#peer.write(
      joinBytes([encodeOpHeader(OpCode.replyImport, OpStatus.ok), encodeDeviceRecord(record)]),
    );
    this.#peer.attached(exported);
    return true;
  }

  /** A client stops reading after these eight bytes, so no more follow. */
  #refuse(code: number, status: number): boolean {
    this.#peer.write(encodeOpHeader(code, status));
    this.end(true);
    return true;
  }

  #urb(bytes: Uint8Array | undefined): boolean {
    if (bytes === undefined) return false;
    const frame = decodeRequest(bytes);
    // The kernel's own server ends a connection that names another device too (drivers/usb/usbip/stub_rx.c).
    if (frame === undefined || frame.deviceId !== this.#deviceId) this.end();
    else if (frame.command === 'unlink') this.#unlink(frame.sequence, frame.unlinkSequence);
    else if (frame.bufferLength > longestTransfer || this.#pending.has(frame.sequence)) this.end();
    else this.#submitting = frame;
    return true;
  }

  #payload(frame: SubmitFrame): boolean {
    const data = frame.direction === 'out' ? this.#received.take(frame.bufferLength) : empty;
    if (data === undefined) return false;
    this.#submitting = undefined;
    // A copy, so that a few waiting bytes do not keep the whole received chunk in memory.
    this.#submit(frame, data.slice());
    return true;
  }

  #submit(frame: SubmitFrame, data: Uint8Array): void {
    const urb: PendingUrb = { transfer: undefined, heldBytes: data.length };
    this.#pending.set(frame.sequence, urb);
    this.#pendingBytes += urb.heldBytes;
    // The device may answer before this returns, and then the URB is no longer pending.
    const transfer = this.#attachment!.submit(requestOf(frame, data), (result) => {
      if (this.#forget(frame.sequence, urb)) this.#peer.write(replyTo(frame, result));
    });
    urb.transfer = transfer;
    if (this.#pending.size > mostPendingUrbs || this.#pendingBytes > mostPendingBytes) this.end();
  }

  /** Runs in one tick, so that a URB is either answered or unlinked: -ECONNRESET, or 0 after its answer. */
  #unlink(sequence: number, unlinkSequence: number): void {
    const urb = this.#pending.get(unlinkSequence);
    const unlinked = urb?.transfer?.cancel() === true && this.#forget(unlinkSequence, urb);
    this.#peer.write(encodeReplyUnlink({ sequence, status: unlinked ? Errno.connectionReset : Errno.ok }));
  }

  #forget(sequence: number, urb: PendingUrb): boolean {
    if (this.#pending.get(sequence) !== urb) return false;
    this.#pending.delete(sequence);
    this.#pendingBytes -= urb.heldBytes;
    return true;
  }
}
