import { initBench, latestUs } from '../../bench/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { flag, folder, instant, optional, readAnyText, text } from '../../contract/parameter.js';
import { instantSchema } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';

export const init = defineOperation({
  name: 'bench.init',
  command: 'init',
  summary: 'start a bench: a folder with fobs, a time and a log',
  help: 'A new bench follows wall time. With --paused its time stands still until it is advanced. With --seed every draw is the same again, the secrets of the fobs too: anybody who knows that seed can make their codes, so use --seed for tests only.',
  examples: ['foblab init', 'foblab init --bench ./bench --at 2026-01-01T00:00:00Z --paused --seed 42'],
  parameters: {
    bench: folder('folder of the bench (by default the one that every command uses)'),
    at: optional(instant('true time at the start; now where left out')),
    paused: flag('time stands still until it is advanced'),
    // Any text is a seed of random numbers, also one that looks like a token's.
    seed: optional({
      ...text('makes every draw the same again, secrets too: for tests', 'seed'),
      read: readAnyText,
    }),
  },
  positionals: [],
  effect: 'change',
  timing: 'waits',
  needsBench: false,
  access: 'administer',
  answer: (t) =>
    t.Object({
      bench: t.String({ description: 'its folder' }),
      at: instantSchema(t),
      rate: t.Number({ description: 'true seconds in one wall second; 0 is paused' }),
    }),
  errors: ['refused', 'not-found', 'permission', 'busy', 'no-room'],
  run(_context, { bench, at, paused, seed }) {
    if (at !== undefined && !(at >= 0 && at <= latestUs))
      throw new OperationError(
        'usage',
        `at: ${isoTime(at)} given; expected a time from ${isoTime(0)} to ${isoTime(latestUs)}`,
        { parameter: 'at' },
      );
    const record = initBench(bench, {
      rate: paused ? 0 : 1,
      ...(at === undefined ? {} : { atUs: at }),
      ...(seed === undefined ? {} : { seed }),
    });
    return { bench, at: isoTime(record.time.virtualAnchorUs), rate: record.time.rate };
  },
  plain: (result) => result.bench,
  text: (result) =>
    `A new bench in ${result.bench}, ${result.rate === 0 ? 'paused' : 'on wall time'} at ${result.at}.\nNext: foblab add onespan/digipass-go7`,
});
