import { isoTime } from '../../contract/iso-time.js';
import { fobSerial } from '../../contract/parameter.js';
import { instantSchema } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { findWholeFob } from '../../host/operation-context.js';

export const remove = defineOperation({
  name: 'fob.remove',
  command: 'remove',
  summary: 'take a fob off the bench, and its seed with it',
  help: 'This cannot be undone: type the whole serial, with or without its dashes.',
  examples: ['foblab remove 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) => t.Object({ serial: t.String(), seq: t.Integer(), at: instantSchema(t) }),
  run({ bench }, { fob }) {
    const { serial } = findWholeFob(bench, fob);
    bench.remove(serial);
    return { serial, seq: bench.log.last, at: isoTime(bench.nowUs()) };
  },
  text: (result) => `${result.serial} removed`,
});
