// Microsoft Entra ID's hardware token CSV: upn, serial number, secret key (base32), time interval, manufacturer, model.
import { type Findings, readCandidates } from '../record-collector.js';
import { hashName, wholeNumber } from '../record-fields.js';
import { SeedFileError } from '../seed-file-error.js';
import type { ReadOptions, SeedDefaults, SeedFile } from '../seed-record.js';
import { decodeBase32 } from '../text-codecs.js';
import { csvRows, cutShort } from './rows.js';

export function readEntraCsv(text: string, options: ReadOptions): SeedFile {
  let header: readonly string[] = [];
  const rows = csvRows(text, (fields) => {
    header = fields.map((field) => field.toLowerCase().replace(/[_ ]+/g, ' '));
    return true;
  });
  for (const name of ['serial number', 'secret key'])
    if (!header.includes(name))
      throw new SeedFileError(
        'malformed',
        `the header has no column "${name}"; expected upn,serial number,secret key,time interval,manufacturer,model`,
        { line: 1 },
      );
  const candidates = rows.map(({ fields, position, unfinished }) => ({
    position,
    serial: fields[header.indexOf('serial number')],
    read: () => readRow((name) => fields[header.indexOf(name)] ?? '', unfinished, options.defaults ?? {}),
  }));
  return readCandidates('entra-csv', candidates, options);
}

function readRow(field: (name: string) => string, unfinished: boolean, defaults: SeedDefaults): Findings {
  const notes: string[] = unfinished ? [cutShort] : [];
  const interval = field('time interval');
  if (interval === '') notes.push('no time interval: 30 s assumed');
  const hash = field('hash function');
  return {
    notes,
    fields: {
      serial: field('serial number'),
      label: field('upn'),
      type: 'totp',
      digits: defaults.digits ?? 6,
      secret: decodeBase32(field('secret key')),
      algorithm: hash === '' ? (defaults.algorithm ?? 'sha1') : hashName(hash),
      periodSeconds:
        interval === '' ? (defaults.periodSeconds ?? 30) : wholeNumber(interval, 'time interval'),
      manufacturer: field('manufacturer') || defaults.manufacturer,
      model: field('model') || defaults.model,
    },
  };
}
