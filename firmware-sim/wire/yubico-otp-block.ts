// The 16 bytes of a Yubico OTP before they are encrypted with AES-128.
import { crc16, crc16Complement, crc16Residual } from './crc16.js';

export interface YubicoOtpBlock {
  /** 6 bytes: the private identity. */
  uid: Uint8Array;
  /** 1 to 7FFF; bit 15 says that Caps Lock or the host triggered it. */
  usageCounter: number;
  /** 24 bits at about 8 Hz from a random start. */
  timestamp: number;
  /** From 0 at each power-up. */
  sessionCounter: number;
  random: number;
}

export function encodeYubicoOtpBlock(block: YubicoOtpBlock): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  bytes.set(block.uid.subarray(0, 6));
  view.setUint16(6, block.usageCounter, true);
  view.setUint16(8, block.timestamp & 0xffff, true);
  bytes[10] = block.timestamp >>> 16;
  bytes[11] = block.sessionCounter;
  view.setUint16(12, block.random, true);
  view.setUint16(14, crc16Complement(bytes.subarray(0, 14)), true);
  return bytes;
}

/** Undefined if the CRC is wrong, as it is after decryption with a wrong key. */
export function decodeYubicoOtpBlock(bytes: Uint8Array): YubicoOtpBlock | undefined {
  if (bytes.length !== 16 || crc16(bytes) !== crc16Residual) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  return {
    uid: bytes.slice(0, 6),
    usageCounter: view.getUint16(6, true),
    timestamp: view.getUint16(8, true) | (bytes[10]! << 16),
    sessionCounter: bytes[11]!,
    random: view.getUint16(12, true),
  };
}
