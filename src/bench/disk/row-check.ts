// The check that every row of a bench's file carries: a CRC-32 over the row's key and its values. It finds each single
// flipped bit, and a value that stands in another row's place.
import { crc32 } from '../../../firmware-sim/storage/crc32.js';

/** `table` and `key` bind the values to their place. */
export function rowCheck(table: string, key: number | Uint8Array, values: readonly Value[]): number {
  let crc = 0;
  for (const bytes of [utf8.encode(table), ...[key, ...values].map(bytesOf)])
    crc = crc32(bytes, 0, bytes.length, crc);
  return crc;
}

type Value = string | number | Uint8Array | null;

const utf8 = new TextEncoder();

/** Each with its type and length, so that no two rows have the same bytes. */
function bytesOf(value: Value): Uint8Array {
  if (value === null) return utf8.encode('n');
  if (typeof value === 'number') return utf8.encode(`i${value};`);
  const bytes = typeof value === 'string' ? utf8.encode(value) : value;
  const head = `b${bytes.length};`;
  const framed = new Uint8Array(head.length + bytes.length);
  for (let i = 0; i < head.length; i++) framed[i] = head.charCodeAt(i);
  framed.set(bytes, head.length);
  return framed;
}
