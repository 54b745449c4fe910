// CRC-16/MCRF4XX, which a YubiKey uses for frames, configurations, responses and OTP blocks.

/** The CRC of any block that ends with the complemented CRC of the rest, little-endian. */
export const crc16Residual = 0xf0b8;

/** Initial value FFFF, reflected polynomial 8408, no final XOR. A frame has this value without a complement. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return crc;
}

/** The complement (CRC-16/X-25), which is in a configuration, a response and an OTP block. */
export function crc16Complement(bytes: Uint8Array): number {
  return ~crc16(bytes) & 0xffff;
}
