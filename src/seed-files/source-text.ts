// From bytes to text: size first, then encoding, so that nothing large or binary reaches a parser.
import { SeedFileError } from './seed-file-error.js';

/** Some 400 000 tokens, a line each. */
export const sizeMaximumBytes = 64 * 1024 * 1024;

/** Some 150 000 tokens of encrypted PSKC, as this program writes it: what it writes, it reads. */
export const xmlMaximumBytes = 128 * 1024 * 1024;

/** @throws SeedFileError `too-large`, `encoding` or `empty` */
export function sourceText(bytes: Uint8Array): string {
  refuseTooLarge(bytes);
  const [a, b] = bytes;
  const isUtf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  const start = isUtf16 ? 2 : a === 0xef && b === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const content = isUtf16 ? utf8Of(bytes.subarray(start), a === 0xfe) : bytes.subarray(start);
  if (isUtf16) refuseTooLarge(content);
  refuseBinary(content);
  const text = decodeUtf8(content);
  if (text.trim() === '') throw new SeedFileError('empty', 'the file is empty');
  return text;
}

function refuseTooLarge(bytes: Uint8Array): void {
  const xml = isXml(bytes);
  const mostBytes = xml ? xmlMaximumBytes : sizeMaximumBytes;
  if (bytes.length <= mostBytes) return;
  throw new SeedFileError(
    'too-large',
    `the file has ${Math.round(bytes.length / 1024 / 1024)} MB; at most ${mostBytes / 1024 / 1024} MB ${xml ? 'of XML ' : ''}are read. Split the delivery into several files.`,
  );
}

/** What a spreadsheet saves as "Unicode text". */
function utf8Of(bytes: Uint8Array, bigEndian: boolean): Uint8Array {
  try {
    const little = bigEndian && bytes.length % 2 === 0 ? Buffer.from(bytes).swap16() : bytes;
    const text = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(little);
    return new Uint8Array(Buffer.from(text, 'utf8'));
  } catch {
    throw new SeedFileError(
      'encoding',
      'the file is UTF-16 and damaged: half a character is missing; save it as UTF-8 and try again',
      { line: 1, column: 1 },
    );
  }
}

/** Its first character tells, after a mark and white space. */
function isXml(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const first = bytes.subarray(start).findIndex((byte) => byte > 0x20);
  return bytes[start + first] === 0x3c;
}

function refuseBinary(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) continue;
    throw new SeedFileError(
      'encoding',
      byte === 0
        ? 'the file has zero bytes: it is binary, or UTF-16 without a mark. A seed file is UTF-8 text.'
        : `the file has the control character 0x${byte.toString(16).padStart(2, '0')}: it is binary. A seed file is UTF-8 text.`,
      placeOf(bytes, at),
    );
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SeedFileError(
      'encoding',
      'the file is not UTF-8 (Latin-1, or binary); save it as UTF-8 and try again',
      placeOf(bytes, firstBadByte(bytes)),
    );
  }
}

/** Bisection over prefixes: a prefix that only ends inside a character is still good in stream mode. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}

function placeOf(bytes: Uint8Array, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at++)
    if (bytes[at] === 0x0a) {
      line++;
      lineStart = at + 1;
    }
  return { line, column: offset - lineStart + 1 };
}
