// What is plugged in, virtual and real, and what was read off LCDs. Physical fobs live in wall time.
import type { Canvas } from '../cells/canvas.js';
import { fitted, padded } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import { observedInOrder } from '../state/observed-order.js';
import type { LabState } from '../state/state.js';
import { offsetText, ppmText, shortTime, wrapped } from './text-formats.js';

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
    title: drawerTitle(state),
    note: 'i reads a fob, P its passport, z takes back',
  });
  drawObserved(box, state);
}

function drawerTitle({ devices: { observed } }: LabState): string {
  if (typeof observed !== 'object' || observed.length === 0) return 'fobs in your hand';
  const urgent = observed.filter(
    ({ advice }) => advice?.urgency === 'now' || advice?.urgency === 'soon',
  ).length;
  const fobs = `${observed.length} fob${observed.length === 1 ? '' : 's'} in your hand`;
  return urgent === 0 ? `${fobs}: none needs attention` : `${fobs}: ${urgent} need attention`;
}

const columns = { urgency: 6, serial: 15, code: 9, read: 12, offset: 10, drift: 12, leaves: 12, battery: 12 };

/** The fobs with readings, the most urgent first: the last reading, the conclusion, and what to do. */
function drawObserved(canvas: Canvas<Action>, state: LabState): void {
  const { observed, findings, selected } = state.devices;
  const fobs = observedInOrder(state);
  if (observed === undefined) canvas.put(1, 0, 'looking …', 'dim');
  else if (typeof observed === 'string') putWrapped(canvas, observed);
  else if (fobs.length === 0)
    canvas.putRuns(1, 0, [
      ['nothing read yet: ', 'dim'],
      ['i', 'key'],
      [' takes a serial and the code on a display', 'dim'],
    ]);
  if (fobs.length === 0) return;
  const wide = canvas.width >= 110;
  const { urgency, serial: serials, code, read, offset, drift, leaves, battery } = columns;
  const heading = [
    padded('', urgency),
    padded('serial', serials),
    padded('code', code),
    ...(wide ? [padded('read', read), padded('offset', offset), padded('drift', drift)] : []),
    padded('leaves', leaves),
    ...(wide ? [padded('battery', battery)] : []),
    'what to do',
  ];
  canvas.put(1, 0, fitted(heading.join(''), canvas.width - 2), 'dim');
  const rows = canvas.part(0, 1, canvas.width, canvas.height - 1);
  const first = Math.max(0, Math.min(selected - Math.floor(rows.height / 2), fobs.length - rows.height));
  fobs.slice(first, first + rows.height).forEach((fob, y) => {
    const { serial, advice, lastAt } = fob;
    const urgent = advice?.urgency ?? 'none';
    const x = rows.putRuns(1, y, [
      [padded(urgent === 'none' ? 'fine' : urgent, urgency), urgencyRole[urgent]],
      [padded(serial, serials), 'text'],
      [padded(fob.lastCode ?? '', code), 'text'],
      ...(wide
        ? ([
            [padded(shortTime(lastAt).slice(0, 10), read), 'dim'],
            [padded(fob.offsetSeconds ? offsetText(fob.offsetSeconds.median) : '', offset), 'text'],
            [padded(fob.driftPpm ? ppmText(fob.driftPpm.median) : '', drift), 'text'],
          ] as const)
        : []),
      [padded(fob.leavesAt?.slice(0, 10) ?? '', leaves), 'text'],
      ...(wide ? ([[padded(fitted(fob.battery ?? '', battery - 1), battery), 'dim']] as const) : []),
    ]);
    const says = advice?.text ?? findings.get(serial) ?? '';
    rows.put(x, y, fitted(says, rows.width - x - 1), urgencyRole[urgent]);
    if (first + y === selected) rows.select(y);
    rows.click({ do: 'device', index: first + y }, 0, y, rows.width, 1);
  });
}

/** The word stands beside the colour. */
const urgencyRole = { now: 'bad', soon: 'warn', later: 'text', none: 'good' } as const;

function putWrapped(canvas: Canvas<Action>, text: string): void {
  wrapped(text, canvas.width - 2).forEach((line, y) => {
    canvas.put(1, y, line, 'warn');
  });
}
