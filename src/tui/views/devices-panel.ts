// What is plugged in, virtual and real, and what was read off LCDs. Physical fobs live in wall time.
import type { Canvas } from '../cells/canvas.js';
import { fitted, padded } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import { observedInOrder } from '../state/observed-order.js';
import type { LabState } from '../state/state.js';
import { shortTime, wrapped } from './text-formats.js';

export function drawDevices(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const { real, links } = state.devices;
  // What is plugged in is a few lines; fifty fobs that were read take the rest.
  const third = Math.max(3, Math.floor(canvas.height / 3));
  const needed = (list: readonly unknown[] | string | undefined): number =>
    Math.min(
      third,
      typeof list === 'object' ? Math.max(1, list.length) + 2 : typeof list === 'string' ? 5 : 3,
    );
  const realHeight = needed(real);
  const linksHeight = needed(links);
  const realBox = frameBox(canvas.part(0, 0, canvas.width, realHeight), theme, {
    title: 'real devices',
    note: state.wallTime === '' ? '' : `wall time ${shortTime(state.wallTime)} UTC`,
    active: true,
  });
  if (real === undefined) realBox.put(1, 0, 'looking …', 'dim');
  else if (typeof real === 'string') putWrapped(realBox, real);
  else if (real.length === 0) realBox.put(1, 0, 'no fob or key is plugged in', 'dim');
  else
    real.slice(0, realBox.height).forEach((device, y) => {
      realBox.put(
        1,
        y,
        [padded(device.name, 24), padded(device.path, 16), device.serialNumber ?? '', device.use].join(' '),
      );
    });
  const linkBox = frameBox(canvas.part(0, realHeight, canvas.width, linksHeight), theme, {
    title: 'virtual: fobs on ports',
    note: '+ opens a port for the selected fob',
  });
  if (links === undefined) linkBox.put(1, 0, 'looking …', 'dim');
  else if (typeof links === 'string') putWrapped(linkBox, links);
  else if (links.length === 0) linkBox.put(1, 0, 'no fob stands on a port', 'dim');
  else
    links.slice(0, linkBox.height).forEach((link, y) => {
      linkBox.putRuns(1, y, [
        [padded(link.serial, 15), 'text'],
        [` ${padded(link.kind, 8)}`, 'dim'],
        [` ${link.path}`, 'accent'],
      ]);
    });
  const above = realHeight + linksHeight;
  const box = frameBox(canvas.part(0, above, canvas.width, canvas.height - above), theme, {
    title: 'read off LCDs, judged at wall time',
    note: 'i types codes in, P shows a passport',
  });
  drawObserved(box, state);
}

/** The fobs that something was kept of, the last read first. */
function drawObserved(canvas: Canvas<Action>, state: LabState): void {
  const { observed, findings, selected } = state.devices;
  const fobs = observedInOrder(state);
  if (observed === undefined) canvas.put(1, 0, 'looking …', 'dim');
  else if (typeof observed === 'string') putWrapped(canvas, observed);
  else if (fobs.length === 0) canvas.put(1, 0, 'nothing read yet', 'dim');
  const first = Math.max(0, Math.min(selected - Math.floor(canvas.height / 2), fobs.length - canvas.height));
  fobs.slice(first, first + canvas.height).forEach(({ serial, readings, lastAt, accepted, refused }, y) => {
    const verdicts = accepted + refused === 0 ? '' : `${accepted} accepted, ${refused} refused`;
    const x = canvas.putRuns(1, y, [
      [padded(serial, 15), 'text'],
      [padded(`${readings} reading${readings === 1 ? '' : 's'}`, 13), 'dim'],
      [`${shortTime(lastAt).slice(0, 16)}  `, 'dim'],
    ]);
    canvas.put(x, y, fitted(findings.get(serial) ?? verdicts, canvas.width - x - 1), 'accent');
    if (first + y === selected) canvas.select(y);
    canvas.click({ do: 'device', index: first + y }, 0, y, canvas.width, 1);
  });
}

function putWrapped(canvas: Canvas<Action>, text: string): void {
  wrapped(text, canvas.width - 2).forEach((line, y) => {
    canvas.put(1, y, line, 'warn');
  });
}
