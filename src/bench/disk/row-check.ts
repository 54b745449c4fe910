// The check that every row of a bench's file carries: a CRC-32 over the row's key and its values. It finds each single
// flipped bit, and a value that was moved from another row.
import { crc32 } from '../../../firmware-sim/storage/crc32.js';

type Value = number | Uint8Array | null;

/** `table` and `key` bind the values to their place. Each stands with its type and length: no two rows have the same bytes. */
export function rowCheck(table: string, key: number | Uint8Array, values: readonly Value[]): number {
  let text = table;
  let crc = 0;
  const add = (bytes: Uint8Array): void => {
    crc = crc32(bytes, 0, bytes.length, crc);
  };
  for (const value of [key, ...values]) {
    if (value === null) text += 'n';
    else if (typeof value === 'number') text += `i${value};`;
    else {
      add(utf8.encode(`${text}b${value.length};`));
      add(value);
      text = '';
    }
  }
  if (text !== '') add(utf8.encode(text));
  return crc;
}

const utf8 = new TextEncoder();
