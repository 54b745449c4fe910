// The frames of an attached device: a header of 48 bytes, and the payload.
import { UrbCommand, urbHeaderBytes } from './protocol.js';

export interface SubmitFrame {
  readonly command: 'submit';
  readonly sequence: number;
  readonly deviceId: number;
  readonly direction: 'in' | 'out';
  readonly endpoint: number;
  readonly transferFlags: number;
  /** Length of the host's buffer; for OUT also of the payload. */
  readonly bufferLength: number;
  readonly interval: number;
  readonly setup: Uint8Array;
}

export interface UnlinkFrame {
  readonly command: 'unlink';
  readonly sequence: number;
  readonly deviceId: number;
  readonly unlinkSequence: number;
}

export interface ReplySubmitFrame {
  readonly command: 'reply-submit';
  readonly sequence: number;
  readonly status: number;
  readonly actualLength: number;
}

export interface ReplyUnlinkFrame {
  readonly command: 'reply-unlink';
  readonly sequence: number;
  readonly status: number;
}

export type RequestFrame = SubmitFrame | UnlinkFrame;
export type ReplyFrame = ReplySubmitFrame | ReplyUnlinkFrame;

/** @returns undefined if `bytes` cannot begin a request; then no later byte can be trusted */
export function decodeRequest(bytes: Uint8Array): RequestFrame | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, urbHeaderBytes);
  const command = view.getUint32(0);
  const sequence = view.getUint32(4);
  const deviceId = view.getUint32(8);
  if (command === UrbCommand.unlink)
    return { command: 'unlink', sequence, deviceId, unlinkSequence: view.getUint32(20) };
  const direction = view.getUint32(12);
  const endpoint = view.getUint32(16);
  if (command !== UrbCommand.submit || direction > 1 || endpoint > 15) return undefined;
  return {
    command: 'submit',
    sequence,
    deviceId,
    direction: direction === 1 ? 'in' : 'out',
    endpoint,
    transferFlags: view.getUint32(20),
    bufferLength: view.getUint32(24),
    interval: view.getUint32(36),
    setup: bytes.slice(40, 48),
  };
}

/** @returns undefined if `bytes` cannot begin a reply */
export function decodeReply(bytes: Uint8Array): ReplyFrame | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, urbHeaderBytes);
  const sequence = view.getUint32(4);
  const status = view.getInt32(20);
  if (view.getUint32(0) === UrbCommand.replyUnlink) return { command: 'reply-unlink', sequence, status };
  if (view.getUint32(0) !== UrbCommand.replySubmit) return undefined;
  return { command: 'reply-submit', sequence, status, actualLength: view.getUint32(24) };
}

/** Header and payload in one write: with two, Nagle and delayed acknowledgement cost 40 ms for each transfer. */
export function encodeSubmit(frame: Omit<SubmitFrame, 'command'>, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(urbHeaderBytes + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, UrbCommand.submit);
  view.setUint32(4, frame.sequence);
  view.setUint32(8, frame.deviceId);
  view.setUint32(12, frame.direction === 'in' ? 1 : 0);
  view.setUint32(16, frame.endpoint);
  view.setUint32(20, frame.transferFlags);
  view.setUint32(24, frame.bufferLength);
  // start_frame and number_of_packets have a meaning only in isochronous transfers; these are the values of Linux.
  view.setUint32(28, 0xffffffff);
  view.setUint32(32, 0);
  view.setUint32(36, frame.interval);
  bytes.set(frame.setup, 40);
  bytes.set(payload, urbHeaderBytes);
  return bytes;
}

export function encodeUnlink(frame: Omit<UnlinkFrame, 'command'>): Uint8Array {
  const bytes = new Uint8Array(urbHeaderBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, UrbCommand.unlink);
  view.setUint32(4, frame.sequence);
  view.setUint32(8, frame.deviceId);
  view.setUint32(20, frame.unlinkSequence);
  return bytes;
}

/** In replies device ID, direction, endpoint and number_of_packets are 0; newer kernels check the last. */
export function encodeReplySubmit(frame: Omit<ReplySubmitFrame, 'command'>, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(urbHeaderBytes + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, UrbCommand.replySubmit);
  view.setUint32(4, frame.sequence);
  view.setInt32(20, frame.status);
  view.setUint32(24, frame.actualLength);
  bytes.set(payload, urbHeaderBytes);
  return bytes;
}

export function encodeReplyUnlink(frame: Omit<ReplyUnlinkFrame, 'command'>): Uint8Array {
  const bytes = new Uint8Array(urbHeaderBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, UrbCommand.replyUnlink);
  view.setUint32(4, frame.sequence);
  view.setInt32(20, frame.status);
  return bytes;
}
