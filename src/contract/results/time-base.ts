// The clock of a given moment: the bench's or the wall clock.
import { oneOf, type Shaped, shared } from '../schema.js';

export const timeBaseSchema = shared('TimeBase', (t) => oneOf(t, ['bench', 'wall']));

export type TimeBase = Shaped<typeof timeBaseSchema>;
