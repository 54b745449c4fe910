// One <Key> of a PSKC file, with what its device says around it.

import { quoted, quotedName } from '../../serials/index.js';
import { dateOf } from '../dates.js';
import type { Findings } from '../record-collector.js';
import { hashName, type RecordFields, wholeNumber } from '../record-fields.js';
import { RecordFault } from '../seed-file-error.js';
import type { SeedAlgorithm, SeedDefaults } from '../seed-record.js';
import { attributeOf, childNamed, type Element, textOf } from '../strict-xml.js';
import { shortName } from './algorithm-names.js';
import { readInteger, readSecret } from './data-values.js';
import { readPolicy } from './policy.js';
import type { Protection } from './protection.js';

/** `info`: the <DeviceInfo> of its package. */
export function readKey(
  info: Element | undefined,
  key: Element,
  protection: Protection,
  defaults: SeedDefaults,
): Findings {
  const keyId = attributeOf(key, 'Id', 'KeyId', 'SecretId');
  const serial = textOf(childNamed(info, 'SerialNo')) ?? keyId;
  const notes: string[] = [];
  const type = keyType(key);
  if (type === 'pin')
    return { skipped: 'it is a PIN that belongs to another key, not a token', ...named(serial) };
  readPolicy(key, notes);
  const fields: RecordFields = {
    serial,
    type,
    manufacturer: textOf(childNamed(info, 'Manufacturer')) ?? defaults.manufacturer,
    model: textOf(childNamed(info, 'Model')) ?? defaults.model,
    algorithm: hashOf(key, defaults),
    digits: digitsOf(key, defaults, notes),
    issuer: textOf(childNamed(key, 'Issuer')),
    label: textOf(childNamed(key, 'FriendlyName')),
    ...validity(info, key),
  };
  return { fields, notes, keyId, late: () => values(key, protection, type, defaults, notes) };
}

function named(serial: string | undefined): { serial?: string } {
  return serial === undefined ? {} : { serial };
}

function keyType(key: Element): 'hotp' | 'totp' | 'pin' {
  const algorithm = attributeOf(key, 'Algorithm', 'KeyAlgorithm', 'SecretAlgorithm');
  if (algorithm === undefined) throw new RecordFault('its <Key> names no Algorithm');
  // urn:ietf:params:xml:ns:keyprov:pskc:hotp, …pskc#hotp in the drafts, HOTP in the first ones.
  const name = shortName(algorithm.slice(algorithm.lastIndexOf(':') + 1));
  if (name === 'hotp' || name === 'totp' || name === 'pin') return name;
  throw new RecordFault(
    `its algorithm is ${quotedName(algorithm)}; HOTP and TOTP keys are supported (OCRA, SecurID and vendors' own are not)`,
    'unsupported',
  );
}

/** The bare digits of a suite such as HMAC-SHA256 or sha256; seeds' lengths say nothing about the hash. */
function hashOf(key: Element, defaults: SeedDefaults): SeedAlgorithm {
  const suite = textOf(childNamed(childNamed(key, 'AlgorithmParameters'), 'Suite'));
  return suite === undefined ? (defaults.algorithm ?? 'sha1') : hashName(suite);
}

function digitsOf(key: Element, defaults: SeedDefaults, notes: string[]): number {
  const format =
    childNamed(childNamed(key, 'AlgorithmParameters'), 'ResponseFormat') ??
    childNamed(childNamed(key, 'Usage'), 'ResponseFormat');
  const encoding = attributeOf(format, 'Encoding', 'Format', 'format') ?? 'DECIMAL';
  if (encoding.toUpperCase() !== 'DECIMAL')
    throw new RecordFault(
      `its codes are ${quoted(encoding)}; only DECIMAL ones are supported`,
      'unsupported',
    );
  if (/^(true|1)$/i.test(attributeOf(format, 'CheckDigits', 'CheckDigit') ?? ''))
    throw new RecordFault('its codes end in a check digit, which is not supported', 'unsupported');
  const length = attributeOf(format, 'Length', 'length');
  if (length !== undefined) return wholeNumber(length, 'ResponseFormat Length');
  const digits = defaults.digits ?? 6;
  notes.push(`no ResponseFormat: ${digits} digits assumed`);
  return digits;
}

function validity(info: Element | undefined, key: Element): RecordFields {
  const policy = childNamed(key, 'Policy');
  const first = (...places: readonly (Element | undefined)[]): string | undefined =>
    places.map((place) => textOf(place)).find((text) => text !== undefined);
  return {
    startDate: dateOf(
      first(childNamed(policy, 'StartDate'), childNamed(key, 'StartDate'), childNamed(info, 'StartDate')),
    ),
    expiryDate: dateOf(
      first(
        childNamed(policy, 'ExpiryDate'),
        childNamed(key, 'ExpiryDate'),
        childNamed(info, 'ExpiryDate', 'Expiry'),
      ),
    ),
  };
}

/** What may be encrypted. Read last, so that a duplicate or a wrong algorithm is told without any key. */
function values(
  key: Element,
  protection: Protection,
  type: 'hotp' | 'totp',
  defaults: SeedDefaults,
  notes: string[],
): RecordFields {
  const secret = readSecret(key, protection);
  if (secret?.bytes === undefined) throw new RecordFault(noSecret(key));
  if (secret.encrypted && protection.mac === undefined)
    notes.push('encrypted without a MAC: nothing shows whether it was altered');
  if (secret.bytes.length < 16)
    notes.push(`its secret has ${secret.bytes.length * 8} bits; RFC 4226 §4 asks for 128`);
  if (type === 'hotp') {
    const counter = readInteger(key, 'Counter', protection);
    if (counter === undefined) notes.push('no Counter: 0 assumed');
    return { secret: secret.bytes, counter: counter ?? 0 };
  }
  const period = readInteger(key, 'TimeInterval', protection);
  if (period === undefined) notes.push(`no TimeInterval: ${defaults.periodSeconds ?? 30} s assumed`);
  return {
    secret: secret.bytes,
    periodSeconds: period ?? defaults.periodSeconds ?? 30,
    t0Seconds: startTime(key, protection, notes),
    driftSteps: readInteger(key, 'TimeDrift', protection),
  };
}

/** RFC 6030 §4.3.1 leaves open what Time counts; writers put T0 there, in seconds, and nearly always 0. */
function startTime(key: Element, protection: Protection, notes: string[]): number | undefined {
  const time = readInteger(key, 'Time', protection);
  if (time !== undefined && time !== 0) notes.push(`its Time of ${time} is read as T0, in seconds`);
  return time;
}

function noSecret(key: Element): string {
  const reference = textOf(childNamed(key, 'KeyReference'));
  if (reference === undefined) return 'it has no secret';
  const profile = textOf(childNamed(key, 'KeyProfileId'));
  return `it has no secret, only a reference to a master key (KeyReference ${quoted(reference)}${
    profile === undefined ? '' : `, KeyProfileId ${quoted(profile)}`
  }); ask the vendor for a file that holds the keys themselves`;
}
