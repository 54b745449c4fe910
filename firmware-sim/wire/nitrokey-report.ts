// The 64-byte feature reports of a Nitrokey Pro: requests and responses, each with an STM32 CRC-32 at its end.
import { crc32Stm32 } from './crc32-stm32.js';

export const nitrokeyReportSize = 64;
const crcOffset = 60;

export interface NitrokeyRequest {
  command: number;
  /** Bytes 1 to 59 of the report; offsets in the documentation of commands count from the report's start. */
  payload: Uint8Array;
  crc: number;
  /** The CRC that the report should have. */
  computedCrc: number;
}

export interface NitrokeyResponse {
  deviceStatus: number;
  /** The command of the request. */
  command: number;
  /** The CRC of the request, as the device has computed it. */
  requestCrc: number;
  commandStatus: number;
  /** 53 bytes. */
  result: Uint8Array;
  /** False also while the device is busy, since it overwrites byte 0 with its status after it has computed the CRC. */
  crcHolds: boolean;
}

export function encodeNitrokeyRequest(command: number, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
  if (payload.length > 59)
    throw new RangeError(`a Nitrokey payload of ${payload.length} bytes: at most 59 fit`);
  const report = new Uint8Array(nitrokeyReportSize);
  report[0] = command;
  report.set(payload, 1);
  closeWithCrc(report);
  return report;
}

export function decodeNitrokeyRequest(report: Uint8Array): NitrokeyRequest {
  return {
    command: report[0]!,
    payload: report.slice(1, crcOffset),
    crc: view(report).getUint32(crcOffset, true),
    computedCrc: crc32Stm32(report.subarray(0, crcOffset)),
  };
}

/** The CRC with byte 0 at zero, as the device computes it before it writes its status there. */
export function encodeNitrokeyResponse(response: Omit<NitrokeyResponse, 'crcHolds'>): Uint8Array {
  const report = new Uint8Array(nitrokeyReportSize);
  report[1] = response.command;
  view(report).setUint32(2, response.requestCrc, true);
  report[6] = response.commandStatus;
  report.set(response.result.subarray(0, 53), 7);
  closeWithCrc(report);
  report[0] = response.deviceStatus;
  return report;
}

export function decodeNitrokeyResponse(report: Uint8Array): NitrokeyResponse {
  return {
    deviceStatus: report[0]!,
    command: report[1]!,
    requestCrc: view(report).getUint32(2, true),
    commandStatus: report[6]!,
    result: report.slice(7, crcOffset),
    crcHolds: crc32Stm32(report.subarray(0, crcOffset)) === view(report).getUint32(crcOffset, true),
  };
}

function closeWithCrc(report: Uint8Array): void {
  view(report).setUint32(crcOffset, crc32Stm32(report.subarray(0, crcOffset)), true);
}

function view(report: Uint8Array): DataView {
  return new DataView(report.buffer, report.byteOffset, report.byteLength);
}
