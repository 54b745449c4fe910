import { latestUs } from '../../bench/index.js';
import { durationText } from '../../contract/duration.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { duration, instant, optional } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';

export const advance = defineOperation({
  name: 'bench.advance',
  route: 'POST /time/advance',
  command: 'advance',
  summary: 'let time pass on the bench: everything that falls due happens, at its own moment',
  help: 'A fob alone is aged instead (foblab age), where the rest of the world stays in wall time. A running bench catches up with wall time by itself, by 5 years at most and up to 2200: where the wall clock jumps further, its time stands and it can only be looked at, until the clock is right or foblab advance 0s says that it is.',
  examples: ['foblab advance 365d', 'foblab advance --to 2027-01-01T00:00:00Z'],
  parameters: {
    by: optional(duration('how much time passes')),
    to: optional(instant('true time to reach')),
  },
  positionals: ['by'],
  effect: 'change',
  timing: 'immediate',
  run({ bench }, { by, to }) {
    if ((by === undefined) === (to === undefined))
      throw new OperationError(
        'usage',
        'give either a duration (foblab advance 365d) or --to <ISO time>, one of them',
      );
    const from = bench.nowUs();
    const target = to ?? from + by!;
    if (!Number.isSafeInteger(target) || target > latestUs)
      throw new OperationError('usage', `the bench can go up to ${isoTime(latestUs)}; give less`);
    if (target < from)
      throw new OperationError(
        'usage',
        `${by === undefined ? isoTime(target) : durationText(by)} given; time only moves on, and the bench is at ${isoTime(from)} (restore a snapshot to go back)`,
      );
    const before = bench.log.last;
    bench.advanceTo(target);
    return { from: isoTime(from), at: isoTime(bench.nowUs()), events: bench.log.last - before };
  },
  plain: (result) => result.at,
  text: (result) => `${result.at}  (${result.events} event${result.events === 1 ? '' : 's'} on the way)`,
});
