// The ranges of the inputs of a fob. Console, operations and library share them.

export interface InputRange {
  readonly minimum: number;
  readonly maximum: number;
}

const julianYearSeconds = 31_557_600;

/** Fob time minus true time, s: ten years, which is longer than any life in the catalogue. */
export const offsetRangeSeconds: InputRange = {
  minimum: -10 * julianYearSeconds,
  maximum: 10 * julianYearSeconds,
};

/** How much a fob is aged at once, s: up to a hundred years of 365 days, the year of a duration. */
export const ageRangeSeconds: InputRange = { minimum: 0, maximum: 100 * 365 * 86_400 };

/** How long a finger stays on the button, s: from one microsecond to an hour. */
export const holdRangeSeconds: InputRange = { minimum: 1e-6, maximum: 3600 };

/** Net rate of a clock, ppm. */
export const driftRangePpm: InputRange = { minimum: -100_000, maximum: 100_000 };

/** Temperature, °C: the range of the parts. */
export const temperatureRangeCelsius: InputRange = { minimum: -55, maximum: 125 };

/** The charge left in a cell, %. */
export const chargeRangePercent: InputRange = { minimum: 0, maximum: 100 };
