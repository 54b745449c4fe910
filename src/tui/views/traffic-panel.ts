// What goes over a fob's wires, as text or in hexadecimal: when, which way, over which channel, and what.
import { pieceText } from '../../operations/link/traffic-text.js';
import type { Canvas } from '../cells/canvas.js';
import { fitted } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Role } from '../cells/role.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { LabState, TrafficLine } from '../state/state.js';

type Row = (readonly [text: string, role: Role])[];

export function drawTraffic(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const { hexadecimal, traffic } = state.fob;
  const inside = frameBox(canvas, theme, {
    title: hexadecimal ? 'wire, hex' : 'wire, text',
    note: 'w: events  X: text or hex',
  });
  const links = state.selected === undefined ? [] : (state.summaries.get(state.selected)?.links ?? []);
  if (links.length === 0) inside.put(1, 0, 'on no port: plug it in on panel 4', 'dim');
  else inside.put(1, 0, links.join('  '), 'accent');
  const room = Math.max(0, inside.height - 1);
  const lines = traffic.filter(({ serial }) => serial === state.selected);
  // A row a piece at least: more of them cannot show.
  const rows = lines.slice(-Math.max(1, room)).flatMap((line) => rowsOf(line, hexadecimal, inside.width - 2));
  for (const [i, row] of (room === 0 ? [] : rows.slice(-room)).entries()) inside.putRuns(1, 1 + i, row);
}

/** A long piece goes on below, for as many rows as leave room for others. */
function rowsOf(line: TrafficLine, hexadecimal: boolean, width: number): Row[] {
  const wide = width >= 60;
  const time = `${line.wallAt.slice(11, wide ? 23 : 19)} `;
  const channel = wide ? `${line.channel.padEnd(8)} ` : `${shortNames[line.channel]} `;
  const first = time.length + 2 + channel.length;
  const indent = wide ? first : 2;
  const text = pieceText(line, hexadecimal);
  const parts = wrapped(text, { first: width - first, next: width - indent, rows: wide ? 4 : 3 });
  const role = line.keptBack === undefined ? 'text' : 'warn';
  const arrow: readonly [string, Role] = line.direction === 'in' ? ['→ ', 'accent'] : ['← ', 'good'];
  return parts.map((part, i) =>
    i === 0
      ? [[time, 'dim'], arrow, [channel, 'dim'], [part, role]]
      : [[`${' '.repeat(indent)}${part}`, role]],
  );
}

const shortNames: Readonly<Record<TrafficLine['channel'], string>> = {
  console: 'con',
  keyboard: 'key',
  hid: 'hid',
  feature: 'fea',
};

/** A pair of digits is not torn apart where a blank is near; what is too long ends in an ellipsis. */
function wrapped(text: string, room: { first: number; next: number; rows: number }): string[] {
  const parts: string[] = [];
  let rest = text;
  let width = Math.max(1, room.first);
  while (rest.length > width && parts.length < room.rows - 1) {
    const blank = rest.lastIndexOf(' ', width);
    const atBlank = blank > width / 2;
    parts.push(rest.slice(0, atBlank ? blank : width));
    rest = rest.slice(atBlank ? blank + 1 : width);
    width = Math.max(1, room.next);
  }
  return [...parts, fitted(rest, width)];
}
