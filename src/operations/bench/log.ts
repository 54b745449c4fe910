import type { Bench, BenchEvent } from '../../bench/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { flag, fobSerial, number, optional } from '../../contract/parameter.js';
import { type Event, eventSchema } from '../../contract/results/event.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { eventAnswer } from './event-answer.js';

export const log = defineOperation({
  name: 'bench.log',
  route: 'GET /events',
  command: 'log',
  summary: 'what happened on the bench, numbered',
  help: 'The newest 200 000 events of a bench in a folder are kept. Where older ones are asked for, the first event is of kind expired and says which is the first that is kept. With --follow it also prints what happens from now on, until interrupted; with --json one event a line (NDJSON).',
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
    follow: flag('go on with what happens from now on'),
  },
  positionals: ['fob'],
  effect: 'read',
  timing: 'streams',
  answer: (t) =>
    t.Object({ events: t.Array(t.shared(eventSchema), { description: 'none where they were streamed' }) }),
  item: (t) => t.shared(eventSchema),
  async run({ bench, item, signal }, { fob, since = 1, last, follow }) {
    bench.catchUp();
    const serial = fob === undefined ? undefined : findFob(bench, fob).serial;
    const wanted = (event: BenchEvent): boolean => serial === undefined || event.serial === serial;
    const found = bench.events(since).filter(wanted);
    const events = last === undefined ? [...expired(bench, since), ...found] : found.slice(-last);
    if (!follow) return { events: events.map(eventAnswer) };
    for (let batch = events; batch.length > 0; ) {
      const upTo = bench.log.last;
      for (const event of batch) {
        await item(eventAnswer(event));
        if (signal.aborted) return { events: [] };
      }
      // Items that wait for a slow reader.
      batch = bench.events(upTo + 1).filter(wanted);
    }
    await new Promise<void>((resolve) => {
      const end = bench.log.subscribe((event) => {
        if (wanted(event)) item(eventAnswer(event));
      });
      const done = (): void => {
        end();
        resolve();
      };
      if (signal.aborted) done();
      else signal.addEventListener('abort', done, { once: true });
    });
    return { events: [] };
  },
  runsUntilDisconnect: ({ follow }) => follow === true,
  resume: (given, item) => {
    const { last: _, ...rest } = given;
    return { ...rest, since: (item as Event).seq + 1 };
  },
  text: (result) => result.events.map(eventLine).join('\n'),
  itemText: (item) => eventLine(item as Event),
});

/** Replaces events that are no longer kept: it names the first event that is. */
function expired(bench: Bench, since: number): BenchEvent[] {
  const first = bench.firstEvent;
  if (since >= first) return [];
  const { at, wall } = bench.events(first)[0] ?? {
    at: isoTime(bench.nowUs()),
    wall: isoTime(bench.wall.nowUs()),
  };
  return [{ number: first - 1, at, wall, kind: 'expired', detail: { first } }];
}

export function eventLine(event: Event): string {
  const detail = Object.entries(event.detail).map(([name, value]) => `${name}=${value}`);
  return [
    String(event.seq).padStart(5),
    event.at,
    (event.serial ?? '-').padEnd(12),
    event.kind,
    ...detail,
  ].join('  ');
}
