// Whose clock is wrong? When most fobs of one sitting lean the same way by about the same, the clock of the computer
// that wrote the times down is the likelier fault.

export interface LeaningReading {
  id: number;
  serial: string;
  /** Unix milliseconds. */
  atMs: number;
  /** Fob time minus wall time lay between these. */
  lowSeconds: number;
  highSeconds: number;
}

export interface ClockSuspicion {
  /** Ids of all readings of the sitting. */
  ids: number[];
  fromMs: number;
  toMs: number;
  fobs: number;
  /** How many of them lean that way. */
  leaning: number;
  /** How far the computer's clock is behind, in seconds; negative if it is ahead. */
  behindSeconds: number;
  /** The least and the most that a fob of the middle half says. */
  lowSeconds: number;
  highSeconds: number;
}

/** Readings further apart than that are two sittings. */
const sittingGapMs = 3_600_000;
const fewestFobs = 3;
/** An error of less than one time step does no harm. */
const leastSeconds = 30;

/** The latest suspicious sitting; undefined where there is none. */
export function clockSuspicion(readings: readonly LeaningReading[]): ClockSuspicion | undefined {
  const ordered = [...readings].sort((a, b) => a.atMs - b.atMs);
  const sittings: LeaningReading[][] = [];
  for (const one of ordered) {
    const last = sittings.at(-1)?.at(-1);
    if (last === undefined || one.atMs - last.atMs > sittingGapMs) sittings.push([one]);
    else sittings.at(-1)!.push(one);
  }
  for (let i = sittings.length - 1; i >= 0; i--) {
    const found = suspicionOf(sittings[i]!, sittings.slice(0, i).flat());
    if (found !== undefined) return found;
  }
  return undefined;
}

function suspicionOf(
  sitting: readonly LeaningReading[],
  before: readonly LeaningReading[],
): ClockSuspicion | undefined {
  const latest = new Map(sitting.map((one) => [one.serial, one]));
  const expected = new Map(before.map((one) => [one.serial, one]));
  // A fob that was read before is held against what it said then; a new one against no offset.
  const leans = [...latest.values()].map(({ serial, lowSeconds, highSeconds }) => {
    const then = expected.get(serial);
    return { low: lowSeconds - (then?.highSeconds ?? 0), high: highSeconds - (then?.lowSeconds ?? 0) };
  });
  if (leans.length < fewestFobs) return undefined;
  const middles = leans.map(({ low, high }) => (low + high) / 2).sort((a, b) => a - b);
  const shift = quantile(middles, 0.5);
  const leaning = leans.filter(({ low, high }) => (shift > 0 ? low > 0 : high < 0)).length;
  const [lowSeconds, highSeconds] = [quantile(middles, 0.25), quantile(middles, 0.75)];
  const agree = highSeconds - lowSeconds <= Math.abs(shift) / 2;
  if (Math.abs(shift) < leastSeconds || leaning * 3 < leans.length * 2 || !agree) return undefined;
  return {
    ids: sitting.map(({ id }) => id),
    fromMs: sitting[0]!.atMs,
    toMs: sitting.at(-1)!.atMs,
    fobs: leans.length,
    leaning,
    behindSeconds: Math.round(shift),
    lowSeconds,
    highSeconds,
  };
}

/** Of ascending values, between neighbours in proportion. */
function quantile(values: readonly number[], part: number): number {
  const place = (values.length - 1) * part;
  const [low, high] = [values[Math.floor(place)]!, values[Math.ceil(place)]!];
  return low + (high - low) * (place - Math.floor(place));
}
