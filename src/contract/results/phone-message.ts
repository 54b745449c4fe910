// A code or a link that a phone receives.
import { instantSchema, oneOf, orNull, type Shaped, shared } from '../schema.js';

export const phoneMessageSchema = shared('PhoneMessage', (t) =>
  t.Object({
    number: t.Integer({ description: 'of the message on this phone' }),
    channel: oneOf(t, ['text', 'call']),
    from: t.String({ description: 'empty if the sender is not shown' }),
    code: t.String({ description: 'empty if the message has only a link' }),
    link: orNull(t, t.String({ description: 'for its owner to open' })),
    arrivesAt: instantSchema(t),
    expiresAt: instantSchema(t, 'the first moment at which the code is no longer good'),
    expired: t.Boolean(),
  }),
);

export type PhoneMessage = Shaped<typeof phoneMessageSchema>;
