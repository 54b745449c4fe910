// The decision of a verifier: foblab's own, or a target under test, which leaves many fields null.
import { instantSchema, oneOf, orNull, type Shaped, shared } from '../schema.js';
import { timeBaseSchema } from './time-base.js';

export const targetReplySchema = shared('TargetReply', (t) => {
  const rule = orNull(t, t.String({ description: 'the rule of the target’s file that read the reply' }));
  return t.Union([
    t.Object({
      kind: t.Literal('command'),
      rule,
      exitCode: orNull(t, t.Integer()),
      signal: orNull(t, t.String()),
      stdout: t.String(),
      stderr: t.String(),
    }),
    t.Object({ kind: t.Literal('http'), rule, status: t.Integer(), body: t.String() }),
  ]);
});

/** The reply of a target, shortened, with the code, the PIN and secrets replaced. */
export type TargetReply = Shaped<typeof targetReplySchema>;

export const verdictOutcomes = [
  'accepted',
  'accepted-resynchronized',
  'resynchronized',
  'replayed',
  'out-of-sync',
  'invalid',
  'malformed',
  'throttled',
  'locked',
  'disabled',
  'expired',
  'lost',
  'deleted',
  'unknown-credential',
  'not-yet-active',
  'refused',
] as const;

export const verdictSchema = shared('Verdict', (t) =>
  t.Object({
    outcome: oneOf(t, verdictOutcomes, { description: 'refused: a target that only says no' }),
    serial: t.String({ description: 'ID of the credential, or the serial that was sent to a target' }),
    target: t.String({ description: 'foblab: its own verifier' }),
    at: instantSchema(t),
    timeBase: t.shared(timeBaseSchema),
    stepsOff: orNull(
      t,
      t.Integer({ description: 'steps ahead of the verifier’s clock, or counters after the next one' }),
    ),
    step: orNull(t, t.Integer({ description: 'the step or counter that the code belongs to' })),
    driftSteps: orNull(t, t.Integer({ description: 'the learned drift after this verdict' })),
    failures: orNull(t, t.Integer({ description: 'consecutive failures after this verdict' })),
    retryAt: orNull(t, instantSchema(t)),
    policy: orNull(t, t.String()),
    vendorCodes: t.Array(t.String(), { description: 'the vendor’s own result codes under this policy' }),
    retransmitted: t.Boolean({ description: 'repeats the verdict that the same request got before' }),
    cause: orNull(t, t.String({ description: 'for an operator; null if a target gives none' })),
    suggestedAction: orNull(t, t.String()),
    reply: orNull(t, t.shared(targetReplySchema)),
    durationMs: orNull(t, t.Integer({ description: 'how long a target took' })),
  }),
);

export type VerdictAnswer = Shaped<typeof verdictSchema>;
