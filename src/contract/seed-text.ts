// Reads a seed as a person writes it into a file: hexadecimal, base32 or base64. A prefix names the encoding; without one
// the characters decide.

/** The bytes, or what is wrong with the text. The fault never quotes the text. */
export type SeedText = { readonly bytes: Uint8Array } | { readonly fault: string };

const expected =
  'one seed on one line, in hexadecimal, base32 or base64; "hex:", "base32:" or "base64:" in front names which';

/** `3132…`, `0x3132…`, `GEZD…`, `base64:MTIz…`. Text of hexadecimal digits alone is hexadecimal, unless a prefix says else. */
export function seedOfText(text: string): SeedText {
  if (text.includes('\u0000') || text.startsWith('\ufffd\ufffd'))
    return { fault: `the text is UTF-16; save it as UTF-8. Expected ${expected}` };
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
  if (lines.length > 1) return { fault: `${lines.length} lines given; expected ${expected}` };
  const seeds = (lines[0] ?? '').trim().split(/\s+/);
  if (seeds.length > 1 && seeds.every((seed) => seed.length >= 20))
    return { fault: `${seeds.length} seeds on one line given; expected ${expected}` };
  const [, named, rest = ''] = /^\s*(?:(hex|base32|base64):)?(.*)$/i.exec(lines[0] ?? '') ?? [];
  const compact = rest.replace(/[\s:-]/g, '');
  const as = named?.toLowerCase() ?? encodingOf(compact);
  const bytes =
    as === 'hex'
      ? hexBytes(compact)
      : as === 'base32'
        ? base32Bytes(compact)
        : as === 'base64'
          ? base64Bytes(rest.replace(/\s/g, ''))
          : undefined;
  if (bytes !== undefined && bytes.length > 0) return { bytes };
  if (compact === '') return { fault: `nothing given; expected ${expected}` };
  return {
    fault: `${compact.length} characters given that are not ${as === undefined ? 'hexadecimal, base32 or base64' : `whole ${as === 'hex' ? 'pairs of hexadecimal digits' : as}`}; expected ${expected}`,
  };
}

function encodingOf(compact: string): 'hex' | 'base32' | 'base64' | undefined {
  if (/^(?:0x)?[0-9a-f]+$/i.test(compact)) return 'hex';
  // A short word is not read as base32: it may be part of a hexadecimal seed with a typing error.
  if (/^(?:[A-Z2-7]+|[a-z2-7]+)=*$/.test(compact) && compact.length >= 16) return 'base32';
  return /^[A-Za-z0-9+/]+={0,2}$/.test(compact) &&
    compact.length % 4 === 0 &&
    compact.length >= 16 &&
    !isMistyped(compact)
    ? 'base64'
    : undefined;
}

/** True for hexadecimal or base32 with a few wrong characters, such as O for 0. Base64 of a seed has both cases. */
function isMistyped(compact: string): boolean {
  const bare = compact.replace(/=+$/, '');
  if (!/[a-z]/.test(bare) || !/[A-Z]/.test(bare)) return true;
  const others = bare.replace(/[0-9a-f]/gi, '').length;
  return others * 8 <= bare.length;
}

function hexBytes(text: string): Uint8Array | undefined {
  const digits = text.replace(/^0x/i, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

function base32Bytes(text: string): Uint8Array | undefined {
  const symbols = text.toUpperCase().replace(/=+$/, '');
  // RFC 4648 §6: 1, 3 or 6 symbols in the last group hold no whole number of bytes.
  if (!/^[A-Z2-7]+$/.test(symbols) || [1, 3, 6].includes(symbols.length % 8)) return undefined;
  const bytes: number[] = [];
  let [buffer, bits] = [0, 0];
  for (const symbol of symbols) {
    buffer = ((buffer << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(symbol)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}

function base64Bytes(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  return new Uint8Array(Buffer.from(text, 'base64'));
}
