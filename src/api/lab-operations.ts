// The operations on labs. They are described as every other operation is, and live in the server alone.
import { latestUs, maximumRate } from '../bench/index.js';
import { isoTime } from '../contract/iso-time.js';
import { OperationError } from '../contract/operation-error.js';
import { duration, instant, number, optional, readAnyText, text } from '../contract/parameter.js';
import { instantSchema, shared } from '../contract/schema.js';
import { defineOperation, type Operation } from '../host/operation.js';
import type { Lab, Labs } from './labs.js';

const labSchema = shared('Lab', (t) =>
  t.Object({
    lab: t.String({ description: 'names it in a path' }),
    url: t.String({ description: 'what a client takes for its server: every route exists below it' }),
    seed: t.String(),
    startedAt: instantSchema(t),
    at: instantSchema(t),
    rate: t.Number({ description: 'true seconds in one wall second; 0 is paused' }),
    fobs: t.Integer(),
    endsAt: { ...instantSchema(t), description: 'wall time at which it ends, unless somebody asks before' },
  }),
);

const startUs = Date.UTC(2026, 0, 1) * 1000;
const minuteUs = 60e6;

/** `url`: the server's own address. */
export function labOperations(labs: Labs, url: () => string): readonly Operation[] {
  const shown = (lab: Lab) => {
    const { bench } = lab.benchHost;
    return {
      lab: lab.id,
      url: `${url()}/v1/labs/${lab.id}`,
      seed: lab.settings.seed,
      startedAt: isoTime(lab.settings.atUs),
      at: isoTime(bench.nowUs()),
      rate: bench.time.rate,
      fobs: bench.fobs().length,
      endsAt: new Date(lab.endsAtMs).toISOString(),
    };
  };
  const common = { effect: 'change', timing: 'waits', needsBench: false } as const;
  const named = { lab: text('the lab', 'lab') };
  const start = defineOperation({
    ...common,
    name: 'lab.start',
    command: 'lab start',
    summary: 'start a bench of its own for one test: in memory, seeded, with its own verifier',
    help: 'Every route exists below its url. It ends when nobody has asked for as long as idle says.',
    parameters: {
      seed: optional({
        ...text('makes every draw the same again, secrets too; 1 where left out', 'seed'),
        read: readAnyText,
      }),
      at: optional(instant('true time at the start; 2026-01-01T00:00:00Z where left out')),
      rate: optional(
        number('true seconds in one wall second; 0, paused, where left out', {
          minimum: 0,
          maximum: maximumRate,
          unit: 'rate',
        }),
      ),
      idle: optional(duration('how long it lives without a request, 1 s to 1 day; 15m where left out')),
    },
    positionals: [],
    answer: (t) => t.shared(labSchema),
    errors: ['refused'],
    run(_context, { seed = '1', at = startUs, rate = 0, idle = 15 * minuteUs }) {
      if (!(at >= 0 && at <= latestUs))
        throw new OperationError(
          'usage',
          `at: ${isoTime(at)} given; a bench lives from ${isoTime(0)} to ${isoTime(latestUs)}`,
          { parameter: 'at' },
        );
      if (!(idle >= 1e6 && idle <= 1440 * minuteUs))
        throw new OperationError('usage', 'idle: expected 1 s to 1 day', {
          parameter: 'idle',
          expected: '1s to 1d',
        });
      return shown(labs.start({ atUs: at, rate, seed, idleMs: idle / 1000 }));
    },
    text: ({ url: where }) => where,
  });
  const list = defineOperation({
    ...common,
    effect: 'read',
    name: 'lab.list',
    command: 'lab list',
    summary: 'the labs that are open',
    parameters: {},
    positionals: [],
    answer: (t) => t.Object({ labs: t.Array(t.shared(labSchema)) }),
    run: () => ({ labs: labs.list().map(shown) }),
    text: (answer) => answer.labs.map(({ url: where }) => where).join('\n'),
  });
  const show = defineOperation({
    ...common,
    effect: 'read',
    name: 'lab.show',
    command: 'lab show',
    summary: 'one lab: its time, its fobs, and when it ends',
    parameters: named,
    positionals: ['lab'],
    answer: (t) => t.shared(labSchema),
    errors: ['not-found'],
    run: (_context, { lab }) => shown(labs.find(lab)),
    text: ({ url: where }) => where,
  });
  const end = defineOperation({
    ...common,
    name: 'lab.end',
    command: 'lab end',
    summary: 'end a lab, with everything in it',
    parameters: named,
    positionals: ['lab'],
    answer: (t) => t.Object({ ended: t.String() }),
    errors: ['not-found'],
    async run(_context, { lab }) {
      await labs.end(lab);
      return { ended: lab };
    },
    text: ({ ended }) => ended,
  });
  return [start, list, show, end] as unknown as readonly Operation[];
}
