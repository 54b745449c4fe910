// One thing that happened on a bench.
import { instantSchema, type Shaped, shared } from '../schema.js';

export const eventSchema = shared('Event', (t) =>
  t.Object({
    seq: t.Integer({ minimum: 1, description: 'number of the event: rises by one and is never reused' }),
    at: instantSchema(t, 'true time'),
    fobAt: t.Optional(instantSchema(t, "time of the fob's own clock; missing if no clock runs")),
    wallAt: instantSchema(t, 'wall time'),
    serial: t.Optional(t.String({ description: 'the fob; missing for an event of the bench itself' })),
    kind: t.String({ description: 'kind of event, such as press or display-on' }),
    detail: t.Record(t.String(), t.Unknown()),
  }),
);

export type Event = Shaped<typeof eventSchema>;
