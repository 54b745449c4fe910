// A policy: windows, drift, resynchronization and throttle of a verifier.
import { oneOf, type Shaped, shared } from '../schema.js';

export const policySchema = shared('Policy', (t) => {
  const resultCodes = t.Record(t.String(), t.Array(t.String()), {
    description: 'the vendor’s result codes by outcome',
  });
  return t.Object({
    name: t.String(),
    description: t.String(),
    sources: t.Array(t.String()),
    limits: t.Array(t.String(), { description: 'how it differs from the system that it is named after' }),
    time: t.Object({
      windowSteps: t.Integer({ description: 'half-width: 1 accepts −1, 0 and +1' }),
      widening: oneOf(t, ['none', 'clock', 'total-width']),
      wideningSecondsPerDay: t.Number(),
      wideningMaximumSteps: t.Number({ description: 'half-width' }),
      wideningMaximumSeconds: t.Number({ description: 'whole width' }),
      initialWindowSeconds: t.Number({ description: 'whole width until the first success; 0: as later' }),
      resynchronizationSteps: t.Number({ description: 'half-width' }),
      resynchronizationSeconds: t.Number({ description: 'whole width' }),
    }),
    event: t.Object({
      lookAhead: t.Integer({ description: 'counters from the next one on' }),
      initialLookAhead: t.Integer(),
      resynchronizationLookAhead: t.Integer(),
    }),
    drift: t.Object({
      learning: oneOf(t, ['match', 'one-step', 'none']),
      maximumPpm: t.Number(),
      constantSteps: t.Number(),
    }),
    autosync: t.Object({
      rule: oneOf(t, ['none', 'direct', 'candidate']),
      steps: t.Number(),
      lookAhead: t.Number(),
      candidateSeconds: t.Number(),
      candidateGapSteps: t.Number(),
    }),
    resynchronization: t.Object({
      codes: t.Integer({ description: 'how many consecutive codes it takes' }),
      attempts: t.Integer(),
      periodSeconds: t.Number(),
      whileLocked: t.Boolean(),
    }),
    throttle: t.Object({
      freeFailures: t.Integer(),
      delaySeconds: t.Number(),
      growth: oneOf(t, ['linear', 'double']),
      maximumDelaySeconds: t.Number(),
      lockAfter: t.Integer({ description: 'consecutive failures' }),
      lockSeconds: t.Number({ description: '0: until an operator unlocks' }),
      repeatedCodeCounts: t.Boolean(),
    }),
    retransmitSeconds: t.Number(),
    resultCodes,
    eventResultCodes: resultCodes,
  });
});

export type PolicyAnswer = Shaped<typeof policySchema>;

export const policyFiguresSchema = shared('PolicyFigures', (t) =>
  t.Object({
    name: t.String(),
    time: t.Object({
      windowSteps: t.Number({ description: 'half-width at rest' }),
      windowSeconds: t.Number(),
      values: t.Integer({ description: 'values that one guess can hit' }),
      odds: t.Number(),
    }),
    event: t.Object({ values: t.Integer(), odds: t.Number() }),
    lockAfter: t.Integer({ description: 'consecutive failures' }),
    oddsUntilLocked: t.Number(),
    followsDrift: t.Boolean({ description: 'whether a login moves the window to the fob’s clock' }),
    resynchronization: t.Object({ codes: t.Integer(), steps: t.Number(), counters: t.Integer() }),
    yearsInside: t.Array(
      t.Object({
        driftPpm: t.Number(),
        years: t.Union([t.Number(), t.Null()], { description: 'without a login; null: for ever' }),
      }),
    ),
  }),
);

export type PolicyFiguresAnswer = Shaped<typeof policyFiguresSchema>;
