// The values below <Data>: plain or encrypted, as RFC 6030 §4.2 spells them or as the drafts did.
import { quoted } from '../../serials/index.js';
import { wholeNumber } from '../record-fields.js';
import { RecordFault } from '../seed-file-error.js';
import { attributeOf, childNamed, childrenNamed, type Element, textOf } from '../strict-xml.js';
import { decodeBase64 } from '../text-codecs.js';
import { openValue, type Protection, readCipherData } from './protection.js';

export type DataName = 'Secret' | 'Counter' | 'Time' | 'TimeInterval' | 'TimeDrift';

/** The drafts' <Data Name="TIME_INTERVAL">. */
const draftNames: Readonly<Record<DataName, string>> = {
  Secret: 'secret',
  Counter: 'counter',
  Time: 'time',
  TimeInterval: 'time_interval',
  TimeDrift: 'time_drift',
};

interface DataValue {
  readonly bytes?: Uint8Array;
  readonly text?: string;
  /** True where the value was encrypted, with or without a MAC. */
  readonly encrypted: boolean;
  /** Spelled as the drafts before RFC 6030 did. */
  readonly isDraft?: boolean;
}

export function readSecret(key: Element, protection: Protection): DataValue | undefined {
  const value = readData(key, 'Secret', protection);
  if (value?.text === undefined) return value;
  return { encrypted: false, bytes: decodeBase64(value.text, 'secret') };
}

/** Signed. Plain values are decimal, encrypted ones big-endian bytes (RFC 6030 §4.2); drafts also seal decimal digits. */
export function readInteger(
  key: Element,
  name: Exclude<DataName, 'Secret'>,
  protection: Protection,
): number | undefined {
  const value = readData(key, name, protection);
  if (value === undefined) return undefined;
  if (value.text !== undefined && /^[+-]?[0-9]+$/.test(value.text)) return wholeNumber(value.text, name);
  if (value.text !== undefined && value.isDraft !== true)
    throw new RecordFault(`its ${name} is ${quoted(value.text)}; expected decimal digits (RFC 6030 §4.2)`);
  const bytes = value.bytes ?? decodeBase64(value.text as string, name);
  // The drafts' plain values are the big-endian bytes of a number, in base64: 8 of them, or 4.
  if (value.text !== undefined && bytes.length !== 8 && bytes.length !== 4)
    throw new RecordFault(
      `its ${name} has ${bytes.length} bytes in base64; expected decimal digits, or 4 or 8 bytes`,
    );
  const ascii = Buffer.from(bytes).toString('latin1');
  const isDecimal = value.isDraft === true && bytes.length !== 8 && /^[+-]?[0-9]{1,16}$/.test(ascii);
  return isDecimal ? Number(ascii) : bigEndian(bytes, name);
}

function readData(key: Element, name: DataName, protection: Protection): DataValue | undefined {
  const element =
    childrenNamed(key, 'Data')
      .map((data) => childNamed(data, name))
      .find((found) => found !== undefined) ??
    childrenNamed(key, 'Data').find((data) => attributeOf(data, 'Name')?.toLowerCase() === draftNames[name]);
  if (element === undefined) return undefined;
  const macText = textOf(childNamed(element, 'ValueMAC', 'ValueDigest')) ?? misplacedMac(element);
  const mac = macText === undefined ? undefined : decodeBase64(macText, 'ValueMAC');
  const plain = textOf(childNamed(element, 'PlainValue'));
  const encrypted = childNamed(element, 'EncryptedValue');
  if (plain !== undefined && encrypted !== undefined)
    throw new RecordFault(`${name} has both a PlainValue and an EncryptedValue`, 'malformed');
  if (plain !== undefined) return { text: plain, encrypted: false };
  if (encrypted !== undefined)
    return {
      bytes: openValue(protection, { ...readCipherData(encrypted, protection), mac }),
      encrypted: true,
    };
  return readDraftValue(element, mac, protection);
}

/** draft-ietf-keyprov-pskc-02 shows the ValueMAC inside the EncryptedValue. */
function misplacedMac(element: Element): string | undefined {
  return textOf(childNamed(childNamed(element, 'EncryptedValue'), 'ValueMAC'));
}

/** <Value> is ciphertext where the container names a cipher and the value carries a digest, else plain. */
function readDraftValue(
  element: Element,
  mac: Uint8Array | undefined,
  protection: Protection,
): DataValue | undefined {
  const text = textOf(childNamed(element, 'Value'));
  if (text === undefined) return undefined;
  const { cipher } = protection;
  if (cipher === undefined || (mac === undefined && attributeOf(element, 'Name')?.toLowerCase() !== 'secret'))
    return { text, encrypted: false, isDraft: true };
  return {
    bytes: openValue(protection, { cipher, value: decodeBase64(text, 'Value'), mac }),
    encrypted: true,
    isDraft: true,
  };
}

function bigEndian(bytes: Uint8Array, name: string): number {
  if (bytes.length > 8)
    throw new RecordFault(`its ${name} has ${bytes.length} bytes; at most 8 are accepted`);
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RecordFault(`its ${name} is ${value}; at most 2^53 − 1 is accepted`);
  return Number(value);
}
