import { OperationError } from '../../contract/operation-error.js';
import { duration, flag, instant, number, optional, text } from '../../contract/parameter.js';
import { changeObservations, observationStore } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import { normalizeCode, type Observation, type Reading } from '../../observations/index.js';
import { keptAnswer, keptById, keptLine, keptSchema } from './kept-entry.js';
import { refuseFuture, secondsOf } from './observation-input.js';
import { doubtContext, doubtsOf, refuseDoubtful } from './reading-doubts.js';

export const edit = defineOperation({
  name: 'observation.edit',
  command: 'observation edit',
  summary: 'correct a reading or a remark: its code, its time, its text',
  help: 'Only what is given changes. A verdict on a mistyped code goes with that code. The passport tells that it was corrected, and foblab observation undo takes it back.',
  examples: [
    'foblab observation edit 12 --code 755224',
    'foblab observation edit 12 --at 2026-01-31T09:30:00Z',
    'foblab observation edit 13 --text "2.91 V at 21 °C"',
  ],
  parameters: {
    id: number('of observation list', { minimum: 1, maximum: 1e15, unit: 'number', whole: true }),
    code: optional(text('the code that it should have been', 'code')),
    at: optional(instant('when it was shown')),
    earlier: optional(duration('how long before that the fob may have made the code')),
    later: optional(duration('how far your clock may have been behind')),
    text: optional(text('what a remark should say')),
    keepAnyway: flag('keep it although it looks wrong'),
  },
  positionals: ['id'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.Object({ observation: t.shared(keptSchema) }),
  async run(context, values) {
    const store = observationStore(context);
    const { kept } = store.load();
    const { id, observation: before } = keptById(kept, values.id);
    const after = corrected(before, values);
    refuseFuture(after, Math.round(context.bench.wall.nowUs() / 1000));
    if (after.kind === 'reading' && !values.keepAnyway) {
      const others = kept.filter((one) => one.id !== id).map((one) => one.observation);
      const known = await doubtContext(context, others, undefined);
      // Its serial was judged when it was kept.
      known.known = new Set([...known.known, after.serial]);
      const { code } = after;
      refuseDoubtful(
        'observation.edit',
        { id, ...(values.code === undefined ? {} : { code: values.code }) },
        [after],
        [doubtsOf({ serial: after.serial, code }, known)],
      );
    }
    if (JSON.stringify(after) !== JSON.stringify(before))
      changeObservations(context, store, 'corrected', [{ id, before, after }], 'edit');
    return { observation: keptAnswer({ id, observation: after }) };
  },
  text: ({ observation }) => keptLine(observation),
});

interface Correction {
  code: string | undefined;
  at: number | undefined;
  earlier: number | undefined;
  later: number | undefined;
  text: string | undefined;
}

function corrected(before: Observation, given: Correction): Observation {
  const at = given.at === undefined ? {} : { atMs: Math.round(given.at / 1000) };
  if (before.kind === 'remark') {
    refuseGiven(given, ['code', 'earlier', 'later'], 'a remark has none');
    return { ...before, ...at, ...(given.text === undefined ? {} : { text: given.text.slice(0, 2000) }) };
  }
  refuseGiven(given, ['text'], 'a reading has a code and no text');
  const after: Reading = {
    ...before,
    ...at,
    ...(given.earlier === undefined ? {} : { earlierSeconds: secondsOf(given.earlier, 'earlier') }),
    ...(given.later === undefined ? {} : { laterSeconds: secondsOf(given.later, 'later') }),
  };
  if (given.code === undefined) return after;
  const code = normalizeCode(given.code.replace(/\s/g, ''));
  if (code === before.code) return after;
  const { verdict: _ofAnotherCode, ...rest } = after;
  return { ...rest, code };
}

function refuseGiven(given: Correction, names: readonly (keyof Correction)[], why: string): void {
  const name = names.find((one) => given[one] !== undefined);
  if (name !== undefined)
    throw new OperationError('usage', `${name}: ${why}; give its id from observation list`, {
      parameter: name,
    });
}
