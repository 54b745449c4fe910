// A request that a push app approves or denies.
import { instantSchema, oneOf, orNull, type Shaped, shared } from '../schema.js';

export const pushRequestSchema = shared('PushRequest', (t) =>
  t.Object({
    id: t.String(),
    text: t.String({ description: 'what the phone shows' }),
    outcome: oneOf(t, ['pending', 'approved', 'denied', 'expired']),
    askedAt: instantSchema(t),
    expiresAt: instantSchema(t, 'the first moment at which it can no longer be answered'),
    answeredAt: orNull(t, instantSchema(t)),
  }),
);

export type PushRequest = Shaped<typeof pushRequestSchema>;
