import { fobSerial, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { readLabel } from '../label-text.js';

export const label = defineOperation({
  name: 'fob.label',
  command: 'label',
  summary: 'write a label on a fob, to find and group it by',
  examples: ['foblab label 3315511111 "drawer 2"'],
  parameters: {
    fob: fobSerial(),
    label: {
      ...text('the label; empty takes it off'),
      read: (given, name) => readLabel(given ?? '', name),
      required: false,
    },
  },
  positionals: ['fob', 'label'],
  effect: 'change',
  timing: 'immediate',
  run({ bench }, values) {
    const { serial } = findFob(bench, values.fob);
    bench.label(serial, values.label);
    return { serial, label: values.label };
  },
  text: (result) => `${result.serial}  ${result.label || '(no label)'}`,
});
