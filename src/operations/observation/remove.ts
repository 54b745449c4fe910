import { OperationError } from '../../contract/operation-error.js';
import { names, optional, text } from '../../contract/parameter.js';
import { changeObservations, observationStore } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import { foldedSerial } from '../../serials/index.js';
import { keptAnswer, keptById, keptLine, keptSchema, readId } from './kept-entry.js';

export const remove = defineOperation({
  name: 'observation.remove',
  command: 'observation remove',
  summary: 'remove observations: by their ids, or all of a fob that does not exist',
  help: 'A fob without an observation is in no list any more. foblab observation undo puts them back.',
  examples: ['foblab observation remove 12', 'foblab observation remove --serial AVT8000L2345'],
  parameters: {
    ids: names('of observation list', 'id'),
    serial: optional(text('all observations of this fob', 'serial')),
  },
  positionals: ['ids'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.Object({ removed: t.Array(t.shared(keptSchema)) }),
  async run(context, { ids, serial }) {
    if ((ids.length === 0) === (serial === undefined))
      throw new OperationError('usage', 'give ids of observation list, or a serial to remove all of a fob', {
        parameter: 'ids',
        expected: 'ids, or a serial',
      });
    const store = observationStore(context);
    const again = context.requestId === '' ? [] : store.changesOf(`${context.requestId}/remove`);
    if (again.length > 0)
      return {
        removed: again.map(({ observationId, before }) =>
          keptAnswer({ id: observationId, observation: before! }),
        ),
      };
    const { kept } = store.load();
    const removed =
      serial === undefined
        ? [...new Set(ids)].map((id) => keptById(kept, readId(id)))
        : kept.filter(({ observation }) => foldedSerial(observation.serial) === foldedSerial(serial));
    if (removed.length === 0)
      throw new OperationError('not-found', `there is no observation of ${serial}`, {
        parameter: 'serial',
        remedy: { operation: 'passport.list' },
      });
    const writes = removed.map(({ id, observation }) => ({ id, before: observation, after: null }));
    changeObservations(context, store, 'removed', writes, 'remove');
    return { removed: removed.map(keptAnswer) };
  },
  text: ({ removed }) =>
    [
      ...removed.map(keptLine),
      `${removed.length} removed; foblab observation undo puts ${removed.length === 1 ? 'it' : 'them'} back`,
    ].join('\n'),
});
