// What goes over a fob's wire, as text or in hexadecimal.
import type { Canvas } from '../cells/canvas.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { LabState, TrafficLine } from '../state/state.js';

export function drawTraffic(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const { hexadecimal, traffic } = state.fob;
  const inside = frameBox(canvas, theme, {
    title: hexadecimal ? 'wire, hex' : 'wire, text',
    note: 'w: events  X: text or hex',
  });
  const links = state.selected === undefined ? [] : (state.sights.get(state.selected)?.links ?? []);
  const lines = traffic.filter(({ serial }) => serial === state.selected);
  if (links.length === 0) inside.put(1, 0, 'on no port: plug it in on panel 4', 'dim');
  else inside.put(1, 0, links.join('  '), 'accent');
  const room = inside.height - 1;
  lines.slice(-room).forEach((line, i) => {
    inside.putRuns(1, 1 + i, [
      [`${line.at.slice(11, 23)} `, 'dim'],
      [line.direction === 'in' ? '→ ' : '← ', line.direction === 'in' ? 'accent' : 'good'],
      [hexadecimal ? spacedHex(line.hexadecimal) : readable(line), 'text'],
    ]);
  });
}

function spacedHex(hexadecimal: string): string {
  return (hexadecimal.match(/../g) ?? []).join(' ');
}

/** Control bytes as people write them; what is no ASCII stays hexadecimal. */
function readable({ hexadecimal }: TrafficLine): string {
  return (hexadecimal.match(/../g) ?? [])
    .map((pair) => {
      const byte = Number.parseInt(pair, 16);
      if (byte === 0x0a) return '\\n';
      if (byte === 0x0d) return '\\r';
      return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${pair}`;
    })
    .join('');
}
