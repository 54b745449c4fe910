// A battery problem that keeps a fob from giving a code, and what to do about it.
import { type Shaped, shared } from '../schema.js';

export const troubleSchema = shared('Trouble', (t) =>
  t.Object({
    seen: t.String({ description: 'what a person sees' }),
    means: t.String(),
    toDo: t.String(),
    voltageMv: t.Number({ description: 'of the cell, in mV' }),
  }),
);

export type Trouble = Shaped<typeof troubleSchema>;
