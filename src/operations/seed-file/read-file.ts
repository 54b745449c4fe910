// A seed file, with its report.

import { basename } from 'node:path';

import { type Content, readContent } from '../../contract/content.js';
import { type ContentSize, sizeText } from '../../contract/content-size.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, content, flag, number, optional, secret, secretText } from '../../contract/parameter.js';

import { isPicture, QrPictureError, textOfQrPicture } from '../../readers/qr-picture.js';
import {
  type ReadOptions,
  readSeedFile,
  type SeedFile,
  SeedFileError,
  type SeedFileFormat,
  seedFileFormats,
  sizeMaximumBytes,
  xmlMaximumBytes,
} from '../../seed-files/index.js';
import { lostZeros } from './record-model.js';

const size: ContentSize = {
  mostBytes: xmlMaximumBytes,
  expected: 'that is more than any delivery that is read at once; split it into several files',
};

export const seedFileParameters = {
  file: content(
    `PSKC (at most ${sizeText(xmlMaximumBytes)}), CSV, hex list, otpauth URIs, or a PNG of a QR code (at most ${sizeText(sizeMaximumBytes)})`,
    size,
  ),
  format: optional(choice('format; recognised by content where left out', seedFileFormats)),
  password: secretText('file with the password of an encrypted file, - for standard input'),
  key: secret('file with the pre-shared key in hexadecimal'),
  partial: flag('take the good records of a file that has bad ones'),
  digits: optional(
    number('digits, where the file does not say', { minimum: 6, maximum: 10, unit: 'digits', whole: true }),
  ),
  period: optional(
    number('time step, where the file does not say', {
      minimum: 1,
      maximum: 345_600,
      unit: 's',
      whole: true,
    }),
  ),
  time: flag('time-based, where the file does not say'),
  event: flag('event-based, where the file does not say'),
};

interface SeedFileValues {
  file: Content;
  format: SeedFileFormat | undefined;
  password: string | undefined;
  key: Uint8Array | undefined;
  partial: boolean;
  digits: number | undefined;
  period: number | undefined;
  time: boolean;
  event: boolean;
}

/** @throws OperationError for a serial that has lost its first zeros, unless the others are asked for. */
function withoutLostZeros(seeds: SeedFile, partial: boolean): SeedFile {
  const faults = new Map<number, string>();
  for (const record of seeds.records) {
    const fault = lostZeros(record);
    if (fault !== undefined) faults.set(record.position.record, fault);
  }
  if (faults.size === 0) return seeds;
  const [[first, fault]] = faults as unknown as [[number, string]];
  const records = seeds.records.filter(({ position }) => !faults.has(position.record));
  if (!partial || records.length === 0)
    throw new OperationError(
      'refused',
      `record ${first}: ${fault}${faults.size > 1 ? ` (and ${faults.size - 1} more)` : ''}`,
    );
  const report = seeds.report.map((entry) => {
    const note = faults.get(entry.position.record);
    return note === undefined ? entry : { ...entry, outcome: 'failed' as const, notes: [note] };
  });
  return { ...seeds, records, report };
}

/** What a file needs beside itself, and the parameter that gives it. */
const missingOptions: Readonly<Record<string, { needed: string; parameter: string }>> = {
  'key-needed': { needed: '; give its password or its key', parameter: 'password' },
  'type-needed': { needed: ': --time or --event', parameter: 'time' },
};

/** @throws SeedFileError that names the record and how to fix it. */
export async function readSeeds(values: SeedFileValues): Promise<SeedFile> {
  if (values.time && values.event) throw new OperationError('usage', 'give --time or --event, not both');
  const options: ReadOptions = {
    partial: values.partial,
    fileName: basename(values.file.name),
    defaults: {
      ...(values.event ? { type: 'hotp' as const } : values.time ? { type: 'totp' as const } : {}),
      ...(values.digits === undefined ? {} : { digits: values.digits }),
      ...(values.period === undefined ? {} : { periodSeconds: values.period }),
    },
    ...(values.format === undefined ? {} : { format: values.format }),
    ...(values.password === undefined ? {} : { password: values.password }),
    ...(values.key === undefined ? {} : { key: values.key }),
  };
  try {
    const bytes = await readContent(values.file, size);
    const text = isPicture(bytes) ? Buffer.from(await textOfQrPicture(bytes), 'utf8') : bytes;
    return withoutLostZeros(await readSeedFile(text, options), values.partial);
  } catch (error) {
    if (error instanceof QrPictureError)
      throw new OperationError('refused', `${values.file.name}: ${error.message}`, { cause: error });
    if (!(error instanceof SeedFileError)) throw error;
    const missing = missingOptions[error.code];
    throw new OperationError(
      'refused',
      `${values.file.name}: ${error.message}${missing === undefined ? '' : missing.needed}`,
      { parameter: missing?.parameter, cause: error },
    );
  }
}
