// The slot codes: byte 64 of a YubiKey frame says what the host asks for.

export const yubikeySlotCode = {
  writeConfiguration1: 0x01,
  writeConfiguration2: 0x03,
  update1: 0x04,
  update2: 0x05,
  swap: 0x06,
  ndef1: 0x08,
  ndef2: 0x09,
  serial: 0x10,
  deviceConfiguration: 0x11,
  scanMap: 0x12,
  deviceInfo: 0x13,
  writeDeviceInfo: 0x15,
  otpChallenge1: 0x20,
  otpChallenge2: 0x28,
  hmacChallenge1: 0x30,
  hmacChallenge2: 0x38,
} as const;

export const yubikeySerialSize = 4;
export const hmacChallengeSize = 64;
export const hmacResponseSize = 20;
export const otpChallengeSize = 6;
export const otpResponseSize = 16;

/** The serial number is big-endian, unlike all other numbers of this interface. */
export function encodeYubikeySerial(serial: number): Uint8Array {
  return Uint8Array.of((serial >>> 24) & 0xff, (serial >>> 16) & 0xff, (serial >>> 8) & 0xff, serial & 0xff);
}

export function decodeYubikeySerial(bytes: Uint8Array): number {
  return ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0;
}
