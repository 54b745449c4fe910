import { OperationError } from '../../contract/operation-error.js';
import { flag, optional, text } from '../../contract/parameter.js';
import { changeObservations, observationStore } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import type { KeptObservation } from '../../observations/index.js';
import { foldedSerial } from '../../serials/index.js';
import { keptAnswer, keptById, keptLine, keptSchema, readId } from './kept-entry.js';
import { observedSerial } from './observation-input.js';
import { doubtContext, doubtsOf, refuseDoubtful } from './reading-doubts.js';

export const move = defineOperation({
  name: 'observation.move',
  command: 'observation move',
  summary: 'move a reading to the fob that it belongs to, or all of a mistyped serial',
  help: 'For a reading that was entered under the wrong serial. With --from all observations of that serial move, and it is gone from the list. Both passports tell it; foblab observation undo takes it back.',
  examples: [
    'foblab observation move 12 3315511111',
    'foblab observation move --from AVT8000L2345 AVT800012345',
  ],
  parameters: {
    id: optional(text('of observation list', 'id')),
    to: optional(text('the serial that it belongs to', 'serial')),
    from: optional(text('move all observations of this serial', 'serial')),
    keepAnyway: flag('keep it although it looks wrong'),
  },
  positionals: ['id', 'to'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.Object({ moved: t.Array(t.shared(keptSchema)) }),
  async run(context, values) {
    // With --from there is one word, and it is the serial.
    const [id, to] =
      values.from !== undefined && values.to === undefined ? [undefined, values.id] : [values.id, values.to];
    if (to === undefined || (id === undefined) === (values.from === undefined))
      throw new OperationError(
        'usage',
        'give an id of observation list and the serial that it belongs to, or from and that serial',
        { parameter: 'to', expected: 'a serial' },
      );
    const serial = observedSerial(to);
    const store = observationStore(context);
    const { kept } = store.load();
    const moved = id === undefined ? ofFob(kept, values.from!) : [keptById(kept, readId(id))];
    if (!values.keepAnyway) {
      const others = kept.filter((one) => !moved.includes(one)).map(({ observation }) => observation);
      const known = await doubtContext(context, others, undefined);
      const readings = moved.flatMap(({ observation }) =>
        observation.kind === 'reading' ? [{ serial, code: observation.code }] : [],
      );
      const given = {
        ...(id === undefined ? { from: values.from } : { id }),
        to: serial,
      };
      refuseDoubtful(
        'observation.move',
        given,
        readings.slice(0, 1),
        readings.slice(0, 1).map((one) => doubtsOf(one, known)),
      );
    }
    const writes = moved
      .filter(({ observation }) => observation.serial !== serial)
      .map(({ id: one, observation }) => ({
        id: one,
        before: observation,
        after: { ...observation, serial },
      }));
    if (writes.length > 0) changeObservations(context, store, 'moved', writes, 'move');
    return {
      moved: moved.map((one) => keptAnswer({ id: one.id, observation: { ...one.observation, serial } })),
    };
  },
  text: ({ moved }) => moved.map(keptLine).join('\n'),
});

/** @throws OperationError `not-found` */
function ofFob(kept: readonly KeptObservation[], serial: string): KeptObservation[] {
  const found = kept.filter(({ observation }) => foldedSerial(observation.serial) === foldedSerial(serial));
  if (found.length > 0) return found;
  throw new OperationError('not-found', `there is no observation of ${serial}`, {
    parameter: 'from',
    remedy: { operation: 'passport.list' },
  });
}
