// An empty bench: what to do with it.
import type { Canvas } from '../cells/canvas.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';

export function drawFirstRun(canvas: Canvas<Action>, theme: Theme): void {
  const width = Math.min(canvas.width - 2, 76);
  const height = 15;
  const box = canvas.part(
    Math.floor((canvas.width - width) / 2),
    Math.max(0, Math.floor((canvas.height - height) / 2)),
    width,
    height,
  );
  const inside = frameBox(box, theme, { title: 'An empty bench', active: true });
  inside.put(2, 1, 'Try a simulated fob', 'title');
  inside.putRuns(2, 2, [
    ['S', 'key'],
    ['  add the two sample fobs: a OneSpan GO 7 and a Symantec VIP token', 'text'],
  ]);
  inside.click({ do: 'samples' }, 0, 2, inside.width, 1);
  inside.putRuns(2, 3, [
    ['a', 'key'],
    ['  add a fob of your choice', 'text'],
  ]);
  inside.click(
    { do: 'form', operation: 'fob.add', values: { model: 'onespan/digipass-go7' } },
    0,
    3,
    inside.width,
    1,
  );
  inside.put(2, 5, 'I have a fob in my hand', 'title');
  inside.putRuns(2, 6, [
    ['4', 'key'],
    ['  then ', 'text'],
    ['i', 'key'],
    [': type its serial and the code on its display', 'text'],
  ]);
  inside.click({ do: 'panel', panel: 'devices' }, 0, 6, inside.width, 1);
  inside.put(2, 8, 'With a simulated fob, then:', 'dim');
  firstSteps.forEach(([key, text], i) => {
    inside.putRuns(2, 9 + i, [
      [key, 'key'],
      [`  ${text}`, 'text'],
    ]);
  });
}

const firstSteps: readonly (readonly [string, string])[] = [
  ['space', 'presses the button of a fob: read the code off its LCD'],
  ['E    ', 'on panel 3 enrols the fob; s there submits its code'],
  ['t    ', 'lets a year pass: does the verifier still take its codes?'],
];
