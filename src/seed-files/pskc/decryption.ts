// One encrypted value of a PSKC file: decrypt, with the padding of XML Encryption §5.2 or the wrap's own check.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { RecordFault } from '../seed-file-error.js';
import type { Cipher } from './algorithm-names.js';
import { tripleDesKey, unwrapAes, unwrapTripleDes } from './key-wrap.js';

/**
 * Only the last padding byte counts (ISO 10126), as XML Encryption says. Where no MAC vouches for the value,
 * `strictPadding` asks for PKCS #7, so that a wrong key is found in all but one of 250 cases.
 * @returns undefined where padding or integrity check fail, which is what a wrong key looks like
 * @throws RecordFault where the key has a wrong length or the value is no whole number of blocks
 */
export function decryptValue(
  cipher: Cipher,
  key: Uint8Array,
  value: Uint8Array,
  initialValue: Uint8Array | undefined,
  strictPadding: boolean,
): Uint8Array | undefined {
  checkKeyLength(cipher, key);
  if (cipher.name === 'kw-tripledes') return unwrapTripleDes(key, value);
  if (cipher.isWrap) return unwrapAes(key, value);
  const block = cipher.blockBytes;
  const vector = initialValue ?? value.subarray(0, block);
  const data = initialValue === undefined ? value.subarray(block) : value;
  if (vector.length !== block || data.length === 0 || data.length % block !== 0)
    throw new RecordFault(
      `an encrypted value has ${value.length} bytes: no vector and whole blocks of ${block}; is it cut short?`,
    );
  const decipher =
    cipher.name === 'tripledes-cbc'
      ? createDecipheriv('des-ede3-cbc', tripleDesKey(key), vector)
      : createDecipheriv(`aes-${key.length * 8}-cbc`, key, vector);
  decipher.setAutoPadding(false);
  return unpad(Buffer.concat([decipher.update(data), decipher.final()]), block, strictPadding);
}

export function encryptAesCbc(key: Uint8Array, plain: Uint8Array, vector: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, vector);
  return new Uint8Array(Buffer.concat([vector, cipher.update(plain), cipher.final()]));
}

function unpad(padded: Buffer, block: number, strict: boolean): Uint8Array | undefined {
  const count = padded[padded.length - 1] as number;
  if (count < 1 || count > block) return undefined;
  if (strict && padded.subarray(-count).some((byte) => byte !== count)) return undefined;
  return new Uint8Array(padded.subarray(0, -count));
}

function checkKeyLength(cipher: Cipher, key: Uint8Array): void {
  if (!cipher.keyLengths.includes(key.length))
    throw new RecordFault(
      `the key has ${key.length} bytes; ${cipher.name} needs ${[...cipher.keyLengths].sort((a, b) => a - b).join(' or ')}`,
      'wrong-key',
    );
}
