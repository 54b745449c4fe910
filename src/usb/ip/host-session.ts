// The host's side of an attached device: a state machine over bytes, without sockets and timers.
import type { SubmittedTransfer, UrbTransport } from '../host/urb-transport.js';
import {
  disconnectedResult,
  failedResult,
  overflowResult,
  receivedResult,
  sentResult,
  stalledResult,
  type TransferCompletion,
  type TransferRequest,
  type TransferResult,
  unlinkedResult,
} from '../transfer.js';
import { ByteQueue } from './byte-queue.js';
import { Errno, longestTransfer, urbHeaderBytes } from './protocol.js';
import { decodeReply, encodeSubmit, encodeUnlink, type ReplySubmitFrame } from './urb-frames.js';

interface Submitted {
  readonly incoming: boolean;
  readonly length: number;
  readonly complete: TransferCompletion;
}

export interface HostSessionPeer {
  write(bytes: Uint8Array): void;
  close(): void;
}

const empty = new Uint8Array(0);
const noSetup = new Uint8Array(8);

export class HostSession implements UrbTransport {
  readonly #peer: HostSessionPeer;
  readonly #deviceId: number;
  readonly #received = new ByteQueue();
  readonly #submitted = new Map<number, Submitted>();
  /** For each unlink sequence number, the number of the transfer that it cancels. */
  readonly #unlinking = new Map<number, number>();
  #sequence = 0;
  #reply: ReplySubmitFrame | undefined;
  #closed = false;
  #disconnected: (() => void) | undefined;

  constructor(peer: HostSessionPeer, deviceId: number) {
    this.#peer = peer;
    this.#deviceId = deviceId;
  }

  submit(request: TransferRequest, complete: TransferCompletion): SubmittedTransfer {
    if (this.#closed) {
      complete(disconnectedResult);
      return { unlink: () => {} };
    }
    const sequence = this.#next();
    const incoming =
      request.kind === 'in' || (request.kind === 'control' && (request.setup[0]! & 0x80) !== 0);
    const data = request.kind === 'in' || incoming ? empty : request.data;
    const length = request.kind === 'out' ? data.length : incoming ? request.length : data.length;
    if (length > longestTransfer)
      throw new RangeError(
        `A transfer takes at most ${longestTransfer} bytes, not ${length}: send it in pieces.`,
      );
    this.#submitted.set(sequence, { incoming, length, complete });
    this.#peer.write(
      encodeSubmit(
        {
          sequence,
          deviceId: this.#deviceId,
          direction: incoming ? 'in' : 'out',
          endpoint: request.kind === 'control' ? 0 : request.endpoint,
          transferFlags: 0,
          bufferLength: length,
          interval: 0,
          setup: request.kind === 'control' ? request.setup : noSetup,
        },
        data,
      ),
    );
    return { unlink: () => this.#unlink(sequence) };
  }

  receive(chunk: Uint8Array): void {
    if (this.#closed) return;
    this.#received.push(chunk);
    while (!this.#closed && this.#step());
  }

  /** The device or the server has ended the connection. */
  lost(): void {
    if (this.#closed) return;
    this.close();
    this.#disconnected?.();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#received.clear();
    this.#peer.close();
    const waiting = [...this.#submitted.values()];
    this.#submitted.clear();
    for (const { complete } of waiting) complete(disconnectedResult);
  }

  onDisconnect(listener: () => void): void {
    this.#disconnected = listener;
  }

  #step(): boolean {
    if (this.#reply !== undefined) return this.#payload(this.#reply);
    const header = this.#received.take(urbHeaderBytes);
    if (header === undefined) return false;
    const frame = decodeReply(header);
    // As vhci does: after a reply to no request, the lengths that follow cannot be trusted.
    if (frame === undefined) this.lost();
    else if (frame.command === 'reply-unlink') this.#unlinked(frame.sequence, frame.status);
    else if (this.#isSound(frame)) this.#reply = frame;
    else this.lost();
    return true;
  }

  #isSound(frame: ReplySubmitFrame): boolean {
    const submitted = this.#submitted.get(frame.sequence);
    return submitted !== undefined && frame.actualLength <= submitted.length;
  }

  #payload(frame: ReplySubmitFrame): boolean {
    const submitted = this.#submitted.get(frame.sequence)!;
    const data = submitted.incoming ? this.#received.take(frame.actualLength) : empty;
    if (data === undefined) return false;
    this.#reply = undefined;
    this.#submitted.delete(frame.sequence);
    submitted.complete(resultOf(frame, submitted.incoming ? data.slice() : undefined));
    return true;
  }

  #unlink(sequence: number): void {
    if (this.#closed || !this.#submitted.has(sequence)) return;
    const unlinkSequence = this.#next();
    this.#unlinking.set(unlinkSequence, sequence);
    this.#peer.write(
      encodeUnlink({ sequence: unlinkSequence, deviceId: this.#deviceId, unlinkSequence: sequence }),
    );
  }

  #unlinked(sequence: number, status: number): void {
    const taken = this.#unlinking.get(sequence);
    if (taken === undefined) {
      this.lost();
      return;
    }
    this.#unlinking.delete(sequence);
    const submitted = this.#submitted.get(taken);
    if (submitted === undefined || status === Errno.ok) return;
    this.#submitted.delete(taken);
    submitted.complete(unlinkedResult);
  }

  #next(): number {
    this.#sequence = this.#sequence === 0xffffffff ? 1 : this.#sequence + 1;
    return this.#sequence;
  }
}

function resultOf(frame: ReplySubmitFrame, data: Uint8Array | undefined): TransferResult {
  switch (frame.status) {
    case Errno.ok:
    case Errno.remoteIo:
      return data === undefined ? sentResult(frame.actualLength) : receivedResult(data);
    case Errno.pipe:
      return stalledResult;
    case Errno.overflow:
      return overflowResult;
    case Errno.noDevice:
      return disconnectedResult;
    case Errno.connectionReset:
    case Errno.noEntry:
      return unlinkedResult;
    default:
      return failedResult;
  }
}
