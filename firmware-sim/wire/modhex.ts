// Modhex: hexadecimal in sixteen letters that are on the same keys of most Latin keyboard layouts.

export const modhexAlphabet = 'cbdefghijklnrtuv';

export function toModhex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += modhexAlphabet.charAt(byte >>> 4) + modhexAlphabet.charAt(byte & 15);
  return text;
}

/** Reads both cases. Undefined if the text is not an even number of modhex letters. */
export function fromModhex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  const letters = text.toLowerCase();
  for (let i = 0; i < letters.length; i++) {
    const value = modhexAlphabet.indexOf(letters.charAt(i));
    if (value < 0) return undefined;
    bytes[i >>> 1] = i % 2 === 0 ? value << 4 : (bytes[i >>> 1] ?? 0) | value;
  }
  return bytes;
}
