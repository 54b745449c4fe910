import { isoTime } from '../../contract/iso-time.js';
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
  run({ bench, directory }) {
    const next = bench.nextWakeUs();
    return {
      bench: directory ?? null,
      at: isoTime(bench.nowUs()),
      rate: bench.time.rate,
      fobs: bench.fobCount,
      lastEvent: bench.log.last,
      nextEvent: next === undefined ? null : isoTime(next),
      /** Why its time stands that should run; null where it runs or is paused. */
      standing: bench.standing() ?? null,
    };
  },
  plain: (result) => result.at,
  text: (result) =>
    [
      `${result.bench ?? 'a bench in memory'}: ${result.fobs} fob${result.fobs === 1 ? '' : 's'}`,
      `${result.at}, ${result.rate === 0 ? 'paused' : `×${result.rate}`}; event ${result.lastEvent}${result.nextEvent ? `, next by itself at ${result.nextEvent}` : ''}`,
      ...(result.standing === null ? [] : [`its time stands: ${result.standing}`]),
    ].join('\n'),
});
