// Byte-exact expectations for tests: a name and its bytes in hex on each line; "xx*n" is n times that byte.
import { readFileSync } from 'node:fs';
import { bytesOfHex } from '../../src/usb/hex.js';

/** `file` beside this one. @throws Error for a name that it does not have */
export function goldenBytes(file: string): (name: string) => Uint8Array {
  const entries = new Map<string, Uint8Array>();
  for (const line of readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [name = '', hex = ''] = line.split(':');
    const expanded = hex.replace(/([0-9a-f]{2})\*(\d+)/g, (_all, byte, count) =>
      `${byte} `.repeat(Number(count)),
    );
    entries.set(name.trim(), bytesOfHex(expanded));
  }
  return (name) => {
    const bytes = entries.get(name);
    if (bytes === undefined) throw new Error(`${file} has no line "${name}".`);
    return bytes;
  };
}
