// One thing that happened on a bench.
import { instantSchema, type Shaped, shared } from '../schema.js';

export const eventSchema = shared('Event', (t) =>
  t.Object({
    seq: t.Integer({ minimum: 1, description: 'number of the event: they rise by one and never come again' }),
    at: instantSchema(t, 'true time'),
    fobAt: t.Optional(instantSchema(t, "what the fob's own clock said; missing where it has none that runs")),
    wallAt: instantSchema(t, 'wall time'),
    serial: t.Optional(t.String({ description: 'the fob; missing for an event of the bench itself' })),
    kind: t.String({ description: 'what happened, such as press or display-on' }),
    detail: t.Record(t.String(), t.Unknown()),
  }),
);

export type Event = Shaped<typeof eventSchema>;
