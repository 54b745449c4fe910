// Writes the OATH CSV. It holds the keys in clear: that is all a CSV can do.
import { checkWritable } from '../record-fields.js';
import { SeedFileError } from '../seed-file-error.js';
import type { SeedRecord } from '../seed-record.js';
import { encodeHex } from '../text-codecs.js';

/**
 * `serial,hexkey,type,digits,step or counter`, and a hash column where any token uses another than SHA-1.
 * @throws SeedFileError `cannot-write` where a token has what the format cannot say
 */
export function writeCsv(records: readonly SeedRecord[]): string {
  const withHash = records.some((record) => record.algorithm !== 'sha1');
  const header = `serial,hexkey,type,digits,step|counter${withHash ? ',hash' : ''}`;
  return `${[header, ...records.map((record) => row(record, withHash))].join('\n')}\n`;
}

function row(record: SeedRecord, withHash: boolean): string {
  checkWritable(record);
  if (isFormula(record.serial))
    throw new SeedFileError(
      'cannot-write',
      `serial ${record.serial}: a spreadsheet that opens the CSV would run it as a formula; export PSKC`,
    );
  if (record.t0Seconds !== undefined)
    throw new SeedFileError(
      'cannot-write',
      `serial ${record.serial}: a CSV cannot say that its T0 is not 0; export PSKC`,
    );
  const factor = record.type === 'totp' ? record.periodSeconds : record.counter;
  const fields = [record.serial, encodeHex(record.secret), record.type, record.digits, factor];
  if (withHash) fields.push(record.algorithm);
  return fields.map((field) => quoted(String(field))).join(',');
}

/**
 * What a spreadsheet computes when it opens the file. Quotes do not stop it, and anything put in front would be read as
 * part of the serial. A number with its sign, such as a telephone number, runs nothing.
 */
function isFormula(field: string): boolean {
  return /^[=@]/.test(field) || (/^[+-]/.test(field) && !/^[+-][0-9]+$/.test(field));
}

function quoted(field: string): string {
  return /[",#\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
