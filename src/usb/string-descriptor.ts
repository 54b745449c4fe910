// String descriptors (USB 2.0 §9.6.7): UTF-16LE after a two-byte head that the length byte includes, so at most 126 units.
import { DescriptorType } from './descriptors.js';

export const englishUnitedStates = 0x0409;
export const longestString = 126;

/** `text` has at most 126 UTF-16 units (checked at plug time). */
export function encodeString(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * text.length);
  bytes[0] = bytes.length;
  bytes[1] = DescriptorType.string;
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), true);
  return bytes;
}

/** String 0: the languages of the other strings. */
export function encodeLanguages(): Uint8Array {
  return encodeString(String.fromCharCode(englishUnitedStates));
}

/** @returns undefined if `bytes` is no string descriptor */
export function decodeString(bytes: Uint8Array): string | undefined {
  const length = bytes[0] ?? 0;
  if (length < 2 || length > bytes.length || bytes[1] !== DescriptorType.string) return undefined;
  let text = '';
  for (let i = 2; i + 1 < length; i += 2) text += String.fromCharCode(bytes[i]! | (bytes[i + 1]! << 8));
  return text;
}
