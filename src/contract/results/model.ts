// A model of the catalogue or of a lab: its datasheet, with the basis of each value.
import { oneOf, type Shaped, shared } from '../schema.js';

const bases = ['published', 'published for the kind', 'measured', 'assumed'] as const;

export const basisCountsSchema = shared('BasisCounts', (t) =>
  t.Object(
    {
      published: t.Integer(),
      'published for the kind': t.Integer(),
      measured: t.Integer(),
      assumed: t.Integer(),
    },
    { description: 'how many values of a datasheet have which basis' },
  ),
);

export const datasheetValueSchema = shared('DatasheetValue', (t) =>
  t.Object({
    value: t.Unknown(),
    basis: oneOf(t, bases),
    source: t.String({ description: 'the document, the measurement, or why it was assumed' }),
    measurement: t.Optional(
      t.Object(
        { by: t.String(), fobs: t.Integer() },
        { description: 'of a measured value: who read it, and on how many fobs' },
      ),
    ),
  }),
);

export type DatasheetValue = Shaped<typeof datasheetValueSchema>;

export const modelSchema = shared('Model', (t) =>
  t.Object({
    id: t.String({ description: 'vendor/model, as typed' }),
    kind: oneOf(t, ['hard', 'soft', 'push', 'phone', 'usb-key']),
    summary: t.String(),
    manufacturer: t.String(),
    product: t.String(),
    serial: t.Object({
      name: t.String({ description: 'what the vendor calls it' }),
      expected: t.String(),
      example: t.Object({ printed: t.String(), typed: t.String() }),
    }),
    notes: t.Array(t.String()),
    bases: t.shared(basisCountsSchema),
    datasheet: t.Optional(
      t.Record(t.String(), t.shared(datasheetValueSchema), {
        description: 'every value by its path; only for a single model',
      }),
    ),
  }),
);
