import { optional, text } from '../../contract/parameter.js';
import { observationStore } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import { foldedSerial } from '../../serials/index.js';
import { keptAnswer, keptLine, keptSchema } from './kept-entry.js';

export const list = defineOperation({
  name: 'observation.list',
  command: 'observation list',
  summary: 'list what was observed of physical fobs, each with its id, to find a slip',
  help: 'The latest is last. A wrong one is corrected by its id: foblab observation edit, remove or move; foblab observation undo takes back what was done last. It shows codes, as they were typed.',
  examples: ['foblab observation list', 'foblab observation list 3315511111 --json'],
  parameters: { serial: optional(text('only those of this fob', 'serial')) },
  positionals: ['serial'],
  effect: 'read',
  timing: 'immediate',
  access: 'operate',
  answer: (t) => t.Object({ observations: t.Array(t.shared(keptSchema)) }),
  run(context, { serial }) {
    const { kept } = observationStore(context).load();
    const wanted = serial === undefined ? undefined : foldedSerial(serial);
    return {
      observations: kept
        .filter(({ observation }) => wanted === undefined || foldedSerial(observation.serial) === wanted)
        .map(keptAnswer),
    };
  },
  plain: ({ observations }) => observations.map(({ id }) => String(id)).join('\n'),
  text: ({ observations }) =>
    observations.map(keptLine).join('\n') || 'Nothing was observed yet: foblab observe <serial> <code>',
});
