// The OATH token identifier that a YubiKey types before a code: two modhex pairs, then eight decimal digits.
import { fromModhex, toModhex } from './modhex.js';

/** "ub", Yubico's OATH manufacturer prefix, and "he", an HOTP key on the event counter. */
export const yubicoTokenPrefix = Uint8Array.of(0xe1, 0x63);

/** The six bytes for a serial number of at most eight decimal digits: E1 63, then binary-coded decimal. */
export function encodeTokenIdentifier(serial: number): Uint8Array {
  if (!Number.isInteger(serial) || serial < 0 || serial > 99_999_999) {
    throw new RangeError(`a token identifier holds a serial of at most eight decimal digits, not ${serial}`);
  }
  return Uint8Array.of(...yubicoTokenPrefix, ...binaryCodedDecimal(serial));
}

/** The typed text: the first `modhexBytes` in modhex, the rest as decimal digits. */
export function tokenIdentifierText(fixed: Uint8Array, modhexBytes: number): string {
  let text = toModhex(fixed.subarray(0, modhexBytes));
  for (const byte of fixed.subarray(modhexBytes)) text += typedNibble(byte >>> 4) + typedNibble(byte & 15);
  return text;
}

/** The bytes of a typed `ubhe########`; undefined for another text. */
export function decodeTokenIdentifier(text: string): { prefix: Uint8Array; serial: number } | undefined {
  const match = /^([a-z]{4})(\d{8})$/i.exec(text);
  const prefix = match === null ? undefined : fromModhex(match[1]!);
  return prefix === undefined ? undefined : { prefix, serial: Number(match![2]) };
}

/** Four bytes, two digits each. */
export function binaryCodedDecimal(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  let rest = number;
  for (let i = 3; i >= 0; i--) {
    const pair = rest % 100;
    bytes[i] = (Math.floor(pair / 10) << 4) | (pair % 10);
    rest = Math.floor(rest / 100);
  }
  return bytes;
}

// A nibble above 9 has no digit key, so its modhex letter is typed.
function typedNibble(nibble: number): string {
  return nibble < 10 ? String(nibble) : toModhex(Uint8Array.of(nibble)).charAt(1);
}
