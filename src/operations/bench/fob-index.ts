import { findModel } from '../../../devices/index.js';
import { defineOperation } from '../../host/operation.js';

export const fobIndex = defineOperation({
  name: 'bench.index',
  command: 'index',
  summary: 'serial, model and label of every fob, without waking one: quick on a bench of thousands',
  examples: ['foblab index', 'foblab index --plain'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  run({ bench }) {
    return {
      lastEvent: bench.log.last,
      fobs: bench.fobs().map(({ serial, modelId, label }) => ({
        serial,
        printed: findModel(modelId).serial.print(serial),
        model: modelId,
        label,
      })),
    };
  },
  plain: ({ fobs }) => fobs.map(({ serial }) => serial).join('\n'),
  text: ({ fobs }) =>
    fobs.length === 0
      ? 'The bench is empty: foblab add onespan/digipass-go7'
      : fobs.map(({ serial, model, label }) => `${serial}  ${model}${label ? `  ${label}` : ''}`).join('\n'),
});
