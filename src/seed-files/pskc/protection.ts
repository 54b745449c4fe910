// How a PSKC file protects its values: the encryption key, the MAC key, and the check of each value.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { RecordFault } from '../seed-file-error.js';
import type { ReadOptions } from '../seed-record.js';
import { attributeOf, childNamed, descendant, type Element, textOf } from '../strict-xml.js';
import { decodeBase64 } from '../text-codecs.js';
import { type Cipher, cipherNamed, type HmacName, hmacNamed, shortName } from './algorithm-names.js';
import { decryptValue } from './decryption.js';
import { deriveKey, readKeyDerivation } from './key-derivation.js';

export const wrongKey =
  'the password or key does not open this file. Check it for typing errors and for the right delivery; if it is right, the file was altered.';

interface Mac {
  readonly hmac: HmacName;
  /** Left out: the encryption key is the MAC key (the drafts, and some writers since). */
  readonly key: Uint8Array | undefined;
  /** The MAC key came out with full padding: only one wrong key in 256 does that. */
  readonly keyLooksRight: boolean;
}

export interface Protection {
  /** What the container names for all values (drafts); each value may name its own. */
  readonly cipher: Cipher | undefined;
  readonly initialValue: Uint8Array | undefined;
  readonly encryptionKey: Uint8Array | undefined;
  readonly mac: Mac | undefined;
  /** A MACMethod that names no algorithm: python-pskc writes one beside key wrap, which checks itself. */
  readonly macIsNameless: boolean;
  readonly keyIsDerived: boolean;
  /** MACs that held so far: tells a wrong key (none holds) from one altered record. */
  macsThatHeld: number;
}

/** @throws RecordFault where the container's declarations are unsupported, incomplete or need another key */
export async function readProtection(container: Element, options: ReadOptions): Promise<Protection> {
  const encryption = childNamed(container, 'EncryptionKey', 'EncryptionMethod');
  if (childNamed(encryption, 'X509Data', 'X509Certificate') !== undefined) cipherNamed('rsa');
  const derivation = readKeyDerivation(encryption);
  const declared = declaredCipher(encryption);
  const vector = textOf(childNamed(encryption, 'IV'));
  const encryptionKey =
    derivation !== undefined && options.password !== undefined
      ? await deriveKey(derivation, options.password)
      : options.key;
  const protection: Protection = {
    cipher: declared,
    initialValue: vector === undefined ? undefined : decodeBase64(vector, 'IV'),
    encryptionKey,
    mac: undefined,
    macIsNameless: childNamed(container, 'MACMethod') !== undefined,
    keyIsDerived: derivation !== undefined,
    macsThatHeld: 0,
  };
  return { ...protection, mac: readMac(container, protection) };
}

/** The key that values are encrypted under, or one clear error about what is missing. */
export function neededKey(protection: Protection): Uint8Array {
  if (protection.encryptionKey !== undefined) return protection.encryptionKey;
  throw new RecordFault(
    protection.keyIsDerived
      ? 'the file is encrypted under a password; give the password that the vendor sent separately'
      : 'the file is encrypted under a pre-shared key; give the key that the vendor sent separately, in hexadecimal (a password does not fit: the file has no key derivation)',
    'key-needed',
  );
}

const altered = 'its MAC does not match: the record was altered after the file was made';

export interface EncryptedValue {
  readonly cipher: Cipher;
  readonly value: Uint8Array;
  readonly mac: Uint8Array | undefined;
}

