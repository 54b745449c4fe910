// One piece of the traffic on a link.
import { instantSchema, oneOf, type SchemaBuilder, type Shaped, shared } from '../schema.js';

export const trafficPieceFields = (t: SchemaBuilder) => ({
  seq: t.Integer({ minimum: 1, description: 'number of the piece; not an event number' }),
  serial: t.String(),
  wallAt: instantSchema(t, 'wall time: a line is in the world of the program at its other end'),
  at: instantSchema(t, 'true time of the bench when the piece was noted'),
  afterEvent: t.Integer({ minimum: 0, description: 'number of the last event of the bench by then' }),
  direction: oneOf(t, ['in', 'out'], { description: 'in: towards the fob' }),
  channel: oneOf(t, ['console', 'keyboard', 'hid', 'feature'], {
    description: 'console on any link; over USB also keyboard, hid (other reports), feature',
  }),
  hexadecimal: t.String({ description: 'two digits a byte; ** for a byte that may be part of a secret' }),
  typed: t.Optional(t.String({ description: 'of keyboard reports: the characters that they type' })),
  keptBack: t.Optional(t.String({ description: 'what the piece is, if bytes of it are hidden' })),
});

export const trafficPieceSchema = shared('TrafficPiece', (t) => t.Object(trafficPieceFields(t)));

export type TrafficPiece = Shaped<typeof trafficPieceSchema>;
