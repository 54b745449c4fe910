// The past and the expected future of a fob's clock and cell.
import { instantSchema, orNull, type Shaped, shared } from '../schema.js';

const forecastPointSchema = shared('ForecastPoint', (t) =>
  t.Object({ at: instantSchema(t), offsetSeconds: t.Number({ description: 'fob time minus true time' }) }),
);

const pastPointSchema = shared('PastPoint', (t) =>
  t.Object({
    at: instantSchema(t),
    offsetSeconds: t.Number(),
    changed: t.Boolean({
      description: 'the clock or its rate was changed here: no line leads to it from the point before',
    }),
  }),
);

const cellPointSchema = shared('CellPoint', (t) =>
  t.Object({ at: instantSchema(t), voltageMv: t.Number(), percent: t.Number() }),
);

export type ForecastPoint = Shaped<typeof forecastPointSchema>;
export type PastPoint = Shaped<typeof pastPointSchema>;
export type CellPoint = Shaped<typeof cellPointSchema>;

export const fobForecastSchema = shared('FobForecast', (t) =>
  t.Object({
    serial: t.String(),
    at: instantSchema(t),
    offsetSeconds: orNull(t, t.Number({ description: 'now; null where no clock runs' })),
    past: t.Array(t.shared(pastPointSchema)),
    future: t.Array(t.shared(forecastPointSchema)),
    cell: t.Array(t.shared(cellPointSchema)),
    leavesWindowAt: orNull(t, instantSchema(t, 'when the clock leaves the window')),
    codesEndAt: orNull(
      t,
      instantSchema(t, 'from when on a press shows the end of the battery instead of a code'),
    ),
    batteryEndsAt: orNull(t, instantSchema(t, 'when the cell is empty')),
    batteryDaysLeft: orNull(t, t.Integer()),
  }),
);
