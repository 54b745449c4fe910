// The activation image of an app: our own text, which a QR code can carry. It is not Cronto's format.
//
// The form is FOBLAB/1/<base32>, in characters of a QR code's alphanumeric mode. The bytes are the settings, the seed, the
// name of the device, and a CRC-32 over all of them. The text holds a seed: protect it like one.

import { fromBase32, toBase32 } from './base32.js';
import { FobError } from './fob-port.js';
import type { HashAlgorithm, OtpSettings, OtpType } from './model.js';
import { crc32 } from './storage/crc32.js';

export interface ActivationRecord {
  /** The device that the image is for. */
  serial: string;
  otp: OtpSettings;
  secret: Uint8Array;
}

export type ActivationFault =
  | 'not-an-image'
  | 'damaged'
  | 'other-version'
  | 'other-device'
  | 'other-codes'
  | 'already-active';

/** Why an image does not activate an app. No message repeats a part of the image. */
export class ActivationError extends FobError {
  readonly fault: ActivationFault;
  constructor(fault: ActivationFault, message: string) {
    super(fault === 'already-active' ? 'conflict' : 'unsupported', message);
    this.name = 'ActivationError';
    this.fault = fault;
  }
}

/** The text of the image. @throws RangeError if a field does not fit. */
export function writeActivation(record: ActivationRecord): string {
  const { serial, otp, secret } = record;
  const name = utf8(serial);
  if (secret.length < 1 || secret.length > 256 || name.length > 255)
    throw new RangeError('An activation image carries a seed of 1 to 256 bytes and a name of at most 255');
  const bytes = new Uint8Array(HEADER_BYTES + secret.length + name.length + CRC_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, TYPES.indexOf(otp.type) | (ALGORITHMS.indexOf(otp.algorithm) << 1) | (otp.digits << 4));
  view.setUint32(1, otp.periodSeconds);
  view.setUint32(5, Math.floor(otp.t0Seconds / TWO_32));
  view.setUint32(9, otp.t0Seconds % TWO_32);
  view.setUint16(13, secret.length);
  view.setUint8(15, name.length);
  bytes.set(secret, HEADER_BYTES);
  bytes.set(name, HEADER_BYTES + secret.length);
  view.setUint32(bytes.length - CRC_BYTES, crc32(bytes, 0, bytes.length - CRC_BYTES));
  return `${PREFIX}${VERSION}/${toBase32(bytes)}`;
}

/** Reads an image. @throws ActivationError `not-an-image`, `other-version` or `damaged`. */
export function readActivation(text: string): ActivationRecord {
  const image = text.trim();
  if (!image.startsWith(PREFIX))
    throw new ActivationError(
      'not-an-image',
      'This is not a foblab activation image: scan the one made for this device',
    );
  const [version, body] = image.slice(PREFIX.length).split('/', 2);
  if (body === undefined) throw damaged();
  if (version !== VERSION)
    throw new ActivationError('other-version', 'This activation image is of another version: make a new one');
  return parse(body.length > LONGEST_BODY ? undefined : fromBase32(body)) ?? fail(damaged());
}

/** An app before and after its image is scanned. */
export class Activation {
  #activatedAtUs: number | null;

  constructor(activatedAtUs: number | null = null) {
    this.#activatedAtUs = activatedAtUs;
  }

  /** When the image was scanned; null while the app has no seed and gives no codes. */
  get activatedAtUs(): number | null {
    return this.#activatedAtUs;
  }

  /** Scans an image. A refusal leaves the app as it was. @throws ActivationError */
  scan(timeUs: number, text: string, serial: string): ActivationRecord {
    const record = readActivation(text);
    if (record.serial !== serial)
      throw new ActivationError(
        'other-device',
        'This activation image is for another device: scan the one made for this device',
      );
    if (this.#activatedAtUs !== null)
      throw new ActivationError(
        'already-active',
        'This device is active already: remove it and add it again to activate it anew',
      );
    this.#activatedAtUs = timeUs;
    return record;
  }
}

function parse(bytes: Uint8Array | undefined): ActivationRecord | undefined {
  if (bytes === undefined || bytes.length < HEADER_BYTES + CRC_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - CRC_BYTES;
  const packed = view.getUint8(0);
  const algorithm = ALGORITHMS[(packed >>> 1) & 3];
  const digits = packed >>> 4;
  const nameAt = HEADER_BYTES + view.getUint16(13);
  if (view.getUint32(end) !== crc32(bytes, 0, end) || nameAt + view.getUint8(15) !== end) return undefined;
  const serial = fromUtf8(bytes.subarray(nameAt, end));
  if (serial === undefined || algorithm === undefined || (digits !== 6 && digits !== 7 && digits !== 8))
    return undefined;
  return {
    serial,
    otp: {
      type: TYPES[packed & 1]!,
      algorithm,
      digits,
      periodSeconds: view.getUint32(1),
      t0Seconds: view.getUint32(5) * TWO_32 + view.getUint32(9),
    },
    secret: bytes.slice(HEADER_BYTES, nameAt),
  };
}

function damaged(): ActivationError {
  return new ActivationError(
    'damaged',
    'This activation image is damaged or cut short: scan all of it again, or make a new one',
  );
}

function fail(error: Error): never {
  throw error;
}

function utf8(text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text))
    throw new RangeError('The device’s name is not well-formed Unicode: rename it');
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at++) {
    if (escaped.charAt(at) !== '%') bytes.push(escaped.charCodeAt(at));
    else {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    }
  }
  return Uint8Array.from(bytes);
}

function fromUtf8(bytes: Uint8Array): string | undefined {
  let escaped = '';
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, '0')}`;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}

const PREFIX = 'FOBLAB/';
const VERSION = '1';
const HEADER_BYTES = 16;
const CRC_BYTES = 4;
const LONGEST_BODY = 1024;
const TWO_32 = 4294967296;
const TYPES: readonly OtpType[] = ['totp', 'hotp'];
const ALGORITHMS: readonly HashAlgorithm[] = ['sha1', 'sha256', 'sha512'];
