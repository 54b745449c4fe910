// The CRC-32 of the STM32's hardware unit, which a Nitrokey uses for its reports.

/**
 * Initial value FFFFFFFF, polynomial 04C11DB7, no final XOR. It takes 32-bit words, the most significant bit first; each word
 * is four bytes in little-endian order. Zeros pad the last word.
 */
export function crc32Stm32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let offset = 0; offset < bytes.length; offset += 4) {
    crc ^=
      (bytes[offset] ?? 0) |
      ((bytes[offset + 1] ?? 0) << 8) |
      ((bytes[offset + 2] ?? 0) << 16) |
      ((bytes[offset + 3] ?? 0) << 24);
    for (let bit = 0; bit < 32; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
