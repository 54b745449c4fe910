// The state of a fob's cell.
import { oneOf, type Shaped, shared } from '../schema.js';

export const batterySchema = shared('Battery', (t) =>
  t.Object({
    voltageMv: t.Number({ description: 'in mV' }),
    percent: t.Number({ description: 'remaining charge' }),
    state: oneOf(t, ['good', 'low', 'dead']),
  }),
);

export type Battery = Shaped<typeof batterySchema>;
