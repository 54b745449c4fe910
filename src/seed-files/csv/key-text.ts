// The keys of a table: in which encoding they are, and whether they can be keys at all.
import { RecordFault, SeedFileError } from '../seed-file-error.js';
import { decodeBase32, decodeBase64, decodeHex } from '../text-codecs.js';
import type { KeyEncoding } from './columns.js';

/** A shorter one is a serial number or a counter in the wrong column. */
export const keyMinimumBytes = 8;

/** Whether a cell can be nothing but a key: for telling layouts apart, never for reading. */
export function looksLikeKey(cell: string): boolean {
  return (isHex(cell) && compact(cell).length >= 16) || (isBase32(cell) && compact(cell).length >= 16);
}

/**
 * Reads the keys of one column. Where its name does not say the encoding, all of its keys do: hexadecimal has 0, 1, 8
 * and 9, base32 has G to Z, and nearly every key has one of them.
 * @param usual what to take where every key could be either; undefined refuses the column
 * @throws SeedFileError `malformed` where every key could be either
 */
export function keyReader(
  keys: readonly string[],
  declared: KeyEncoding | undefined,
  usual: KeyEncoding | undefined,
): (text: string) => Uint8Array {
  const encoding = declared ?? commonEncoding(keys) ?? usual ?? (keys.some(isHex) ? undefined : 'neither');
  if (encoding === undefined)
    throw new SeedFileError(
      'malformed',
      'the keys could be hexadecimal or base32: name their column "hex key" or "base32 key"',
      { line: 1 },
    );
  return (text) => {
    if (encoding === 'neither' && text.trim() !== '')
      throw new RecordFault(
        'its secret is neither hexadecimal nor base32 (A–Z and 2–7); a column of base64 keys is named "base64 key"',
      );
    const bytes =
      encoding === 'hex' || encoding === 'neither'
        ? decodeHex(text)
        : encoding === 'base32'
          ? decodeBase32(text)
          : decodeBase64(text, 'secret');
    if (bytes.length < keyMinimumBytes)
      throw new RecordFault(
        `its secret has ${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'}, too few for a seed: are the columns in another order, or shifted?`,
      );
    return bytes;
  };
}

/** RFC 4226 §4 (R6) asks for 128 bits. */
export function shortKeyNote(bytes: Uint8Array): string[] {
  return bytes.length < 16 ? [`its secret has ${bytes.length * 8} bits; RFC 4226 §4 asks for 128`] : [];
}

/** What most of the keys can only be; undefined where each could be either, or neither. */
function commonEncoding(keys: readonly string[]): KeyEncoding | undefined {
  let hex = 0;
  let base32 = 0;
  for (const key of keys) {
    const [asHex, asBase32] = [isHex(key), isBase32(key)];
    if (asHex && !asBase32) hex++;
    if (asBase32 && !asHex) base32++;
  }
  if (hex === 0 && base32 === 0) return undefined;
  return hex >= base32 ? 'hex' : 'base32';
}

function isHex(text: string): boolean {
  return /^(?:0x)?(?:[0-9a-f]{2})+$/i.test(compact(text));
}

function isBase32(text: string): boolean {
  return (
    /^[a-z2-7]+=*$/i.test(compact(text)) && ![1, 3, 6].includes(compact(text).replace(/=+$/, '').length % 8)
  );
}

function compact(text: string): string {
  return text.replace(/[\s:-]/g, '');
}
