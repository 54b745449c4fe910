// `foblab repair`: does what can be done about a damaged bench, and says what it did.

import type { Repair } from '../../bench/index.js';
import { repairHeldBench } from '../../host/repair-held-bench.js';
import { damageLine } from '../../operations/bench/damage.js';
import { orderedModel } from '../../operations/model/ordered-model.js';
import { benchPath } from '../bench-path.js';
import { write, writeObject } from '../output.js';
import { type Command, described } from './command.js';

export const repair: Command = {
  operation: described({
    command: 'repair',
    summary:
      'repair the bench’s file: every readable row is kept, and a fob whose state or seed is lost is dead',
    help: 'Nothing is invented. The damaged file stays beside the new one, as bench.db.damaged-1. A fob whose record is lost gets it back from its seed and the log; a fob whose state or seed is lost is dead: restore a snapshot to have it back. The bench must not be in use.',
    examples: ['foblab repair', 'foblab repair --bench lab2 --json'],
    parameters: {},
    positionals: [],
  }),
  async run({ options }) {
    const done = await repairHeldBench(benchPath(options.bench).path, orderedModel);
    if (options.json) writeObject({ schema: 'foblab.repair/1', ...done, kept: done.kept ?? null });
    else write(repairText(done));
    return 0;
  },
};

function repairText({ damage, kept, recovered, dead, gone, unnamed, paused }: Repair): string {
  if (kept === undefined) return 'Nothing is damaged: the bench is as it was.';
  return [
    ...damage.map(damageLine),
    `Repaired. The damaged file is kept as ${kept}.`,
    ...(recovered.length > 0 ? [`made again from the seed and the log: ${recovered.join(', ')}`] : []),
    ...(dead.length > 0
      ? [
          `dead now, since their state or seed is lost: ${dead.join(', ')} (restore a snapshot to have them back)`,
        ]
      : []),
    ...(gone.length > 0 ? [`no longer on the bench: ${gone.join(', ')}`] : []),
    ...(unnamed > 0 ? [`${unnamed} more fobs are lost, and nothing names them`] : []),
    ...(paused === undefined ? [] : [`${paused}; foblab rate 1 lets it run`]),
  ].join('\n');
}
