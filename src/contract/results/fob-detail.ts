// Everything that is visible of one fob.
import { instantSchema, oneOf, orNull, type Shaped, shared } from '../schema.js';
import { batterySchema } from './battery.js';
import { clockFields } from './clock.js';
import { faultSchema } from './fault.js';
import { fobFields } from './fob.js';
import { basisCountsSchema } from './model.js';
import { screenFields } from './screen.js';
import { troubleSchema } from './trouble.js';

export const fobDetailSchema = shared('FobDetail', (t) =>
  t.Object({
    ...screenFields(t),
    ...fobFields(t),
    ownModel: orNull(
      t,
      t.String({
        description: "the lab's own model of the fob; null for a catalogue model",
      }),
    ),
    manufacturer: t.String(),
    product: t.String(),
    firmwareVersion: t.String(),
    addedAt: instantSchema(t),
    otp: orNull(
      t,
      t.Object(
        {
          type: oneOf(t, ['totp', 'hotp']),
          algorithm: oneOf(t, ['sha1', 'sha256', 'sha512']),
          digits: t.Integer(),
          periodSeconds: t.Integer(),
          t0Seconds: t.Integer({ description: 'Unix seconds' }),
        },
        { description: 'null for a fob that makes no codes, or makes them from its slots' },
      ),
    ),
    slots: orNull(
      t,
      t.Array(
        t.Object({
          slot: t.String(),
          holds: t.String(),
          gives: oneOf(t, ['code', 'password', 'answers', 'nothing']),
        }),
        { description: 'of a USB key; a touch types from the first' },
      ),
    ),
    ...clockFields(t),
    battery: t.shared(batterySchema),
    life: orNull(
      t,
      t.Object(
        {
          codesMade: t.Integer(),
          lifeCodes: orNull(t, t.Integer({ description: 'null where the vendor published years alone' })),
          endsAt: instantSchema(t),
          ended: t.Boolean(),
        },
        { description: 'the life that the vendor published, and how much of it has passed' },
      ),
    ),
    celsius: t.Number(),
    held: t.Boolean({ description: 'true while its button is held' }),
    faults: t.Array(t.shared(faultSchema), { description: 'active faults of its own parts' }),
    bases: t.shared(basisCountsSchema),
    trouble: orNull(t, t.shared(troubleSchema)),
    failingParts: t.Integer({ description: 'number of failing parts: memory, cell, crystal, button, LCD' }),
    nextEventAt: orNull(t, instantSchema(t, 'time of its next own event')),
    lcdLines: t.Array(t.String(), { description: 'the LCD drawn as lines of text' }),
  }),
);

export type FobDetail = Shaped<typeof fobDetailSchema>;
