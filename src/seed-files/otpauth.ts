// otpauth:// URIs, one a line: what authenticator apps scan.

import { foldedSerial, isQuotable, quoted } from '../serials/index.js';
import { shortKeyNote } from './csv/key-text.js';
import { cutShort } from './csv/rows.js';
import { readMigration } from './otpauth-migration.js';
import { type Findings, readCandidates } from './record-collector.js';
import { checkWritable, hashName, wholeNumber } from './record-fields.js';
import { RecordFault, SeedFileError } from './seed-file-error.js';
import type { ReadOptions, SeedDefaults, SeedFile, SeedRecord } from './seed-record.js';
import { decodeBase32, encodeBase32 } from './text-codecs.js';

const lineMaximum = 4096;

export function readOtpauth(text: string, options: ReadOptions): SeedFile {
  const finished = /[\r\n]$/.test(text);
  const defaults = options.defaults ?? {};
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
  const readings = lines.flatMap(({ line, number }, index) => {
    const unfinished = !finished && index === lines.length - 1;
    return readingsOf(line, lines[index + 1]?.line, unfinished, defaults).map((findings) => ({
      findings,
      number,
    }));
  });
  nameApart(readings.map(({ findings }) => findings));
  const candidates = readings.map(({ findings, number }, index) => ({
    position: { record: index + 1, line: number, column: 1 },
    read: () => {
      if (findings instanceof RecordFault) throw findings;
      return findings;
    },
  }));
  return readCandidates('otpauth', candidates, options);
}

type Reading = RecordFault | Extract<Findings, { fields: unknown }>;

/** One URI is one account; an export of Google Authenticator holds several. */
function readingsOf(
  line: string,
  next: string | undefined,
  unfinished: boolean,
  defaults: SeedDefaults,
): Reading[] {
  try {
    if (goesOn(next)) throw new RecordFault('the URI goes on in the next line: take out the line break');
    if (/^otpauth-migration:/i.test(line)) return migratedReadings(line, unfinished, defaults);
    return [readUri(line, unfinished, defaults)];
  } catch (fault) {
    if (fault instanceof RecordFault) return [fault];
    throw fault;
  }
}

function migratedReadings(line: string, unfinished: boolean, defaults: SeedDefaults): Reading[] {
  const { accounts, part, parts } = readMigration(line);
  return accounts.map(({ secret, name, issuer, type, algorithm, digits, counter }) => {
    if (algorithm === undefined)
      return new RecordFault('its hash function is MD5; SHA1, SHA256 and SHA512 are supported');
    const account = labelOf(encodeURIComponent(name));
    return {
      notes: [
        ...(unfinished ? [cutShort] : []),
        ...shortKeyNote(secret),
        ...(parts > 1 ? [`of part ${part + 1} of ${parts} of an export`] : []),
      ],
      fields: {
        serial: account.account,
        label: account.account,
        issuer: issuer || account.issuer,
        manufacturer: defaults.manufacturer,
        model: defaults.model,
        type,
        secret,
        algorithm,
        digits,
        ...(type === 'hotp' ? { counter } : { periodSeconds: 30 }),
      },
    };
  });
}

/** Two accounts of one name under two issuers are two tokens: each is then called by its issuer too. */
function nameApart(readings: readonly Reading[]): void {
  const times = new Map<string, number>();
  const key = (reading: Reading): string =>
    reading instanceof RecordFault ? '' : foldedSerial(reading.fields.serial ?? '');
  for (const reading of readings) times.set(key(reading), (times.get(key(reading)) ?? 0) + 1);
  for (const reading of readings) {
    if (reading instanceof RecordFault || times.get(key(reading)) === 1) continue;
    const { issuer, serial } = reading.fields;
    if (!issuer || serial === undefined) continue;
    (reading as { fields: unknown }).fields = { ...reading.fields, serial: `${issuer}:${serial}` };
  }
}

/** Mail programs break long lines: what follows is the rest of a URI where it has its characters and is no URI. */
function goesOn(line: string | undefined): boolean {
  return line !== undefined && /^[A-Za-z0-9%&=+_.~-]+$/.test(line);
}

/**
 * `otpauth://totp/Issuer:serial?secret=…`, every parameter spelled out.
 * @throws SeedFileError `cannot-write` where the token has a T0 of its own
 */
