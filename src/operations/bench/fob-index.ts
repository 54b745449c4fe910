import { fobSchema } from '../../contract/results/fob.js';
import { defineOperation } from '../../host/operation.js';
import { fobAnswer } from '../fob/fob-answer.js';

export const fobIndex = defineOperation({
  name: 'bench.index',
  command: 'index',
  summary: 'serial, model and label of every fob, without waking one: quick on a bench of thousands',
  examples: ['foblab index', 'foblab index --plain'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      seq: t.Integer({ description: 'number of the last event' }),
      fobs: t.Array(t.shared(fobSchema)),
    }),
  run({ bench }) {
    return { seq: bench.log.last, fobs: bench.fobs().map(fobAnswer) };
  },
  plain: ({ fobs }) => fobs.map(({ serial }) => serial).join('\n'),
  text: ({ fobs }) =>
    fobs.length === 0
      ? 'The bench is empty: foblab add onespan/digipass-go7'
      : fobs.map(({ serial, model, label }) => `${serial}  ${model}${label ? `  ${label}` : ''}`).join('\n'),
});
