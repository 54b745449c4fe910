// The loan of a fob. At `endsAt` (wall time) it ends by itself.
import { instantSchema, type SchemaBuilder, shared } from '../schema.js';

export const leaseFields = (t: SchemaBuilder) => ({
  serial: t.String(),
  model: t.String(),
  by: t.Union([t.String(), t.Null()], { description: 'the borrower, as given' }),
  endsAt: instantSchema(t),
});

export const leaseSchema = shared('Lease', (t) => t.Object(leaseFields(t)));
