// The cell: what is left, its voltage now and along its life, and the days until it ends.
import type { Canvas } from '../cells/canvas.js';
import { frameBox } from '../cells/frame-box.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { LabState } from '../state/state.js';
import { sparkline } from './course-chart.js';
import { batteryRole, shareBar } from './look.js';

export function drawCell(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const serial = state.selected!;
  const { battery } = state.sights.get(serial)!;
  const course = state.fob.course?.serial === serial ? state.fob.course : undefined;
  const inside = frameBox(canvas, theme, { title: 'battery' });
  const role = batteryRole(battery.state);
  const dead = battery.state === 'dead';
  inside.putRuns(1, 0, [
    [dead ? 'dead' : `${battery.percent.toFixed(1)} %`, role],
    [`  ${battery.millivolts} mV`, 'text'],
    [battery.state === 'low' ? '  low' : '', 'warn'],
  ]);
  inside.put(1, 1, shareBar(dead ? 0 : battery.percent / 100, Math.min(34, inside.width - 2)), role);
  if (dead) {
    inside.put(1, 2, 'memory lost: add a new fob', 'bad');
    return;
  }
  if (course === undefined) return;
  const days = course.batteryDaysLeft;
  const left =
    days === null ? 'more than 20 years left' : `${days} days left, to ${course.batteryEnds!.slice(0, 10)}`;
  inside.put(1, 2, left, days !== null && days < 90 ? 'warn' : 'dim');
  if (inside.height < 5) return;
  const volts = course.future.map(({ millivolts }) => millivolts);
  const low = Math.min(...volts, 2000);
  const high = Math.max(...volts, 3000);
  inside.put(
    1,
    4,
    `${(high / 1000).toFixed(1)} V to ${(low / 1000).toFixed(1)} V over the next two years`,
    'dim',
  );
  inside.put(1, 5, sparkline(volts, low, high, theme.ascii), role);
}
