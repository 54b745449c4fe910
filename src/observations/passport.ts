// The passport of a physical fob: all that is known of it on one page, as data. Codes are left out of it: an
// event-based one may still be good.
import { type ClockEstimate, estimateClock, type JudgedReading } from './clock-estimate.js';
import type { PolicyWindow, WindowForecast } from './clock-line.js';
import type { Interval } from './clock-region.js';
import type { CodeSource } from './code-source.js';
import { type CounterLocation, type CounterSearch, locateCounter } from './locate-counter.js';
import type { TimeStepping } from './locate-step.js';
import type { Observation, Reading, Remark } from './observation.js';
import { findingsWithoutSeed, isoSeconds, type SeedlessFindings } from './without-seed.js';

/** What the bench knows of the seed: a time-based fob's, an event-based fob's, or none. */
export type KnownSeed =
  | ({ type: 'totp'; source: CodeSource } & TimeStepping)
  | ({ type: 'hotp'; source: CodeSource } & CounterSearch)
  | undefined;

export interface PassportRequest {
  serial: string;
  observations: readonly Observation[];
  seed: KnownSeed;
  nowMs: number;
  /** Catalogue name, label: whatever the bench has. */
  model?: string;
  label?: string;
  policy?: PolicyWindow & { name: string };
  confidence?: number;
}

export interface PassportReading {
  at: string;
  source: Reading['source'];
  verdict?: Reading['verdict'];
  use?: JudgedReading['use'];
  step?: number;
  stepsOff?: number;
  offsetSeconds?: { low: number; high: number };
  counter?: number;
}

export interface Passport {
  schema: 'foblab.passport/1';
  serial: string;
  model?: string;
  label?: string;
  issuedAt: string;
  seedKnown: boolean;
  readings: PassportReading[];
  clock?: {
    confidence: number;
    /** Readings that the clock was computed from, and those that were not: no step has their code, or it contradicts. */
    readings: { used: number; leftOut: number };
    referenceAt: string;
    offsetSeconds: Interval;
    driftPpm?: Interval;
    slackSeconds: number;
    window?: { policy: string; outsideWhenRead: boolean } & WindowDates;
  };
  counter?: { found: boolean; counter?: number; ahead?: number; chance: number };
  withoutSeed?: SeedlessFindings;
  battery: { at: string; text: string }[];
  remarks: { at: string; text: string }[];
  verdicts: { accepted: number; refused: number };
  notes: string[];
}

export interface WindowDates {
  status: WindowForecast['status'];
  earliest?: string;
  likely?: string;
  latest?: string;
}

export function issuePassport(request: PassportRequest): Passport {
  const { serial, seed, nowMs, model, label } = request;
  const own = request.observations.filter((one) => one.serial === serial).sort((a, b) => a.atMs - b.atMs);
  const readings = own.filter((one): one is Reading => one.kind === 'reading');
  const remarks = own.filter((one): one is Remark => one.kind === 'remark');
  const verdicts = readings.flatMap(({ verdict }) => (verdict === undefined ? [] : [verdict.accepted]));
  const dated = (about: Remark['about']): { at: string; text: string }[] =>
    remarks.filter((one) => one.about === about).map(({ atMs, text }) => ({ at: isoSeconds(atMs), text }));
  return {
    schema: 'foblab.passport/1',
    serial,
    ...(model === undefined ? {} : { model }),
    ...(label === undefined ? {} : { label }),
    issuedAt: isoSeconds(nowMs),
    seedKnown: seed !== undefined,
    ...findings(readings, request),
    battery: dated('battery'),
    remarks: dated('other'),
    verdicts: { accepted: verdicts.filter(Boolean).length, refused: verdicts.filter((one) => !one).length },
  };
}

/** `3 readings`, `1 reading, 2 left out`. */
export function readingsText({ used, leftOut }: NonNullable<Passport['clock']>['readings']): string {
  return `${used} reading${used === 1 ? '' : 's'}${leftOut === 0 ? '' : `, ${leftOut} left out`}`;
}

type Findings = Pick<Passport, 'readings' | 'clock' | 'counter' | 'withoutSeed' | 'notes'>;

function findings(readings: readonly Reading[], request: PassportRequest): Findings {
  const { seed, confidence } = request;
  if (seed === undefined) {
    return { readings: readings.map(plain), withoutSeed: findingsWithoutSeed(readings), notes: [] };
  }
  if (seed.type === 'hotp') return counterFindings(readings, seed);
  const estimate = estimateClock(readings, seed.source, {
    ...seed,
    ...(confidence === undefined ? {} : { confidence }),
  });
  const clock = clockOf(estimate, request);
  return {
    readings: estimate.readings.map(judgedReading),
    ...(clock === undefined ? {} : { clock }),
    notes: estimate.notes,
  };
}

/** Each code is looked for after the one before it. */
function counterFindings(
  readings: readonly Reading[],
  seed: { source: CodeSource } & CounterSearch,
): Findings {
  let from = seed.from;
  let last: CounterLocation | undefined;
  const located = readings.map((one): PassportReading => {
    const location = locateCounter([one.code], seed.source, { from, lookAhead: seed.lookAhead });
    if (!location.found) return { ...plain(one), use: 'no-step' };
    from = location.counter + 1;
    last = { ...location, ahead: location.counter - seed.from };
    return { ...plain(one), use: 'used', counter: location.counter };
  });
  const lost = located.filter(({ use }) => use === 'no-step').length;
  const notes =
    lost === 0
      ? []
      : [
          `${lost} of ${readings.length} codes belong to none of the ${seed.lookAhead} counters after the one before`,
        ];
  if (last === undefined || !last.found) return { readings: located, notes };
  const { counter, ahead, chance } = last;
  return { readings: located, counter: { found: true, counter, ahead, chance }, notes };
}

function clockOf(estimate: ClockEstimate, request: PassportRequest): Passport['clock'] {
  const { clock, offsetSeconds, referenceMs, driftPpm, confidence, slackSeconds } = estimate;
  if (clock === undefined || offsetSeconds === undefined || referenceMs === undefined) return undefined;
  const { policy, nowMs } = request;
  const used = estimate.readings.filter(({ use }) => use === 'used').length;
  return {
    confidence,
    readings: { used, leftOut: estimate.readings.length - used },
    referenceAt: isoSeconds(referenceMs),
    offsetSeconds,
    ...(driftPpm === undefined ? {} : { driftPpm }),
    slackSeconds,
    ...(policy === undefined
      ? {}
      : {
          window: {
            policy: policy.name,
            outsideWhenRead: clock.leavesWindow(policy, referenceMs, confidence).status === 'outside',
            ...dates(clock.leavesWindow(policy, nowMs, confidence)),
          },
        }),
  };
}

function dates(forecast: WindowForecast): WindowDates {
  if (forecast.status !== 'leaves') return { status: forecast.status };
  const { earliestMs, likelyMs, latestMs } = forecast;
  return {
    status: forecast.status,
    earliest: isoSeconds(earliestMs),
    likely: isoSeconds(likelyMs),
    ...(latestMs === undefined ? {} : { latest: isoSeconds(latestMs) }),
  };
}

function plain({ atMs, source, verdict }: Reading): PassportReading {
  return { at: isoSeconds(atMs), source, ...(verdict === undefined ? {} : { verdict }) };
}

function judgedReading({ reading, use, located }: JudgedReading): PassportReading {
  if (located === undefined) return { ...plain(reading), use };
  const { step, stepsOff, lowSeconds, highSeconds } = located;
  return { ...plain(reading), use, step, stepsOff, offsetSeconds: { low: lowSeconds, high: highSeconds } };
}
