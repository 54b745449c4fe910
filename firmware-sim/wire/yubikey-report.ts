// The YubiKey OTP interface: 8-byte feature reports, 70-byte frames made of ten of them, and answers.
import { crc16, crc16Complement, crc16Residual } from './crc16.js';

export const yubikeyReportSize = 8;
export const yubikeyFrameSize = 70;
export const yubikeyPayloadSize = 64;
const dataSize = 7;
const lastSequence = 9;

/** Bits of the control byte, the eighth of each report. */
export const yubikeyControl = {
  write: 0x80,
  responsePending: 0x40,
  waitingForTouch: 0x20,
  /** Sequence of a write or an answer, or the seconds left while it waits for a touch. */
  lowBits: 0x1f,
  /** A host writes this to give up: any sequence above 9, with the write bit. */
  abort: 0x8f,
} as const;

export interface YubikeyFrame {
  /** Exactly 64 bytes. */
  payload: Uint8Array;
  slotCode: number;
}

export interface YubikeyStatus {
  firmware: readonly [major: number, minor: number, build: number];
  /** Goes up with each successful write; 0 if there is no configuration. */
  programmingSequence: number;
  slots: readonly [YubikeySlotStatus, YubikeySlotStatus];
  ledInverted: boolean;
}

export interface YubikeySlotStatus {
  configured: boolean;
  needsTouch: boolean;
}

/** The 70 bytes: payload, slot code, CRC of the payload (not complemented), three bytes of filler. */
export function encodeYubikeyFrame(slotCode: number, payload: Uint8Array): Uint8Array {
  if (payload.length > yubikeyPayloadSize) {
    throw new RangeError(`a YubiKey payload of ${payload.length} bytes: at most ${yubikeyPayloadSize} fit`);
  }
  const frame = new Uint8Array(yubikeyFrameSize);
  frame.set(payload);
  frame[yubikeyPayloadSize] = slotCode;
  const crc = crc16(frame.subarray(0, yubikeyPayloadSize));
  frame[yubikeyPayloadSize + 1] = crc & 0xff;
  frame[yubikeyPayloadSize + 2] = crc >>> 8;
  return frame;
}

/** Undefined if the length or the CRC is wrong: then the key does nothing. */
export function decodeYubikeyFrame(frame: Uint8Array): YubikeyFrame | undefined {
  if (frame.length !== yubikeyFrameSize) return undefined;
  const payload = frame.slice(0, yubikeyPayloadSize);
  const crc = frame[yubikeyPayloadSize + 1]! | (frame[yubikeyPayloadSize + 2]! << 8);
  return crc16(payload) === crc ? { payload, slotCode: frame[yubikeyPayloadSize]! } : undefined;
}

/** The reports that a host writes. Reports of zeros are left out, except the first, which clears the buffer, and the last. */
export function yubikeyFrameToReports(frame: Uint8Array): Uint8Array[] {
  const reports: Uint8Array[] = [];
  for (let sequence = 0; sequence <= lastSequence; sequence++) {
    const report = new Uint8Array(yubikeyReportSize);
    report.set(frame.subarray(sequence * dataSize, (sequence + 1) * dataSize));
    const blank = report.every((byte) => byte === 0);
    if (blank && sequence > 0 && sequence < lastSequence) continue;
    report[dataSize] = yubikeyControl.write | sequence;
    reports.push(report);
  }
  return reports;
}

/** Puts a written report into the frame. Returns true if it was the last one. */
export function placeYubikeyReport(frame: Uint8Array, report: Uint8Array): boolean {
  const sequence = report[dataSize]! & yubikeyControl.lowBits;
  if (sequence === 0) frame.fill(0);
  frame.set(report.subarray(0, dataSize), sequence * dataSize);
  return sequence === lastSequence;
}

export function encodeYubikeyStatus(status: YubikeyStatus, control = 0): Uint8Array {
  const [first, second] = status.slots;
  const touch =
    (first.configured ? 0x01 : 0) |
    (second.configured ? 0x02 : 0) |
    (first.needsTouch ? 0x04 : 0) |
    (second.needsTouch ? 0x08 : 0) |
    (status.ledInverted ? 0x10 : 0);
  return Uint8Array.of(0, ...status.firmware, status.programmingSequence, touch, 0, control);
}

/** Reads any report. While the key waits or is busy, its seven data bytes are the status. */
export function decodeYubikeyStatus(report: Uint8Array): YubikeyStatus {
  const touch = report[5]! | (report[6]! << 8);
  const slot = (configuredBit: number, touchBit: number): YubikeySlotStatus => ({
    configured: (touch & configuredBit) !== 0,
    needsTouch: (touch & touchBit) !== 0,
  });
  return {
    firmware: [report[1]!, report[2]!, report[3]!],
    programmingSequence: report[4]!,
    slots: [slot(0x01, 0x04), slot(0x02, 0x08)],
    ledInverted: (touch & 0x10) !== 0,
  };
}

/** The data and the complemented CRC in reports 40, 41, 42 …, then one more with the sequence 0. */
export function yubikeyResponseToReports(data: Uint8Array): Uint8Array[] {
  const crc = crc16Complement(data);
  const body = Uint8Array.of(...data, crc & 0xff, crc >>> 8);
  const reports: Uint8Array[] = [];
  for (let sequence = 0; sequence * dataSize < body.length; sequence++) {
    const report = new Uint8Array(yubikeyReportSize);
    report.set(body.subarray(sequence * dataSize, (sequence + 1) * dataSize));
    report[dataSize] = yubikeyControl.responsePending | sequence;
    reports.push(report);
  }
  const end = new Uint8Array(yubikeyReportSize);
  end[dataSize] = yubikeyControl.responsePending;
  return [...reports, end];
}

/** The first `size` bytes of a collected answer; undefined if its CRC is wrong. */
export function decodeYubikeyResponse(collected: Uint8Array, size: number): Uint8Array | undefined {
  if (collected.length < size + 2) return undefined;
  return crc16(collected.subarray(0, size + 2)) === crc16Residual ? collected.slice(0, size) : undefined;
}
