import { OperationError } from '../../contract/operation-error.js';
import { oneOf } from '../../contract/schema.js';
import { undoLast } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import { keptAnswer, keptLine, keptSchema } from './kept-entry.js';

export const undo = defineOperation({
  name: 'observation.undo',
  command: 'observation undo',
  summary: 'take back what was last done to observations: an entry, a correction, a removal, a move',
  help: 'Again takes back the one before that. A list that was entered in one command is taken back as a whole.',
  examples: ['foblab observation undo'],
  parameters: {},
  positionals: [],
  effect: 'change',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      changes: t.Array(
        t.Object({
          now: oneOf(t, ['removed', 'restored'], {
            description: 'removed: it is gone again; restored: it is as it was before',
          }),
          observation: t.shared(keptSchema),
        }),
      ),
    }),
  errors: ['refused'],
  async run(context) {
    const changes = undoLast(context);
    if (changes === undefined)
      throw new OperationError('refused', 'there is nothing to take back: no observation was changed yet', {
        remedy: { operation: 'observation.list' },
      });
    return {
      changes: changes.map(({ observationId: id, before, after }) => ({
        now: after === null ? ('removed' as const) : ('restored' as const),
        observation: keptAnswer({ id, observation: (after ?? before)! }),
      })),
    };
  },
  text: ({ changes }) =>
    changes
      .map(
        ({ now, observation }) => `${now === 'removed' ? 'removed ' : 'restored'} ${keptLine(observation)}`,
      )
      .join('\n'),
});
