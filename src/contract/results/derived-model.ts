// A lab's own model: a catalogue model with the crystal that the lab has measured on its fobs.
import { instantSchema, type SchemaBuilder, shared } from '../schema.js';

const estimate = (t: SchemaBuilder) =>
  t.Object(
    { low: t.Number(), value: t.Number(), high: t.Number() },
    { description: 'a value with its interval at 95 %' },
  );

export const derivedModelResult = shared('DerivedModel', (t) =>
  t.Object({
    schema: t.Literal('foblab.model/1', { description: 'of the file that keeps it' }),
    id: t.String({ description: 'lab/ and a name' }),
    base: t.String({ description: 'the catalogue model that gives everything but the crystal' }),
    fobs: t.Integer({ description: 'number of fobs with a known rate' }),
    ratePpm: estimate(t),
    spreadPpm: estimate(t),
    derivedAt: instantSchema(t),
  }),
);
