import { timeBaseSchema } from '../../contract/results/time-base.js';
import { oneOf, orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { listTargets, targetKinds } from '../../targets/index.js';
import { foblabTargetName, targetFolder } from './named-target.js';

export const list = defineOperation({
  name: 'target.list',
  command: 'target list',
  summary:
    'list the verifiers that codes can be sent to: foblab’s own, and the files in targets/ of the bench',
  examples: ['foblab target list'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      folder: t.String(),
      targets: t.Array(
        t.Object({
          name: t.String(),
          kind: orNull(t, oneOf(t, targetKinds)),
          timeBase: orNull(t, t.shared(timeBaseSchema)),
          problem: orNull(t, t.String({ description: 'what is wrong with its file' })),
        }),
      ),
    }),
  async run(context) {
    const folder = targetFolder(context);
    const own = {
      name: foblabTargetName,
      kind: 'foblab' as const,
      timeBase: 'bench' as const,
      problem: null,
    };
    const described = (await listTargets(folder)).map(({ name, description, problem }) => ({
      name,
      kind: description?.kind ?? null,
      timeBase: description?.timeBase ?? null,
      problem,
    }));
    return { folder, targets: [own, ...described] };
  },
  plain: (result) => result.targets.map((target) => target.name).join('\n'),
  text: (result) =>
    result.targets
      .map(
        ({ name, kind, timeBase, problem }) =>
          `${name.padEnd(16)} ${problem ?? `${kind}, judges by ${timeBase} time`}`,
      )
      .join('\n'),
});
