import { isoTime } from '../../contract/iso-time.js';
import { instantSchema, orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';

export const status = defineOperation({
  name: 'bench.status',
  route: 'GET /bench',
  command: 'status',
  summary: 'the bench itself: its time, how many fobs, what comes next',
  examples: ['foblab status'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      bench: orNull(t, t.String({ description: 'its folder; null in memory' })),
      at: instantSchema(t),
      rate: t.Number({ description: 'true seconds in one wall second; 0 is paused' }),
      seq: t.Integer({ description: 'number of the last event' }),
      fobs: t.Integer({ description: 'how many' }),
      nextEventAt: orNull(t, instantSchema(t, 'what happens next by itself')),
      stopped: orNull(
        t,
        t.String({ description: 'why its time stands still; null where it runs or is paused' }),
      ),
    }),
  run({ bench, directory }) {
    const next = bench.nextWakeUs();
    return {
      bench: directory ?? null,
      at: isoTime(bench.nowUs()),
      rate: bench.time.rate,
      fobs: bench.fobCount,
      seq: bench.log.last,
      nextEventAt: next === undefined ? null : isoTime(next),
      stopped: bench.whyStopped()?.message ?? null,
    };
  },
  plain: (result) => result.at,
  text: (result) =>
    [
      `${result.bench ?? 'a bench in memory'}: ${result.fobs} fob${result.fobs === 1 ? '' : 's'}`,
      `${result.at}, ${result.rate === 0 ? 'paused' : `×${result.rate}`}; event ${result.seq}${result.nextEventAt ? `, next by itself at ${result.nextEventAt}` : ''}`,
      ...(result.stopped === null ? [] : [`its time stands still: ${result.stopped} (foblab advance 0s)`]),
    ].join('\n'),
});
