// The algorithms PSKC files name, by URI (RFC 6030 §6, XML Encryption §5, RFC 9231) or by the drafts' short names.
import { quotedName } from '../../serials/index.js';
import { RecordFault } from '../seed-file-error.js';

export type CipherName =
  | 'aes128-cbc'
  | 'aes192-cbc'
  | 'aes256-cbc'
  | 'tripledes-cbc'
  | 'kw-aes128'
  | 'kw-aes192'
  | 'kw-aes256'
  | 'kw-tripledes';

export type HmacName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export interface Cipher {
  readonly name: CipherName;
  readonly keyLengths: readonly number[];
  readonly blockBytes: number;
  readonly isWrap: boolean;
}

const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';
const cipherTable: readonly Cipher[] = [
  { name: 'aes128-cbc', keyLengths: [16], blockBytes: 16, isWrap: false },
  { name: 'aes192-cbc', keyLengths: [24], blockBytes: 16, isWrap: false },
  { name: 'aes256-cbc', keyLengths: [32], blockBytes: 16, isWrap: false },
  // Two-key 3DES (112 bit) uses its first key again as third.
  { name: 'tripledes-cbc', keyLengths: [24, 16], blockBytes: 8, isWrap: false },
  { name: 'kw-aes128', keyLengths: [16], blockBytes: 8, isWrap: true },
  { name: 'kw-aes192', keyLengths: [24], blockBytes: 8, isWrap: true },
  { name: 'kw-aes256', keyLengths: [32], blockBytes: 8, isWrap: true },
  { name: 'kw-tripledes', keyLengths: [24, 16], blockBytes: 8, isWrap: true },
];

/** Names of draft-hoyer-keyprov-portable-symmetric-key-container. */
const draftCiphers: Readonly<Record<string, CipherName>> = {
  '3des-cbc': 'tripledes-cbc',
  '3des112-cbc': 'tripledes-cbc',
  '3des168-cbc': 'tripledes-cbc',
  'kw-3des': 'kw-tripledes',
};

export function cipherUri(name: CipherName): string {
  return xmlenc + name;
}

/** @throws RecordFault `unsupported`, with what to ask the vendor for where the key is an RSA one */
export function cipherNamed(algorithm: string): Cipher {
  const short = shortName(algorithm);
  const name = draftCiphers[short] ?? short;
  const cipher = cipherTable.find((entry) => entry.name === name);
  if (cipher !== undefined) return cipher;
  if (short.startsWith('rsa'))
    throw new RecordFault(
      'it is encrypted to an X.509 certificate (RSA), which is not supported; ask the vendor for a file under a password or a pre-shared key (RFC 6030 §6.1, §6.2), or decrypt it where the private key is and import the plain file',
      'unsupported',
    );
  throw new RecordFault(
    `the encryption algorithm ${quotedName(algorithm)} is not supported; supported are AES-CBC, 3DES-CBC, AES and 3DES key wrap`,
    'unsupported',
  );
}

export function hmacNamed(algorithm: string, what: string): HmacName {
  const found = /^hmac-?sha-?(1|224|256|384|512)$/.exec(shortName(algorithm));
  if (found !== null) return `sha${found[1]}` as HmacName;
  throw new RecordFault(
    `the ${what} ${quotedName(algorithm)} is not supported; supported are HMAC-SHA-1, -224, -256, -384 and -512`,
    'unsupported',
  );
}

export function hmacUri(name: HmacName): string {
  return name === 'sha1'
    ? 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'
    : `http://www.w3.org/2001/04/xmldsig-more#hmac-${name}`;
}

export function shortName(algorithm: string): string {
  return algorithm
    .slice(algorithm.lastIndexOf('#') + 1)
    .trim()
    .toLowerCase();
}
