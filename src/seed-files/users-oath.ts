// The users file of liboath and pam_oath: type, user, PIN, key in hexadecimal, and where given the moving factor and more.
import { isQuotable } from '../serials/index.js';
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
  const notes = unfinished ? [cutShort] : [];
  if (pin !== '-' && pin !== '') notes.push('its PIN is not kept');
  if (cells.length > 5) notes.push('its last code and its time are not kept');
  if (timed && factor !== undefined && factor !== '0' && factor !== '-')
    notes.push('its offset is not kept: resynchronize the fob');
  return {
    notes,
    fields: {
      serial: user,
      label: user,
      secret: decodeHex(key),
      type: timed ? 'totp' : 'hotp',
      algorithm: 'sha1',
      digits: found[2] === undefined ? 6 : wholeNumber(found[2], 'number of digits'),
      ...(timed
        ? { periodSeconds: found[1] === undefined ? 30 : wholeNumber(found[1], 'time step') }
        : { counter: factor === undefined || factor === '-' ? 0 : wholeNumber(factor, 'counter') }),
    },
  };
}
