import { screenAnswer } from '../../bench/screen-reading.js';
import { fobSerial, text } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { readLabel } from '../label-text.js';

export const label = defineOperation({
  name: 'fob.label',
  command: 'label',
  summary: 'write a label on a fob, to find it by and to group fobs',
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
  answer: (t) => t.Object({ ...screenFields(t), label: t.String() }),
  run({ bench }, values) {
    const { serial } = findFob(bench, values.fob);
    bench.label(serial, values.label);
    return { ...screenAnswer(bench, serial), label: values.label };
  },
  text: (result) => `${result.serial}  ${result.label || '(no label)'}`,
});
