// CRC-32 (ISO-HDLC, as in IEEE 802.3). It detects every error within 32 neighbouring bits, so a record with one torn word
// never passes its check.

/** The CRC of `bytes[from..to)`. With `salt` a record in the wrong place fails its check. */
export function crc32(bytes: Uint8Array, from: number, to: number, salt = 0): number {
  let crc = ~salt;
  for (let at = from; at < to; at++) crc = TABLE[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

const TABLE = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  TABLE[byte] = crc;
}
