// The users file of liboath and pam_oath: type, user, PIN, key in hexadecimal, and where given the moving factor and more.
import { isQuotable, seedLikeness } from '../serials/index.js';
import { keyMinimumBytes, shortKeyNote } from './csv/key-text.js';
import { cutShort } from './csv/rows.js';
import { type Findings, readCandidates } from './record-collector.js';
import { wholeNumber } from './record-fields.js';
import { RecordFault } from './seed-file-error.js';
import type { ReadOptions, SeedFile } from './seed-record.js';
import { decodeHex } from './text-codecs.js';

/** `HOTP`, `HOTP/E/8`, `HOTP/T30`, `HOTP/T60/6` (oath_authenticate_usersfile). */
const tokenType = /^HOTP(?:\/(?:E|T(\d+)?))?(?:\/(\d+))?$/;

export function isUsersOathLine(line: string): boolean {
  const [type = '', user, pin, key = ''] = line.trim().split(/[ \t]+/);
  return tokenType.test(type) && user !== undefined && pin !== undefined && /^[0-9a-f]{16,}$/i.test(key);
}

export function readUsersOath(text: string, options: ReadOptions): SeedFile {
  const finished = /[\r\n]$/.test(text);
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ cells: line.trim().split(/[ \t]+/), number: index + 1 }))
    .filter(({ cells }) => cells[0] !== '' && !cells[0]!.startsWith('#'));
  const candidates = lines.map(({ cells, number }, index) => ({
    position: { record: index + 1, line: number, column: 1 },
    serial: cells[1],
    read: () => readLine(cells, !finished && index === lines.length - 1),
  }));
  return readCandidates('users-oath', candidates, options);
}

function readLine(cells: readonly string[], unfinished: boolean): Findings {
  const [typeText = '', user = '', pin = '', key = '', factor, , , ...rest] = cells;
  const found = tokenType.exec(typeText);
  if (found === null)
    throw new RecordFault(
      `its type is ${isQuotable(typeText) ? typeText : `of ${typeText.length} characters`}; expected HOTP, HOTP/E/6, HOTP/T30 or HOTP/T30/6`,
      'unsupported',
    );
  if (rest.length > 0)
    throw new RecordFault('it has more than type, user, PIN, key, counter, last code and time');
  const timed = typeText.includes('/T');
  if (seedLikeness(pin) !== undefined)
    throw new RecordFault('its PIN looks like a key; expected type, user, PIN, key: is a column missing?');
  const secret = decodeHex(key);
  if (secret.length < keyMinimumBytes)
    throw new RecordFault(
      `its key has ${secret.length} ${secret.length === 1 ? 'byte' : 'bytes'}, too few for a seed; expected type, user, PIN, key: are the columns shifted?`,
    );
  const notes = unfinished ? [cutShort] : [];
  notes.push(...shortKeyNote(secret));
  if (pin !== '-' && pin !== '') notes.push('its PIN is not kept');
  if (cells.length > 5) notes.push('its last code and its time are not kept');
  if (timed && factor !== undefined && factor !== '0' && factor !== '-')
    notes.push('its offset is not kept: resynchronize the fob');
  return {
    notes,
    fields: {
      serial: user,
      label: user,
      secret,
      type: timed ? 'totp' : 'hotp',
      algorithm: 'sha1',
      digits: found[2] === undefined ? 6 : wholeNumber(found[2], 'number of digits'),
      ...(timed
        ? { periodSeconds: found[1] === undefined ? 30 : wholeNumber(found[1], 'time step') }
        : { counter: factor === undefined || factor === '-' ? 0 : wholeNumber(factor, 'counter') }),
    },
  };
}
