// The check that every row of a bench's file carries: a CRC-32 over the row's key and its values. It finds each single
// flipped bit, and a value that stands in another row's place.
import { crc32 } from 'node:zlib';

/** `table` and `key` bind the values to their place. */
export function rowCheck(table: string, key: number | Uint8Array, values: readonly Value[]): number {
  let crc = crc32(table);
  for (const value of [key, ...values]) crc = crc32(bytesOf(value), crc);
  return crc;
}

type Value = string | number | Uint8Array | null;

const utf8 = new TextEncoder();

/** Each with its type and length, so that no two rows have the same bytes. */
function bytesOf(value: Value): Uint8Array | string {
  if (value === null) return 'n';
  if (typeof value === 'number') return `i${value};`;
  const bytes = typeof value === 'string' ? utf8.encode(value) : value;
  const head = `b${bytes.length};`;
  const framed = new Uint8Array(head.length + bytes.length);
  for (let i = 0; i < head.length; i++) framed[i] = head.charCodeAt(i);
  framed.set(bytes, head.length);
  return framed;
}
