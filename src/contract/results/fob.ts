// A fob in a list: its identity, which needs no loading of the fob, and its visible state.
import { oneOf, orNull, type SchemaBuilder, type Shaped, shared } from '../schema.js';
import { batterySchema } from './battery.js';
import { screenSchema } from './screen.js';

/** The fields that every answer about a fob has. */
export const fobFields = (t: SchemaBuilder) => ({
  serial: t.String(),
  printed: t.String({ description: 'the serial as printed on the fob' }),
  model: t.String({ description: 'of the catalogue: onespan/digipass-go7' }),
  kind: oneOf(t, ['hard', 'soft', 'push', 'phone', 'usb-key']),
  label: t.String({ description: 'empty if it has none' }),
});

export const fobSchema = shared('Fob', (t) => t.Object(fobFields(t)));

export type Fob = Shaped<typeof fobSchema>;

/** The visible state of a fob at one moment, and the offset of its clock. */
const visibleFields = (t: SchemaBuilder) => ({
  ...fobFields(t),
  screen: t.shared(screenSchema),
  held: t.Boolean({ description: 'true while its button is held' }),
  offsetSeconds: orNull(t, t.Number({ description: 'fob time minus true time; null if no clock runs' })),
});

export const listedFobSchema = shared('ListedFob', (t) => t.Object(visibleFields(t)));

export type ListedFob = Shaped<typeof listedFobSchema>;

export const damagedFobSchema = shared('DamagedFob', (t) =>
  t.Object({ serial: t.String(), damage: t.String({ description: 'what is damaged' }) }),
);

export type DamagedFob = Shaped<typeof damagedFobSchema>;

export const fobOverviewSchema = shared('FobOverview', (t) =>
  t.Object({
    ...visibleFields(t),
    lcd: t.Object({
      segments: t.String({
        description: 'one byte a position in hexadecimal: bit 0 segment a … bit 6 segment g, bit 7 the point',
      }),
      countdown: t.Integer({ description: 'remaining countdown bars of the time step' }),
      lowBattery: t.Boolean(),
    }),
    driftPpm: orNull(t, t.Number({ description: 'null where no clock runs' })),
    battery: t.shared(batterySchema),
    faults: t.Array(t.String(), { description: 'names of the faults that are on' }),
    links: t.Array(t.String(), { description: 'paths of its links' }),
  }),
);

export type FobOverview = Shaped<typeof fobOverviewSchema>;
