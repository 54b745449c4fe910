// Whose time a moment is told in: the bench's, or that of the wall clock.
import { oneOf, type Shaped, shared } from '../schema.js';

export const timeBaseSchema = shared('TimeBase', (t) => oneOf(t, ['bench', 'wall']));

export type TimeBase = Shaped<typeof timeBaseSchema>;
