import type { BenchEvent } from '../../bench/index.js';
import { flag, fobSerial, number, optional } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

export const log = defineOperation({
  name: 'bench.log',
  route: 'GET /events',
  command: 'log',
  summary: 'what happened on the bench, numbered; --follow goes on',
  help: 'With --follow --json: NDJSON, one event a line.',
  examples: ['foblab log', 'foblab log --follow --json', 'foblab log --since 120'],
  parameters: {
    fob: optional(fobSerial('only this fob')),
    since: optional(
      number('from this event on', {
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        unit: 'number',
        whole: true,
      }),
    ),
    last: optional(
      number('only the newest', { minimum: 1, maximum: 1_000_000, unit: 'events', whole: true }),
    ),
    follow: flag('stay, and print what happens'),
  },
  positionals: ['fob'],
  effect: 'read',
  timing: 'streams',
  async run({ bench, item, signal }, { fob, since = 1, last, follow }) {
    bench.catchUp();
    const serial = fob === undefined ? undefined : findFob(bench, fob).serial;
    const wanted = (event: BenchEvent): boolean => serial === undefined || event.serial === serial;
    const all = bench.events(since).filter(wanted);
    const events = last === undefined ? all : all.slice(-last);
    if (!follow) return { events };
    for (const event of events) item(event);
    await new Promise<void>((resolve) => {
      const end = bench.log.subscribe((event) => {
        if (wanted(event)) item(event);
      });
      const done = (): void => {
        end();
        resolve();
      };
      if (signal.aborted) done();
      else signal.addEventListener('abort', done, { once: true });
    });
    return { events: [] as BenchEvent[] };
  },
  lasts: ({ follow }) => follow === true,
  resume: (given, item) => {
    const { last: _, ...rest } = given;
    return { ...rest, since: (item as BenchEvent).number + 1 };
  },
  text: (result) => result.events.map(eventLine).join('\n'),
  itemText: (item) => eventLine(item as BenchEvent),
});

export function eventLine(event: BenchEvent): string {
  const detail = Object.entries(event.detail).map(([name, value]) => `${name}=${value}`);
  return [
    String(event.number).padStart(5),
    event.at,
    (event.serial ?? '-').padEnd(12),
    event.kind,
    ...detail,
  ].join('  ');
}
