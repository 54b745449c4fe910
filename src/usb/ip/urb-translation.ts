// Translates a URB into a transfer of the device, and the result of the transfer into a frame.
import type { TransferRequest, TransferResult, TransferStatus } from '../transfer.js';
import { Errno, shortNotOk } from './protocol.js';
import { encodeReplySubmit, type SubmitFrame } from './urb-frames.js';

const empty = new Uint8Array(0);

export function requestOf(frame: SubmitFrame, data: Uint8Array): TransferRequest {
  if (frame.endpoint === 0)
    return {
      kind: 'control',
      setup: frame.setup,
      data,
      length: frame.direction === 'in' ? frame.bufferLength : 0,
    };
  return frame.direction === 'in'
    ? { kind: 'in', endpoint: frame.endpoint, length: frame.bufferLength }
    : { kind: 'out', endpoint: frame.endpoint, data };
}

const statusNumbers: Readonly<Record<TransferStatus, number>> = {
  ok: Errno.ok,
  stalled: Errno.pipe,
  overflow: Errno.overflow,
  unlinked: Errno.connectionReset,
  disconnected: Errno.noDevice,
  failed: Errno.protocol,
};

export function replyTo(frame: SubmitFrame, result: TransferResult): Uint8Array {
  const incoming = frame.direction === 'in';
  const isShort =
    incoming && (frame.transferFlags & shortNotOk) !== 0 && result.actualLength < frame.bufferLength;
  const status = result.status === 'ok' && isShort ? Errno.remoteIo : statusNumbers[result.status];
  return encodeReplySubmit(
    { sequence: frame.sequence, status, actualLength: result.actualLength },
    incoming ? result.data : empty,
  );
}
