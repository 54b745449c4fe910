// One physical fob on the list of a drawer: what was read last, what follows from it, and what to do now.
import { instantSchema, orNull, type Shaped, shared } from '../schema.js';
import { adviceSchema, intervalSchema } from './passport.js';

export const observedFobSchema = shared('ObservedFob', (t) =>
  t.Object({
    serial: t.String(),
    label: orNull(t, t.String()),
    model: orNull(t, t.String()),
    readings: t.Integer(),
    remarks: t.Integer(),
    firstAt: instantSchema(t),
    lastAt: instantSchema(t),
    lastReadAt: orNull(t, instantSchema(t, 'of the last reading; remarks do not count')),
    accepted: t.Integer({ description: 'verdicts' }),
    refused: t.Integer(),
    lastCode: orNull(
      t,
      t.String({ description: 'null where it is event-based: such a code may still be good' }),
    ),
    offsetSeconds: orNull(t, t.shared(intervalSchema)),
    driftPpm: orNull(t, t.shared(intervalSchema)),
    policy: orNull(t, t.String({ description: 'whose window counts' })),
    leavesAt: orNull(t, instantSchema(t, 'when it leaves the window at the earliest, if nobody uses it')),
    battery: orNull(t, t.String({ description: 'the last remark on it' })),
    advice: t.shared(adviceSchema),
  }),
);

export type ObservedFob = Shaped<typeof observedFobSchema>;
