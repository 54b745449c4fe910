import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { duration, flag, instant, optional, text } from '../../contract/parameter.js';
import { instantSchema } from '../../contract/schema.js';
import { changeObservations, observationStore } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter } from '../../host/verifier/verifier-host.js';
import type { ClockSuspicion, KeptObservation } from '../../observations/index.js';
import { observedDrawer } from './observed-fobs.js';

export const correctClock = defineOperation({
  name: 'observation.correct-clock',
  command: 'observation correct-clock',
  summary: "set the times of one sitting's readings right, where the computer's clock was wrong",
  help: 'Without --confirm it says what it would change. It takes the sitting and the amount that foblab passports suspects; --by, --from and --to say otherwise. A clock that was 5 minutes behind is corrected by 5m. Each passport tells it, and foblab observation undo takes it back.',
  examples: [
    'foblab observation correct-clock',
    'foblab observation correct-clock --confirm',
    'foblab observation correct-clock --by 5m --from 2026-01-31T09:00:00Z --to 2026-01-31T10:00:00Z --confirm',
  ],
  parameters: {
    confirm: flag('change the readings; without it nothing changes'),
    by: optional(duration('what the clock lacked, such as 5m; negative where it was ahead')),
    from: optional(instant('the first reading of the sitting')),
    to: optional(instant('the last one')),
    policy: optional(text('policy whose window counts', 'policy')),
    store: storeParameter,
  },
  positionals: [],
  effect: 'change',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      done: t.Boolean({ description: 'false where confirm was not given' }),
      behindSeconds: t.Number(),
      readings: t.Integer(),
      fobs: t.Integer(),
      fromAt: instantSchema(t),
      toAt: instantSchema(t),
    }),
  errors: ['refused'],
  async run(context, values) {
    const store = observationStore(context);
    const { suspicion } = await observedDrawer(context, {
      policy: values.policy,
      by: undefined,
      store: values.store,
    });
    const behindMs = values.by === undefined ? (suspicion?.behindSeconds ?? 0) * 1000 : values.by / 1000;
    const sitting = sittingOf(store.load().kept, suspicion, values);
    if (behindMs === 0 || sitting.length === 0)
      throw new OperationError(
        'refused',
        "nothing says that the computer's clock was wrong: the fobs do not lean the same way. To correct it all the same, say by how much and from when to when",
        { parameter: 'by', remedy: { operation: 'passport.list' } },
      );
    const times = sitting.map(({ observation }) => observation.atMs);
    if (values.confirm) {
      const writes = sitting.map(({ id, observation }) => ({
        id,
        before: observation,
        after: { ...observation, atMs: observation.atMs + behindMs },
      }));
      changeObservations(context, store, 'clock-corrected', writes, 'correct-clock');
    }
    return {
      done: values.confirm,
      behindSeconds: behindMs / 1000,
      readings: sitting.length,
      fobs: new Set(sitting.map(({ observation }) => observation.serial)).size,
      fromAt: isoTime(Math.min(...times) * 1000),
      toAt: isoTime(Math.max(...times) * 1000),
    };
  },
  text: ({ done, behindSeconds, readings, fobs, fromAt, toAt }) => {
    const what = `${readings} reading${readings === 1 ? '' : 's'} of ${fobs} fob${fobs === 1 ? '' : 's'}, ${fromAt} to ${toAt}`;
    const by = `${Math.abs(behindSeconds)} s ${behindSeconds > 0 ? 'later' : 'earlier'}`;
    return done
      ? `${what}: their times are ${by} now; foblab observation undo takes that back`
      : `${what}: their times would be ${by}. Nothing was changed; --confirm does it`;
  },
});

/** What was read between two moments, or in the sitting that is suspected. Remarks keep their time. */
function sittingOf(
  kept: readonly KeptObservation[],
  suspicion: ClockSuspicion | undefined,
  { from, to, by }: { from: number | undefined; to: number | undefined; by: number | undefined },
): KeptObservation[] {
  const readings = kept.filter(({ observation }) => observation.kind === 'reading');
  if (from !== undefined || to !== undefined) {
    const first = from === undefined ? Number.NEGATIVE_INFINITY : from / 1000;
    const last = to === undefined ? Number.POSITIVE_INFINITY : to / 1000;
    return readings.filter(({ observation: { atMs } }) => first <= atMs && atMs <= last);
  }
  if (suspicion !== undefined)
    return readings.filter(({ observation: { atMs } }) => suspicion.fromMs <= atMs && atMs <= suspicion.toMs);
  if (by !== undefined)
    throw new OperationError(
      'usage',
      'by: given without the sitting; expected from and to with it, the times of its first and last reading',
      { parameter: 'by', expected: 'from and to with it' },
    );
  return [];
}
