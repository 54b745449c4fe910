import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { optional, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { quotedWord } from '../../serials/index.js';

export const rate = defineOperation({
  name: 'bench.rate',
  route: 'PUT /time/rate',
  command: 'rate',
  summary: 'how fast true time passes on the bench: 1 follows wall time, 0 pauses',
  examples: ['foblab rate', 'foblab rate 60', 'foblab rate 0'],
  parameters: { rate: optional(text('true seconds in one wall second, or paused', 'rate')) },
  positionals: ['rate'],
  effect: 'change',
  timing: 'immediate',
  run({ bench }, values) {
    if (values.rate !== undefined) bench.setRate(readRate(values.rate));
    return { rate: bench.time.rate, at: isoTime(bench.nowUs()) };
  },
  plain: (result) => String(result.rate),
  text: (result) => `${result.rate === 0 ? 'paused' : `×${result.rate}`} at ${result.at}`,
});

function readRate(given: string): number {
  if (given === 'paused') return 0;
  const value = Number(given.replace(/^[x×]/, ''));
  if (given.trim() === '' || !(value >= 0))
    throw new OperationError(
      'usage',
      `rate: ${quotedWord(given)} given; expected a number from 0 (paused), such as 1 or 3600`,
    );
  return value;
}
