import { type Bench, type BenchEvent, type BenchEventKind, benchEventKinds } from '../../bench/index.js';
import { digitsOnScreen } from '../../bench/screen-reading.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import {
  choice,
  duration,
  flag,
  fobSerial,
  instant,
  number,
  optional,
  readAnyText,
  text,
} from '../../contract/parameter.js';
import { eventSchema } from '../../contract/results/event.js';
import { screenSchema } from '../../contract/results/screen.js';
import { instantSchema, orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { eventAnswer } from './event-answer.js';

const defaultWallUs = 60e6;

/** What a client waits for; the first that comes ends the wait. */
interface Awaited {
  serial: string | undefined;
  event: BenchEventKind | undefined;
  screen: string | undefined;
  untilUs: number | undefined;
}

interface Limits {
  limitUs: number | undefined;
  wallMs: number;
  evenPaused: boolean;
}

export const wait = defineOperation({
  name: 'bench.wait',
  command: 'wait',
  route: 'POST /wait',
  summary: 'wait for an event, for what a fob shows, or for a moment of the bench',
  help: 'Time is the bench’s own: within bounds it in true time, wallLimit in wall time. What has happened already since an event that you name (since) ends the wait at once. A paused bench is not waited for, since nothing happens on it by itself: advance it, or say with evenPaused that somebody else works on it meanwhile.',
  examples: [
    'foblab wait 3315511111 --screen 755224',
    'foblab wait 3315511111 --event display-off --within 1m',
    'foblab wait --until 2026-01-01T00:00:30Z',
  ],
  parameters: {
    fob: optional(fobSerial('the fob that it is about')),
    event: optional({ ...choice('kind of the event', benchEventKinds), placeholder: 'kind' }),
    screen: optional({
      ...text(
        'what the fob shows: its text, or the digits of it; * for any code, an empty text for a blank LCD',
        'text',
      ),
      // '' is a blank LCD.
      read: (value: unknown, name: string) => (value === '' ? value : readAnyText(value, name)),
    }),
    until: optional(instant('a moment of the bench')),
    for: optional(duration('how much true time passes')),
    since: optional(
      number('events from this one on count', {
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        unit: 'number',
        whole: true,
      }),
    ),
    within: optional(duration('the most true time that it waits')),
    wallLimit: optional(duration('the most wall time that it waits, up to 1 h; 60 s where left out')),
    evenPaused: flag('wait on a paused bench, too: somebody else works on it'),
  },
  positionals: ['fob'],
  effect: 'read',
  timing: 'waits',
  access: 'operate',
  answer: (t) =>
    t.Object({
      seq: t.Integer({ description: 'number of the last event that has happened' }),
      at: instantSchema(t),
      // The event that ended the wait; null where none did.
      event: orNull(t, t.shared(eventSchema)),
      serial: orNull(t, t.String()),
      // Of the fob, where one is named.
      screen: orNull(t, t.shared(screenSchema)),
    }),
  errors: ['refused', 'not-found', 'timeout'],
  async run(context, values) {
    const { bench, signal } = context;
    const startUs = bench.nowUs();
    const awaited = awaitedIn(bench, values, startUs);
    const { within, wallLimit = defaultWallUs, since } = values;
    if (!(wallLimit > 0 && wallLimit <= 3600e6))
      throw new OperationError('usage', 'wallLimit: expected more than 0 and at most 1h', {
        parameter: 'wallLimit',
        expected: 'more than 0 and at most 1h',
      });
    bench.catchUp();
    const past =
      since === undefined ? undefined : bench.events(since).find((event) => isAwaited(event, awaited));
    if (past !== undefined || isThere(bench, awaited)) return answer(bench, awaited, past);
    const limits: Limits = {
      limitUs: within === undefined ? undefined : startUs + within,
      wallMs: wallLimit / 1000,
      evenPaused: values.evenPaused,
    };
    return answer(bench, awaited, await untilThere(bench, awaited, limits, signal));
  },
  plain: (result) =>
    result.screen === null ? result.at : digitsOnScreen({ ...result, serial: '', screen: result.screen }),
  text: (result) =>
    result.screen === null ? result.at : `${result.serial}  ${result.screen.text || '(blank)'}  ${result.at}`,
});

interface WaitValues {
  fob: string | undefined;
  event: BenchEventKind | undefined;
  screen: string | undefined;
  until: number | undefined;
  for: number | undefined;
}

/** @throws OperationError `usage` where nothing, or several things, are waited for. */
function awaitedIn(
  bench: Bench,
  { fob, event, screen, until, for: forUs }: WaitValues,
  nowUs: number,
): Awaited {
  const wanted = [event, screen, until, forUs].filter((one) => one !== undefined).length;
  if (wanted !== 1)
    throw new OperationError('usage', 'wait: give one of event, screen, until and for', {
      expected: 'one of event, screen, until and for',
    });
  if (screen !== undefined && fob === undefined)
    throw new OperationError('usage', 'screen: name the fob that shows it', { parameter: 'fob' });
  const serial = fob === undefined ? undefined : findFob(bench, fob).serial;
  return { serial, event, screen, untilUs: until ?? (forUs === undefined ? undefined : nowUs + forUs) };
}

function isAwaited({ kind, serial }: BenchEvent, awaited: Awaited): boolean {
  return kind === awaited.event && (awaited.serial === undefined || serial === awaited.serial);
}

function isThere(bench: Bench, { serial, screen, untilUs }: Awaited): boolean {
  if (untilUs !== undefined) return bench.nowUs() >= untilUs;
  if (screen === undefined || !bench.has(serial!)) return false;
  const { state, text: shown } = bench.view(serial!);
  if (screen === '*') return state === 'showing' && /\d/.test(shown);
  return shown === screen || shown.replace(/[^0-9]/g, '') === screen;
}

/** @returns the event that ended the wait, if one did. @throws OperationError `timeout`, or `refused` on a paused bench. */
async function untilThere(
  bench: Bench,
  awaited: Awaited,
  { limitUs, wallMs, evenPaused }: Limits,
  signal: AbortSignal,
): Promise<BenchEvent | undefined> {
  const stands = (): boolean => bench.paused && !evenPaused;
  if (stands()) throw paused(bench);
  const ended = new AbortController();
  const stop = (): void => ended.abort();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const cancelTimer = bench.wall.after(wallMs, stop);
  let found: BenchEvent | undefined;
  let there = false;
  const unsubscribe = bench.log.subscribe((event) => {
    if (isAwaited(event, awaited)) found ??= event;
    there ||= found !== undefined || isThere(bench, awaited);
    if (there || stands()) stop();
  });
  try {
    await timeOrEnd(bench, earlier(awaited.untilUs, limitUs), ended.signal);
  } finally {
    cancelTimer();
    unsubscribe();
    signal.removeEventListener('abort', stop);
  }
  if (there || isThere(bench, awaited)) return found;
  if (stands()) throw paused(bench);
  const limit = limitUs !== undefined && bench.nowUs() >= limitUs ? 'true time' : 'wall time';
  throw new OperationError('timeout', `${inWords(awaited)} did not come within the ${limit} that was given`);
}

/** How often a paused bench is looked at, wall ms: an advance that reaches nothing is no event. */
const pausedLookMs = 50;

/** Until true time has reached `timeUs`, or `signal` ends. A paused bench is never advanced. */
async function timeOrEnd(bench: Bench, timeUs: number | undefined, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  if (timeUs === undefined) return aborted;
  while (!signal.aborted && bench.nowUs() < timeUs)
    if (bench.paused)
      await Promise.race([
        aborted,
        new Promise<void>((resolve) => void bench.wall.after(pausedLookMs, resolve)),
      ]);
    else await bench.passes(timeUs, signal);
  bench.catchUp();
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

function answer(bench: Bench, awaited: Awaited, event: BenchEvent | undefined) {
  const serial = awaited.serial ?? null;
  const view = serial !== null && bench.has(serial) ? bench.view(serial) : undefined;
  return {
    seq: bench.log.last,
    at: isoTime(bench.nowUs()),
    event: event === undefined ? null : eventAnswer(event),
    serial,
    screen: view === undefined ? null : { state: view.state, text: view.text, lowBattery: view.lowBattery },
  };
}

function paused(bench: Bench): OperationError {
  return new OperationError(
    'refused',
    `the bench is paused at ${isoTime(bench.nowUs())}, and nothing happens on it by itself: advance it, let it run, or give evenPaused where somebody else works on it`,
    { remedy: { operation: 'bench.advance', arguments: { by: '30s' } } },
  );
}

function inWords({ serial, event, screen, untilUs }: Awaited): string {
  if (untilUs !== undefined) return isoTime(untilUs);
  const of = serial === undefined ? '' : ` of ${serial}`;
  return event === undefined
    ? `the screen ${JSON.stringify(screen)}${of}`
    : `the event ${JSON.stringify(event)}${of}`;
}
