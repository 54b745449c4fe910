// The reading of a fob's clock, in units that people compare.
import { instantSchema, oneOf, orNull, type SchemaBuilder, type Shaped, shared } from '../schema.js';

export const clockSchema = shared('Clock', (t) =>
  t.Object({
    fobAt: instantSchema(t, "the fob's own time"),
    offsetSeconds: t.Number({ description: 'fob time minus true time' }),
    driftPpm: t.Number({ description: 'net rate now; positive runs fast' }),
  }),
);

export type Clock = Shaped<typeof clockSchema>;

/** The fields of an answer about a fob whose clock may not run. */
export const clockFields = (t: SchemaBuilder) => ({
  clock: orNull(t, t.shared(clockSchema)),
  noClock: orNull(
    t,
    oneOf(t, ['no-power', 'no-memory', 'none', 'not-set'], { description: 'why no clock runs' }),
  ),
});
