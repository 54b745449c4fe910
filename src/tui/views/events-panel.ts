// What happened: to one fob, or on the whole bench.
import type { Event } from '../../contract/results/event.js';
import type { Canvas } from '../cells/canvas.js';
import { fitted, padded } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Role } from '../cells/role.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { LabState } from '../state/state.js';
import { eventSentence } from './event-sentence.js';
import { shortTime } from './text-formats.js';

/** The newest at the bottom, as a log has them. */
export function drawEvents(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const inside = frameBox(canvas, theme, { title: 'events', note: 'w: wire' });
  const events = state.log.events.filter(({ serial }) => serial === state.selected);
  drawEventLines(inside, events.slice(-inside.height), false);
  if (events.length === 0) inside.put(1, 0, 'nothing yet', 'dim');
}

export function drawLog(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const { log, selected } = state;
  const inside = frameBox(canvas, theme, {
    title: log.onlySelected ? `log of ${selected}` : 'log of the bench',
    note: `${log.events.length} events in memory`,
    active: true,
  });
  const events = logEvents(state);
  const end = Math.max(inside.height, events.length - log.scroll);
  drawEventLines(inside, events.slice(Math.max(0, end - inside.height), end), true);
  if (events.length === 0) inside.put(1, 0, 'nothing yet', 'dim');
}

export function logEvents({ log, selected }: LabState): readonly Event[] {
  return log.onlySelected ? log.events.filter(({ serial }) => serial === selected) : log.events;
}

function drawEventLines(canvas: Canvas<Action>, events: readonly Event[], withSerial: boolean): void {
  const narrow = canvas.width < 60;
  // The year is spared where all are of one.
  const from = canvas.width < 90 && new Set(events.map(({ at }) => at.slice(0, 4))).size === 1 ? 5 : 0;
  events.forEach((event, y) => {
    const x = canvas.putRuns(1, y, [
      [narrow ? '' : `${String(event.seq).padStart(5)} `, 'dim'],
      [`${shortTime(event.at).slice(from)} `, 'dim'],
      [withSerial ? `${padded(event.serial ?? '', 15)} ` : '', 'text'],
    ]);
    canvas.put(x, y, fitted(eventSentence(event), canvas.width - x - 1), kindRole(event.kind));
  });
}

const badKinds: ReadonlySet<string> = new Set(['battery-dead', 'battery-end', 'memory-lost', 'power-cut']);
const warningKinds: ReadonlySet<string> = new Set([
  'battery-low',
  'brown-out',
  'cell-in',
  'cell-out',
  'life-ended',
  'notice',
]);

function kindRole(kind: string): Role {
  if (badKinds.has(kind)) return 'bad';
  if (kind.startsWith('fault') || warningKinds.has(kind)) return 'warn';
  if (kind === 'display-on' || kind === 'menu') return 'good';
  return 'text';
}
