// The check that every row of a bench's file carries: a CRC-32 over the row's key and its values. It finds each single
// flipped bit, and a value that was moved from another row.
import { crc32 } from '../../../firmware-sim/storage/crc32.js';

type Value = number | Uint8Array | null;

/** `table` and `key` bind the values to their place. Each stands with its type and length: no two rows have the same bytes. */
export function rowCheck(table: string, key: number | Uint8Array, values: readonly Value[]): number {
  let text = table;
  let crc = 0;
  for (const value of [key, ...values]) {
    if (value === null) text += 'n';
    else if (typeof value === 'number') text += `i${value};`;
    else {
      crc = withText(`${text}b${value.length};`, crc);
      crc = crc32(value, 0, value.length, crc);
      text = '';
    }
  }
  return withText(text, crc);
}

/** Names, types and numbers are ASCII. They are short and many: an encoder would cost more than the check. */
function withText(text: string, crc: number): number {
  const bytes = text.length > scratch.length ? new Uint8Array(text.length) : scratch;
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return crc32(bytes, 0, text.length, crc);
}

const scratch = new Uint8Array(256);
