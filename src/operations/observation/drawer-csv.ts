// The drawer as CSV (RFC 4180) that a spreadsheet opens without harm: no cell is run as a formula, and no serial or code
// loses its zeros.
import type { ObservedFob } from '../../contract/results/drawer.js';

const columns: readonly (readonly [string, (fob: ObservedFob) => string | number | null])[] = [
  ['serial', ({ serial }) => serial],
  ['label', ({ label }) => label],
  ['model', ({ model }) => model],
  ['urgency', ({ advice }) => advice.urgency],
  ['what_to_do', ({ advice }) => advice.what],
  ['date', ({ advice }) => advice.date],
  ['advice', ({ advice }) => advice.text],
  ['last_code', ({ lastCode }) => lastCode],
  ['last_read_at', ({ lastReadAt }) => lastReadAt],
  ['readings', ({ readings }) => readings],
  ['offset_s', ({ offsetSeconds }) => rounded(offsetSeconds?.median)],
  ['offset_low_s', ({ offsetSeconds }) => rounded(offsetSeconds?.low)],
  ['offset_high_s', ({ offsetSeconds }) => rounded(offsetSeconds?.high)],
  ['drift_ppm', ({ driftPpm }) => rounded(driftPpm?.median)],
  ['drift_low_ppm', ({ driftPpm }) => rounded(driftPpm?.low)],
  ['drift_high_ppm', ({ driftPpm }) => rounded(driftPpm?.high)],
  ['policy', ({ policy }) => policy],
  ['leaves_window_at', ({ leavesAt }) => leavesAt],
  ['battery', ({ battery }) => battery],
  ['accepted', ({ accepted }) => accepted],
  ['refused', ({ refused }) => refused],
];

export function drawerCsv(fobs: readonly ObservedFob[]): string {
  const rows = [
    columns.map(([name]) => name),
    ...fobs.map((fob) => columns.map(([, value]) => cell(value(fob)))),
  ];
  return rows.map((row) => `${row.join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would run, or read as another number, begins with an apostrophe. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmful = /^[=+\-@\t\r]/.test(value) || /^0\d+$|^\d{16,}$|^\d+E\d+$/i.test(value);
  const text = harmful ? `'${value}` : value;
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 100) / 100;
}
