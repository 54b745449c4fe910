import { latestUs } from '../../bench/index.js';
import { durationText } from '../../contract/duration.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { duration, instant, optional } from '../../contract/parameter.js';
import { instantSchema } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';

export const advance = defineOperation({
  name: 'bench.advance',
  route: 'POST /time/advance',
  command: 'advance',
  summary: 'let time pass on the bench: whatever falls due happens, each at its own moment',
  help: 'To age one fob while the bench stays in wall time, use foblab age. A running bench catches up with wall time by itself, by 5 years at most and up to 2200. Where the wall clock jumps further, the time of the bench stops and nothing on it can be changed, until the clock is set right or foblab advance 0s confirms it.',
  examples: ['foblab advance 365d', 'foblab advance --to 2027-01-01T00:00:00Z'],
  parameters: {
    by: optional(duration('how much time passes')),
    to: optional(instant('true time to reach')),
  },
  positionals: ['by'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      fromAt: instantSchema(t, 'true time before'),
      at: instantSchema(t, 'true time now'),
      seq: t.Integer({ description: 'number of the last event' }),
      events: t.Integer({ description: 'how many happened on the way' }),
    }),
  run({ bench }, { by, to }) {
    if ((by === undefined) === (to === undefined))
      throw new OperationError(
        'usage',
        `${by === undefined ? 'neither by nor to' : 'by and to'} given; expected one of them: a duration, or the true time to reach`,
        { parameter: 'by', remedy: { operation: 'bench.advance', arguments: { by: '365d' } } },
      );
    const from = bench.nowUs();
    const target = to ?? from + by!;
    if (!Number.isSafeInteger(target) || target > latestUs)
      throw new OperationError('usage', `the bench can go up to ${isoTime(latestUs)}; give less`, {
        parameter: by === undefined ? 'to' : 'by',
      });
    if (target < from)
      throw new OperationError(
        'usage',
        `${by === undefined ? isoTime(target) : durationText(by)} given; time only moves on, and the bench is at ${isoTime(from)}; to go back, restore a snapshot`,
        {
          parameter: by === undefined ? 'to' : 'by',
          remedy: { operation: 'bench.restore', arguments: { file: '<file>' } },
        },
      );
    const before = bench.log.last;
    bench.advanceTo(target);
    const seq = bench.log.last;
    return { fromAt: isoTime(from), at: isoTime(bench.nowUs()), seq, events: seq - before };
  },
  plain: (result) => result.at,
  text: (result) => `${result.at}  (${result.events} event${result.events === 1 ? '' : 's'} on the way)`,
});