/** Checks the MAC, mandatory where declared (RFC 6030 §6.3), then decrypts. */
export function openValue(protection: Protection, { cipher, value, mac }: EncryptedValue): Uint8Array {
  const key = neededKey(protection);
  const overCiphertext = protection.mac !== undefined && macHolds(protection, value, mac);
  if (protection.mac === undefined && mac !== undefined)
    throw new RecordFault(
      'it has a ValueMAC but the file declares no MACMethod, so it cannot be checked',
      'malformed',
    );
  if (protection.mac === undefined && protection.macIsNameless && !cipher.isWrap)
    throw new RecordFault(
      'the file has a MACMethod without an algorithm, so its values cannot be checked',
      'malformed',
    );
  const plain = decryptValue(cipher, key, value, protection.initialValue, protection.mac === undefined);
  // The drafts' MAC is over the plaintext (ActivIdentity ships such files).
  const holds =
    overCiphertext ||
    (plain !== undefined && protection.mac !== undefined && macHolds(protection, plain, mac));
  if (protection.mac !== undefined && !holds) {
    if (protection.macsThatHeld > 0) throw new RecordFault(altered, 'bad-mac');
    if (!protection.mac.keyLooksRight) throw new RecordFault(wrongKey, 'wrong-key');
    throw new RecordFault(`${altered}, or the key is wrong`, 'bad-mac');
  }
  if (plain === undefined) throw new RecordFault(wrongKey, 'wrong-key');
  if (holds) protection.macsThatHeld++;
  return plain;
}

/** A MACMethod makes the MAC of every encrypted value mandatory: leaving it out is how one would strip it. */
function macHolds(protection: Protection, value: Uint8Array, mac: Uint8Array | undefined): boolean {
  const { hmac, key } = protection.mac as NonNullable<Protection['mac']>;
  if (mac === undefined)
    throw new RecordFault(
      'it has no ValueMAC although the file declares a MACMethod (RFC 6030 §6.3)',
      'bad-mac',
    );
  const computed = createHmac(hmac, key ?? neededKey(protection))
    .update(value)
    .digest();
  return computed.length === mac.length && timingSafeEqual(computed, mac);
}

function readMac(container: Element, protection: Protection): Protection['mac'] {
  const method = childNamed(container, 'MACMethod', 'DigestMethod');
  const algorithm =
    attributeOf(method, 'Algorithm', 'algorithm') ?? textOf(childNamed(container, 'MACAlgorithm'));
  if (algorithm === undefined) return undefined;
  const hmac = hmacNamed(algorithm, 'MAC algorithm');
  const macKey = childNamed(method, 'MACKey');
  const { encryptionKey, initialValue } = protection;
  if (macKey === undefined || encryptionKey === undefined)
    return { hmac, key: undefined, keyLooksRight: false };
  const { cipher, value } = readCipherData(macKey, protection);
  const strictly = decryptValue(cipher, encryptionKey, value, initialValue, true);
  const key = strictly ?? decryptValue(cipher, encryptionKey, value, initialValue, false);
  if (key === undefined || key.length === 0) throw new RecordFault(wrongKey, 'wrong-key');
  return { hmac, key, keyLooksRight: strictly !== undefined };
}

export function readCipherData(
  element: Element,
  protection: Protection,
): { cipher: Cipher; value: Uint8Array } {
  const method = childNamed(element, 'EncryptionMethod');
  const algorithm =
    attributeOf(childNamed(method, 'EncryptionScheme'), 'Algorithm') ??
    attributeOf(method, 'Algorithm', 'algorithm');
  const cipher = algorithm === undefined ? protection.cipher : cipherNamed(algorithm);
  if (cipher === undefined)
    throw new RecordFault('an encrypted value names no EncryptionMethod', 'malformed');
  const text = textOf(descendant(element, 'CipherData', 'CipherValue'));
  if (text === undefined)
    throw new RecordFault('an encrypted value has no CipherData/CipherValue', 'malformed');
  return { cipher, value: decodeBase64(text, 'CipherValue') };
}

function declaredCipher(encryption: Element | undefined): Cipher | undefined {
  const algorithm = attributeOf(encryption, 'Algorithm', 'algorithm');
  if (algorithm === undefined || algorithm.toLowerCase() === 'none') return undefined;
  return cipherNamed(shortName(algorithm).replace(/^pbe-/, ''));
}
