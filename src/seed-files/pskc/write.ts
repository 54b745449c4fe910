// Writes PSKC (RFC 6030): encrypted under a password or a key, with a MAC; in clear only when asked by name.
import { createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { dateOf } from '../dates.js';
import { checkWritable } from '../record-fields.js';
import { SeedFileError } from '../seed-file-error.js';
import type { SeedRecord } from '../seed-record.js';
import { xmlMaximumBytes } from '../source-text.js';
import { encodeBase64 } from '../text-codecs.js';
import { type CipherName, cipherUri, hmacUri } from './algorithm-names.js';
import { encryptAesCbc } from './decryption.js';
import { iterationsMaximum } from './key-derivation.js';
import { element, openedTag, type Xml } from './xml-text.js';

export type PskcProtection =
  | { readonly plain: true }
  | { readonly password: string; readonly cipher?: 'aes128-cbc' | 'aes256-cbc'; readonly iterations?: number }
  | { readonly key: Uint8Array; readonly keyName?: string };

/** OWASP's figure for PBKDF2 with HMAC-SHA-256. */
const iterationsDefault = 600_000;

const encryptionNamespaces = {
  'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
  'xmlns:xenc': 'http://www.w3.org/2001/04/xmlenc#',
  'xmlns:xenc11': 'http://www.w3.org/2009/xmlenc11#',
  'xmlns:pkcs5': 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#',
};

/** More than that are written a line each: a third less to send and to read. */
const indentedRecordsMaximum = 1000;

/** What a file's values are sealed with; undefined writes them in clear. */
interface Seal {
  readonly cipher: CipherName;
  readonly key: Uint8Array;
  readonly macKey: Uint8Array;
  readonly head: Xml[];
}

/**
 * @returns the document, UTF-8 text with a final line end
 * @throws SeedFileError `cannot-write` for an empty list, a key or password that is no use, a text XML cannot hold
 */
export async function writePskc(records: readonly SeedRecord[], protection: PskcProtection): Promise<string> {
  if (records.length === 0) throw new SeedFileError('cannot-write', 'there is no record to write');
  for (const record of records) checkWritable(record);
  const seal = await sealOf(protection);
  const attributes = {
    Version: '1.0',
    xmlns: 'urn:ietf:params:xml:ns:keyprov:pskc',
    ...(seal === undefined ? {} : encryptionNamespaces),
  };
  const isLarge = records.length > indentedRecordsMaximum;
  const written = (part: Xml): string => (isLarge ? part.line() : part.lines('  ').join('\n'));
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `${openedTag('KeyContainer', attributes)}>`,
    ...(seal?.head ?? []).map(written),
    // One at a time: all of a large delivery as elements takes gigabytes.
    ...records.map((record) => written(keyPackage(record, seal))),
    '</KeyContainer>\n',
  ].join('\n');
  if (Buffer.byteLength(text) > xmlMaximumBytes)
    throw new SeedFileError(
      'cannot-write',
      `PSKC of ${records.length} records has ${Math.round(Buffer.byteLength(text) / 1024 / 1024)} MB, and no import takes more than ${xmlMaximumBytes / 1024 / 1024} MB; export fewer at once, or CSV or otpauth`,
    );
  return text;
}

async function sealOf(protection: PskcProtection): Promise<Seal | undefined> {
  if ('plain' in protection && protection.plain === true) return undefined;
  if ('password' in protection) return passwordSeal(protection);
  if ('key' in protection && [16, 24, 32].includes(protection.key.length)) {
    const cipher = `aes${protection.key.length * 8}-cbc` as CipherName;
    const name = element('ds:KeyName', {}, protection.keyName ?? 'Pre-shared-key');
    return seal(cipher, protection.key, element('EncryptionKey', {}, [name]));
  }
  throw new SeedFileError(
    'cannot-write',
    'an export needs a password, a key of 16, 24 or 32 bytes, or to be asked for in clear by name (plain)',
  );
}

