// Hex, base32 and base64 (RFC 4648), strict: a wrong character is an error, never skipped.
import { RecordFault } from './seed-file-error.js';

const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function decodeHex(text: string, what = 'secret'): Uint8Array {
  const digits = text.trim().replace(/^0x/i, '').replace(/[ :-]/g, '');
  if (digits === '') throw new RecordFault(`its ${what} is empty`);
  if (!/^[0-9a-f]+$/i.test(digits)) throw new RecordFault(`its ${what} is not hexadecimal`);
  if (digits.length % 2 === 1)
    throw new RecordFault(
      `its ${what} has an odd number of hexadecimal digits (${digits.length}): is the file cut short?`,
    );
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

export function encodeHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Lower case, spaces, dashes and missing padding are what people and vendors type; they are accepted. */
export function decodeBase32(text: string, what = 'secret'): Uint8Array {
  const compact = text.replace(/[\s-]/g, '').toUpperCase();
  const symbols = compact.replace(/=+$/, '');
  if (symbols === '') throw new RecordFault(`its ${what} is empty`);
  const padding = compact.length - symbols.length;
  if (padding > 0 && (compact.length % 8 !== 0 || padding > 6))
    throw new RecordFault(`its ${what} has wrong base32 padding: is the file cut short?`);
  // RFC 4648 §6: 1, 3 or 6 symbols in the last group hold no whole number of bytes.
  if ([1, 3, 6].includes(symbols.length % 8))
    throw new RecordFault(
      `its ${what} has an impossible base32 length (${symbols.length}): is the file cut short?`,
    );
  const bytes = new Uint8Array(Math.floor((symbols.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const symbol of symbols) {
    const value = base32Alphabet.indexOf(symbol);
    if (value < 0) throw new RecordFault(`its ${what} is not base32 (A–Z and 2–7)`);
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 0xff;
    }
  }
  return bytes;
}

export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += base32Alphabet[(buffer >> bits) & 31];
    }
  }
  return bits > 0 ? text + base32Alphabet[(buffer << (5 - bits)) & 31] : text;
}

export function decodeBase64(text: string, what: string): Uint8Array {
  const compact = text.replace(/[ \t\r\n]/g, '');
  if (compact === '') throw new RecordFault(`its ${what} is empty`);
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact))
    throw new RecordFault(`its ${what} is not base64 (RFC 4648 §4)`);
  return new Uint8Array(Buffer.from(compact, 'base64'));
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
