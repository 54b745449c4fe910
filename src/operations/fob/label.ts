import { findFob } from '../context.js';
import { defineOperation } from '../operation.js';
import { OperationError } from '../operation-error.js';
import { fobSerial, text } from '../parameter.js';

export const label = defineOperation({
  name: 'fob.label',
  command: 'label',
  summary: 'write a label on a fob, to find and group it by',
  examples: ['foblab label 3315511111 "drawer 2"'],
  parameters: {
    fob: fobSerial(),
    label: { ...text('the label; empty takes it off'), read: readLabel, required: false },
  },
  positionals: ['fob', 'label'],
  mode: 'change',
  run({ bench }, values) {
    const { serial } = findFob(bench, values.fob);
    bench.label(serial, values.label);
    return { serial, label: values.label };
  },
  text: (result) => `${result.serial}  ${result.label || '(no label)'}`,
});

function readLabel(value: unknown): string {
  const given = value ?? '';
  if (typeof given !== 'string' || given.length > 80 || /[\u0000-\u001f\u007f]/.test(given))
    throw new OperationError('usage', 'label: up to 80 characters without control characters');
  return given;
}