export function otpauthUri(record: SeedRecord): string {
  checkWritable(record);
  if (record.t0Seconds !== undefined)
    throw new SeedFileError(
      'cannot-write',
      `serial ${record.serial}: an otpauth URI cannot say that its T0 is not 0; export PSKC`,
    );
  const issuer = record.issuer ?? record.manufacturer;
  const label = [issuer, record.serial].filter((part) => part !== undefined).map(encodeURIComponent);
  const parameters: [string, string | number | undefined][] = [
    ['secret', encodeBase32(record.secret)],
    ['issuer', issuer],
    ['algorithm', record.algorithm.toUpperCase()],
    ['digits', record.digits],
    record.type === 'totp' ? ['period', record.periodSeconds] : ['counter', record.counter],
  ];
  const query = parameters
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return `otpauth://${record.type}/${label.join(':')}?${query.join('&')}`;
}

function readUri(
  line: string,
  unfinished: boolean,
  defaults: SeedDefaults,
): Extract<Findings, { fields: unknown }> {
  if (line.length > lineMaximum) throw new RecordFault(`the URI is longer than ${lineMaximum} characters`);
  const found = /^otpauth:\/\/(totp|hotp)\/([^?#]*)\?([^#]*)$/i.exec(line);
  if (found === null) throw new RecordFault('expected otpauth://totp/… or otpauth://hotp/… with a secret');
  const [, kind = '', path = '', query = ''] = found;
  const type = kind.toLowerCase() as 'totp' | 'hotp';
  const parameters = queryOf(query);
  const { issuer, account } = labelOf(path);
  const secret = parameters.get('secret');
  if (secret === undefined) throw new RecordFault('it has no secret parameter');
  const encoder = parameters.get('encoder');
  if (encoder !== undefined)
    throw new RecordFault(
      `its codes are letters (encoder=${isQuotable(encoder) ? encoder : '…'}), not digits; OATH codes are supported`,
      'unsupported',
    );
  const counter = parameters.get('counter');
  if (type === 'hotp' && counter === undefined)
    throw new RecordFault('an HOTP URI needs its counter parameter: is the file cut short?');
  const hash = parameters.get('algorithm');
  const bytes = decodeBase32(secret);
  const unread = [...parameters.keys()].filter((name) => !knownParameters.includes(name));
  return {
    notes: [
      ...(unfinished ? [cutShort] : []),
      ...shortKeyNote(bytes),
      ...unread.map((name) => `its parameter ${quoted(name)} is not read`),
    ],
    fields: {
      serial: account,
      label: account,
      issuer: parameters.get('issuer') || issuer,
      manufacturer: defaults.manufacturer,
      model: defaults.model,
      type,
      secret: bytes,
      algorithm: hash === undefined ? 'sha1' : hashName(hash),
      digits: number(parameters, 'digits', 6),
      ...(type === 'totp'
        ? { periodSeconds: number(parameters, 'period', 30) }
        : { counter: number(parameters, 'counter', 0) }),
    },
  };
}

/** `image` is a picture of the issuer, which some apps add. */
const knownParameters = ['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter', 'encoder', 'image'];

/** Issuer and account stand left and right of a colon, plain or as %3A; a plain one decides where there is one. */
function labelOf(path: string): { issuer: string | undefined; account: string } {
  const plain = path.includes(':');
  const label = plain ? path : percentDecoded(path);
  const colon = label.indexOf(':');
  const part = (text: string): string => (plain ? percentDecoded(text) : text).trim();
  return {
    issuer: colon < 0 ? undefined : part(label.slice(0, colon)),
    account: part(label.slice(colon + 1)),
  };
}

function number(parameters: ReadonlyMap<string, string>, name: string, otherwise: number): number {
  const text = parameters.get(name);
  return text === undefined ? otherwise : wholeNumber(text, `${name} parameter`);
}

function queryOf(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 0) throw new RecordFault('a parameter has no value: is the file cut short?');
    const name = percentDecoded(pair.slice(0, equals)).toLowerCase();
    if (parameters.has(name)) throw new RecordFault('a parameter is given twice');
    // A form's query has + for a space, and base32 has no +.
    parameters.set(name, percentDecoded(pair.slice(equals + 1).replaceAll('+', '%20')));
  }
  return parameters;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RecordFault('a percent escape is malformed: is the file cut short?');
  }
}
