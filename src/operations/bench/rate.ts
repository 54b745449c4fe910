import { maximumRate } from '../../bench/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { numberOrWord, optional, type Parameter } from '../../contract/parameter.js';
import { instantSchema } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';

const rates = { minimum: 0, maximum: maximumRate, unit: 'rate' };

export const rate = defineOperation({
  name: 'bench.rate',
  route: 'PUT /time/rate',
  command: 'rate',
  summary: 'how fast true time passes on the bench: 1 follows wall time, 0 pauses',
  examples: ['foblab rate', 'foblab rate 60', 'foblab rate 0'],
  parameters: {
    rate: optional(readTimes(numberOrWord('true seconds in one wall second', rates, ['paused']))),
  },
  positionals: ['rate'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      rate: t.Number({ description: 'true seconds in one wall second; 0 is paused' }),
      at: instantSchema(t),
      seq: t.Integer({ description: 'number of the last event' }),
    }),
  run({ bench }, values) {
    if (values.rate !== undefined) bench.setRate(values.rate === 'paused' ? 0 : values.rate);
    return { rate: bench.time.rate, at: isoTime(bench.nowUs()), seq: bench.log.last };
  },
  plain: (result) => String(result.rate),
  text: (result) => `${result.rate === 0 ? 'paused' : `×${result.rate}`} at ${result.at}`,
});

/** A number as the terminal UI shows it is taken, too: ×60. */
function readTimes<P extends Parameter<number | 'paused', false, number | string>>(parameter: P): P {
  return {
    ...parameter,
    read: (given, name) =>
      parameter.read(typeof given === 'string' ? given.replace(/^[x×](?=\d)/, '') : given, name),
  };
}
