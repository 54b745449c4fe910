// The screen of a fob, and the answer of every operation that works with a fob.
import { instantSchema, type SchemaBuilder, type Shaped, shared } from '../schema.js';

export const fobStates = ['asleep', 'awake', 'showing', 'menu', 'notice', 'dead', 'inactive'] as const;

export const screenSchema = shared('Screen', (t) =>
  t.Object({
    state: t.Union(fobStates.map((state) => t.Literal(state))),
    text: t.String({ description: 'text on the LCD; empty if it is blank' }),
    lowBattery: t.Boolean(),
  }),
);

export type Screen = Shaped<typeof screenSchema>;

/** The fields of an answer that carries the screen after the change. */
export const screenFields = (t: SchemaBuilder) => ({
  serial: t.String(),
  seq: t.Integer({ description: 'number of the last event that the screen includes' }),
  at: instantSchema(t),
  screen: t.shared(screenSchema),
});

export const screenAnswerSchema = shared('ScreenAnswer', (t) => t.Object(screenFields(t)));

export type ScreenAnswer = Shaped<typeof screenAnswerSchema>;
