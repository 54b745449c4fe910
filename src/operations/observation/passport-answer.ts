// A passport as an answer: null for what is not known, and no code.
import type { Findings, PassportAnswer, ReadingAnswer } from '../../contract/results/passport.js';
import type { Advice, Passport, PassportReading } from '../../observations/index.js';
import type { FobPassport } from './fob-passport.js';

export function passportAnswer(passport: FobPassport): PassportAnswer {
  const { serial, model = null, label = null, issuedAt, readings, battery, remarks, verdicts } = passport;
  const { advice, changes } = passport;
  return {
    serial,
    model,
    label,
    issuedAt,
    timeBase: 'wall',
    readings: readings.map(readingAnswer),
    ...findingsAnswer(passport),
    battery: battery.map(remarkAnswer),
    remarks: remarks.map(remarkAnswer),
    verdicts,
    advice: adviceAnswer(advice),
    changes: changes.map(({ at, text }) => ({ changedAt: at, text })),
  };
}

export function adviceAnswer({ what, text, date, urgency }: Advice): PassportAnswer['advice'] {
  return { what, text, date: date ?? null, urgency };
}

export function readingAnswer(reading: PassportReading): ReadingAnswer {
  const { at, source, verdict, use, step, stepsOff, offsetSeconds, counter } = reading;
  return {
    shownAt: at,
    source,
    verdict: verdict ?? null,
    use: use ?? null,
    step: step ?? null,
    stepsOff: stepsOff ?? null,
    offsetSeconds: offsetSeconds ?? null,
    counter: counter ?? null,
  };
}

export function findingsAnswer({ seedFrom, clock, counter, withoutSeed, notes }: FobPassport): Findings {
  return {
    seedFrom,
    clock: clock === undefined ? null : clockAnswer(clock),
    counter:
      counter?.counter === undefined
        ? null
        : { counter: counter.counter, ahead: counter.ahead ?? 0, chance: counter.chance },
    withoutSeed:
      withoutSeed === undefined
        ? null
        : {
            ...withoutSeed,
            // A code that repeats may be an event-based one that is still good.
            repeats: withoutSeed.repeats.map(({ times, overSeconds }) => ({ times, overSeconds })),
          },
    notes,
  };
}

function clockAnswer({
  driftPpm,
  window,
  ...clock
}: NonNullable<Passport['clock']>): NonNullable<Findings['clock']> {
  return {
    ...clock,
    driftPpm: driftPpm ?? null,
    window:
      window === undefined
        ? null
        : {
            policy: window.policy,
            status: window.status,
            earliestAt: window.earliest ?? null,
            likelyAt: window.likely ?? null,
            latestAt: window.latest ?? null,
          },
  };
}

function remarkAnswer({ at, text }: { at: string; text: string }): { notedAt: string; text: string } {
  return { notedAt: at, text };
}
