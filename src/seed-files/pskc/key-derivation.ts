// PBKDF2 parameters of a PSKC file (RFC 6030 §6.1.1, XML Encryption 1.1 §5.4.1), bounded before they are run.
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { quotedName } from '../../serials/index.js';
import { wholeNumber } from '../record-fields.js';
import { RecordFault } from '../seed-file-error.js';
import { attributeOf, childNamed, descendant, type Element, textOf } from '../strict-xml.js';
import { decodeBase64 } from '../text-codecs.js';
import { type HmacName, hmacNamed, shortName } from './algorithm-names.js';

/** Ten million rounds of SHA-512 keep a core busy for ten seconds; a file that asks for more is an attack. */
export const iterationsMaximum = 10_000_000;
const saltMaximumBytes = 1024;
const keyMaximumBytes = 64;

export interface KeyDerivation {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly keyBytes: number;
  readonly prf: HmacName;
}

/** @returns undefined where the file's key is not derived from a password */
export function readKeyDerivation(encryption: Element | undefined): KeyDerivation | undefined {
  const method = descendant(encryption, 'DerivedKey', 'KeyDerivationMethod');
  if (method !== undefined) return readPbkdf2(method);
  return readDraftDerivation(encryption);
}

export async function deriveKey(derivation: KeyDerivation, password: string): Promise<Uint8Array> {
  const { salt, iterations, keyBytes, prf } = derivation;
  return new Uint8Array(
    await promisify(pbkdf2)(Buffer.from(password, 'utf8'), salt, iterations, keyBytes, prf),
  );
}

function readPbkdf2(method: Element): KeyDerivation {
  const algorithm = attributeOf(method, 'Algorithm') ?? '';
  if (shortName(algorithm) !== 'pbkdf2')
    throw new RecordFault(
      `the key derivation ${quotedName(algorithm)} is not supported; PBKDF2 is`,
      'unsupported',
    );
  const parameters = childNamed(method, 'PBKDF2-params');
  const salt = textOf(descendant(parameters, 'Salt', 'Specified'));
  const iterations = textOf(childNamed(parameters, 'IterationCount'));
  const keyLength = textOf(childNamed(parameters, 'KeyLength'));
  if (salt === undefined || iterations === undefined || keyLength === undefined)
    throw new RecordFault(
      'PBKDF2 needs Salt/Specified, IterationCount and KeyLength (RFC 6030 §6.1.1)',
      'malformed',
    );
  // python-pskc writes the name as text.
  const prf =
    attributeOf(childNamed(parameters, 'PRF'), 'Algorithm') ?? textOf(childNamed(parameters, 'PRF'));
  return bounded({
    salt: decodeBase64(salt, 'PBKDF2 salt'),
    iterations: wholeNumber(iterations, 'PBKDF2 iteration count'),
    keyBytes: wholeNumber(keyLength, 'PBKDF2 key length'),
    // RFC 8018 A.2: HMAC-SHA-1 is the default.
    prf: prf === undefined ? 'sha1' : hmacNamed(prf, 'PBKDF2 PRF'),
  });
}

/** draft-hoyer-keyprov-portable-symmetric-key-container §10.2: PBE-3DES112-CBC, PBESalt, PBEIterationCount. */
function readDraftDerivation(encryption: Element | undefined): KeyDerivation | undefined {
  const algorithm = attributeOf(encryption, 'Algorithm', 'algorithm') ?? '';
  const found = /^pbe-(3des112|3des168|3des|aes128|aes192|aes256)-cbc$/i.exec(shortName(algorithm));
  if (found === null) return undefined;
  const salt = textOf(childNamed(encryption, 'PBESalt'));
  const iterations = textOf(childNamed(encryption, 'PBEIterationCount'));
  if (salt === undefined || iterations === undefined)
    throw new RecordFault(`${algorithm} needs PBESalt and PBEIterationCount`, 'malformed');
  const keyBytes = { '3des112': 16, '3des168': 24, '3des': 24, aes128: 16, aes192: 24, aes256: 32 };
  return bounded({
    salt: decodeBase64(salt, 'PBESalt'),
    iterations: wholeNumber(iterations, 'PBEIterationCount'),
    keyBytes: keyBytes[(found[1] as string).toLowerCase() as keyof typeof keyBytes],
    prf: 'sha1',
  });
}

function bounded(derivation: KeyDerivation): KeyDerivation {
  const { salt, iterations, keyBytes } = derivation;
  if (iterations < 1 || iterations > iterationsMaximum)
    throw new RecordFault(
      `PBKDF2 asks for ${iterations} rounds; 1 to ${iterationsMaximum} are accepted`,
      'too-large',
    );
  if (keyBytes < 8 || keyBytes > keyMaximumBytes)
    throw new RecordFault(
      `PBKDF2 asks for a key of ${keyBytes} bytes; 8 to ${keyMaximumBytes} are accepted`,
      'too-large',
    );
  if (salt.length > saltMaximumBytes)
    throw new RecordFault(
      `the PBKDF2 salt has ${salt.length} bytes; at most ${saltMaximumBytes} are accepted`,
      'too-large',
    );
  return derivation;
}