async function passwordSeal(protection: Extract<PskcProtection, { password: string }>): Promise<Seal> {
  const { password, cipher = 'aes128-cbc', iterations = iterationsDefault } = protection;
  if (password === '') throw new SeedFileError('cannot-write', 'the password is empty');
  if (!Number.isSafeInteger(iterations) || iterations < 1000 || iterations > iterationsMaximum)
    throw new SeedFileError(
      'cannot-write',
      `PBKDF2 takes 1000 to ${iterationsMaximum} iterations, not ${iterations}`,
    );
  const salt = randomBytes(16);
  const keyBytes = cipher === 'aes256-cbc' ? 32 : 16;
  const key = await promisify(pbkdf2)(Buffer.from(password, 'utf8'), salt, iterations, keyBytes, 'sha256');
  const parameters = element('pkcs5:PBKDF2-params', {}, [
    element('Salt', { xmlns: '' }, [element('Specified', {}, encodeBase64(salt))]),
    element('IterationCount', { xmlns: '' }, String(iterations)),
    element('KeyLength', { xmlns: '' }, String(keyBytes)),
    element('PRF', { xmlns: '', Algorithm: hmacUri('sha256') }, []),
  ]);
  const derived = element('xenc11:DerivedKey', {}, [
    element(
      'xenc11:KeyDerivationMethod',
      { Algorithm: 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2' },
      [parameters],
    ),
    element('xenc11:MasterKeyName', {}, 'Password'),
  ]);
  return seal(cipher, new Uint8Array(key), element('EncryptionKey', {}, [derived]));
}

function seal(cipher: CipherName, key: Uint8Array, encryptionKey: Xml): Seal {
  const macKey = new Uint8Array(randomBytes(32));
  const method = element('MACMethod', { Algorithm: hmacUri('sha256') }, [
    element('MACKey', {}, cipherData(cipher, encryptAesCbc(key, macKey, randomBytes(16)))),
  ]);
  return { cipher, key, macKey, head: [encryptionKey, method] };
}

function cipherData(cipher: CipherName, value: Uint8Array): Xml[] {
  return [
    element('xenc:EncryptionMethod', { Algorithm: cipherUri(cipher) }, []),
    element('xenc:CipherData', {}, [element('xenc:CipherValue', {}, encodeBase64(value))]),
  ];
}

/** Elements in the order of RFC 6030 §11's schema, so that validating readers take the file. */
function keyPackage(record: SeedRecord, sealed: Seal | undefined): Xml {
  const optional = (name: string, text: string | undefined): Xml[] =>
    text === undefined ? [] : [element(name, {}, text)];
  const dates = [
    ...optional('StartDate', dateOf(record.startDate)),
    ...optional('ExpiryDate', dateOf(record.expiryDate)),
  ];
  const parameters = element('AlgorithmParameters', {}, [
    ...(record.algorithm === 'sha1' ? [] : [element('Suite', {}, `HMAC-${record.algorithm.toUpperCase()}`)]),
    element('ResponseFormat', { Length: String(record.digits), Encoding: 'DECIMAL' }, []),
  ]);
  const key = element(
    'Key',
    { Id: record.serial, Algorithm: `urn:ietf:params:xml:ns:keyprov:pskc:${record.type}` },
    [
      ...optional('Issuer', record.issuer),
      parameters,
      ...optional('FriendlyName', record.label),
      element('Data', {}, [secret(record, sealed), ...movingFactor(record)]),
      ...(dates.length === 0 ? [] : [element('Policy', {}, dates)]),
    ],
  );
  const device = element('DeviceInfo', {}, [
    ...optional('Manufacturer', record.manufacturer),
    element('SerialNo', {}, record.serial),
    ...optional('Model', record.model),
  ]);
  return element('KeyPackage', {}, [device, key]);
}

function secret(record: SeedRecord, sealed: Seal | undefined): Xml {
  if (sealed === undefined) return plainValue('Secret', encodeBase64(record.secret));
  const value = encryptAesCbc(sealed.key, record.secret, randomBytes(16));
  // RFC 6030 §6.3: the MAC is over the ciphertext with its vector.
  const mac = createHmac('sha256', sealed.macKey).update(value).digest();
  return element('Secret', {}, [
    element('EncryptedValue', {}, cipherData(sealed.cipher, value)),
    element('ValueMAC', {}, encodeBase64(mac)),
  ]);
}

function movingFactor(record: SeedRecord): Xml[] {
  if (record.type === 'hotp') return [plainValue('Counter', String(record.counter))];
  return [
    plainValue('Time', String(record.t0Seconds ?? 0)),
    plainValue('TimeInterval', String(record.periodSeconds)),
    ...(record.driftSteps === undefined ? [] : [plainValue('TimeDrift', String(record.driftSteps))]),
  ];
}

function plainValue(name: string, text: string): Xml {
  return element(name, {}, [element('PlainValue', {}, text)]);
}
