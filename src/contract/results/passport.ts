// Readings of a physical fob and the conclusions from them. Every moment is wall time.
import { instantSchema, oneOf, orNull, type SchemaBuilder, type Shaped, shared } from '../schema.js';

export const intervalSchema = shared('Interval', (t) =>
  t.Object({ low: t.Number(), median: t.Number(), high: t.Number() }),
);

export const seedSourceSchema = shared('SeedSource', (t) =>
  t.Union([t.Literal('file'), t.Literal('credential'), t.Literal('twin'), t.Null()], {
    description: 'twin: the simulated fob with this serial; null: nobody here has the seed',
  }),
);

export type SeedSource = Shaped<typeof seedSourceSchema>;

/** The fields of one reading, without its code: an event-based one may still be good. */
export const readingFields = (t: SchemaBuilder) => ({
  shownAt: instantSchema(t),
  source: oneOf(t, ['person', 'keyboard', 'hid', 'serial', 'picture']),
  verdict: t.Union([t.Object({ target: t.String(), outcome: t.String(), accepted: t.Boolean() }), t.Null()], {
    description: 'verdict of a system on the code',
  }),
  use: orNull(
    t,
    oneOf(t, ['used', 'no-step', 'misfit'], {
      description: 'misfit: contradicts the other readings; null without a seed',
    }),
  ),
  step: orNull(t, t.Integer()),
  stepsOff: orNull(t, t.Integer({ description: 'steps ahead of wall time' })),
  offsetSeconds: t.Union([t.Object({ low: t.Number(), high: t.Number() }), t.Null()], {
    description: 'fob time minus wall time: the least and the most that it may be',
  }),
  counter: orNull(t, t.Integer({ description: 'of an event-based code' })),
});

export const readingSchema = shared('Reading', (t) => t.Object(readingFields(t)));

export type ReadingAnswer = Shaped<typeof readingSchema>;

/** The conclusions from all readings of a fob. */
export const findingFields = (t: SchemaBuilder) => ({
  seedFrom: t.shared(seedSourceSchema),
  clock: orNull(
    t,
    t.Object({
      confidence: t.Number({ description: 'of the intervals, such as 0.95' }),
      readings: t.Object({ used: t.Integer(), leftOut: t.Integer() }),
      referenceAt: instantSchema(t),
      offsetSeconds: t.shared(intervalSchema),
      driftPpm: orNull(t, t.shared(intervalSchema)),
      slackSeconds: t.Number(),
      window: orNull(
        t,
        t.Object(
          {
            policy: t.String(),
            status: oneOf(t, ['outside', 'unknown', 'stays', 'leaves']),
            earliestAt: orNull(t, instantSchema(t)),
            likelyAt: orNull(t, instantSchema(t)),
            latestAt: orNull(t, instantSchema(t)),
          },
          { description: 'when a fob that nobody uses leaves the policy’s window' },
        ),
      ),
    }),
  ),
  counter: orNull(
    t,
    t.Object({
      counter: t.Integer({ description: 'of the last code read' }),
      ahead: t.Integer({ description: 'counters ahead of the verifier' }),
      chance: t.Number({ description: 'that a code of another fob would match' }),
    }),
  ),
  withoutSeed: orNull(
    t,
    t.Object({
      readings: t.Integer(),
      distinctCodes: t.Integer(),
      repeats: t.Array(t.Object({ times: t.Integer(), overSeconds: t.Number() })),
      accepted: t.Integer(),
      refused: t.Integer(),
      known: t.Array(t.String()),
      unknown: t.Array(t.String()),
      wouldTell: t.Array(t.String()),
    }),
  ),
  notes: t.Array(t.String()),
});

export type Findings = Pick<PassportAnswer, 'seedFrom' | 'clock' | 'counter' | 'withoutSeed' | 'notes'>;

export const adviceSchema = shared('Advice', (t) =>
  t.Object({
    what: oneOf(t, ['replace', 'resynchronize', 'check', 'replace-by', 'read-again', 'get-seed', 'none']),
    text: t.String({ description: 'one sentence for a person' }),
    date: orNull(t, instantSchema(t, 'by when, or from when on; wall time')),
    urgency: oneOf(t, ['now', 'soon', 'later', 'none']),
  }),
);

const remarks = (t: SchemaBuilder) => t.Array(t.Object({ notedAt: instantSchema(t), text: t.String() }));

export const passportSchema = shared('Passport', (t) =>
  t.Object({
    serial: t.String(),
    model: orNull(t, t.String()),
    label: orNull(t, t.String()),
    issuedAt: instantSchema(t),
    timeBase: t.Literal('wall'),
    readings: t.Array(t.shared(readingSchema)),
    ...findingFields(t),
    battery: remarks(t),
    remarks: remarks(t),
    verdicts: t.Object({ accepted: t.Integer(), refused: t.Integer() }),
    advice: t.shared(adviceSchema),
    changes: t.Array(t.Object({ changedAt: instantSchema(t), text: t.String() }), {
      description: 'what was corrected, moved, removed or insisted on',
    }),
  }),
);

export type PassportAnswer = Shaped<typeof passportSchema>;

/** How urgent, in words: beside a colour, and in print. */
export const urgencyText: Readonly<Record<PassportAnswer['advice']['urgency'], string>> = {
  now: 'now',
  soon: 'soon',
  later: 'later',
  none: 'fine',
};
