// otpauth-migration:// of Google Authenticator's "Transfer accounts": a protocol buffer with several accounts in one URI.
import { RecordFault } from './seed-file-error.js';
import { decodeBase64 } from './text-codecs.js';

export interface MigratedAccount {
  readonly secret: Uint8Array;
  readonly name: string;
  readonly issuer: string;
  readonly type: 'totp' | 'hotp' | undefined;
  readonly algorithm: 'sha1' | 'sha256' | 'sha512' | undefined;
  readonly digits: 6 | 8;
  readonly counter: number;
}

export interface Migration {
  readonly accounts: readonly MigratedAccount[];
  /** From 0, of so many URIs: an export of many accounts takes several QR codes. */
  readonly part: number;
  readonly parts: number;
}

const uriMaximum = 65_536;

/** @throws RecordFault for what is not such a URI */
export function readMigration(uri: string): Migration {
  if (uri.length > uriMaximum)
    throw new RecordFault(`the URI is longer than ${uriMaximum} characters, and a QR code holds 4296`);
  const found = /^otpauth-migration:\/\/offline\/?\?(?:.*&)?data=([^&#]*)/i.exec(uri);
  if (found === null) throw new RecordFault('expected otpauth-migration://offline?data=…');
  let data: string;
  try {
    data = decodeURIComponent(found[1]!.replaceAll('+', '%2B'));
  } catch {
    throw new RecordFault('a percent escape is malformed: is the file cut short?');
  }
  const base64 = data.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const bytes = decodeBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='), 'data');
  const accounts: MigratedAccount[] = [];
  let [part, parts] = [0, 1];
  for (const { field, value } of fieldsOf(bytes)) {
    if (field === 1 && value instanceof Uint8Array) accounts.push(accountOf(value));
    else if (field === 3 && typeof value === 'number') parts = value;
    else if (field === 4 && typeof value === 'number') part = value;
  }
  if (accounts.length === 0) throw new RecordFault('the export holds no account: is it cut short?');
  return { accounts, part, parts };
}

function accountOf(bytes: Uint8Array): MigratedAccount {
  const fields = new Map(fieldsOf(bytes).map(({ field, value }) => [field, value]));
  const text = (field: number): string =>
    Buffer.from((fields.get(field) as Uint8Array) ?? []).toString('utf8');
  const number = (field: number): number => (fields.get(field) as number) ?? 0;
  const algorithm = number(4);
  return {
    secret: (fields.get(1) as Uint8Array) ?? new Uint8Array(0),
    name: text(2),
    issuer: text(3),
    // 0 stands for "not said", which the app takes for SHA-1.
    algorithm: algorithm > 3 ? undefined : (['sha1', 'sha1', 'sha256', 'sha512'] as const)[algorithm],
    digits: number(5) === 2 ? 8 : 6,
    type: ([undefined, 'hotp', 'totp'] as const)[number(6)],
    counter: number(7),
  };
}

/** Protocol buffers: varints and length-delimited fields; others are skipped. @throws RecordFault where it is cut */
function fieldsOf(bytes: Uint8Array): { field: number; value: number | Uint8Array }[] {
  const found: { field: number; value: number | Uint8Array }[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = varint();
    const kind = tag & 7;
    if (kind === 0) found.push({ field: tag >>> 3, value: varint() });
    else if (kind === 2) {
      const length = varint();
      if (length > bytes.length - at) throw cut();
      found.push({ field: tag >>> 3, value: bytes.slice(at, at + length) });
      at += length;
    } else if (kind === 1 || kind === 5) at += kind === 1 ? 8 : 4;
    else throw new RecordFault('the data is no export of Google Authenticator');
  }
  return found;

  function varint(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 2 ** 56) throw cut();
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  }
}

function cut(): RecordFault {
  return new RecordFault('the data of the export is cut short');
}
