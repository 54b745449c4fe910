// The results of importing the records of a seed file.
import { oneOf, orNull, type Shaped, shared } from '../schema.js';

export const seedFileFormatSchema = shared('SeedFileFormat', (t) =>
  oneOf(t, [
    'pskc',
    'oath-csv',
    'entra-csv',
    'yubico-csv',
    'hex-list',
    'otpauth',
    'users-oath',
    'safenet-xml',
  ]),
);

export const seedReportEntrySchema = shared('SeedReportEntry', (t) =>
  t.Object({
    position: t.Object(
      { record: t.Integer(), line: t.Integer(), column: t.Integer() },
      { description: 'all three count from 1' },
    ),
    serial: orNull(t, t.String()),
    outcome: oneOf(t, ['read', 'skipped', 'failed']),
    notes: t.Array(t.String(), { description: 'why, or what had to be assumed' }),
  }),
);

export type SeedReportEntryAnswer = Shaped<typeof seedReportEntrySchema>;
