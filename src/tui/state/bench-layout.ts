// Where the fobs of the bench stand on the screen: geometry that the panel draws by and the keys move by.
import type { Size } from '../cells/canvas.js';
import type { BenchIndexEntry } from './bench-answers.js';
import { type FobGroup, fobGroups } from './fob-order.js';
import type { LabState } from './state.js';

export const cardWidth = 38;
export const cardHeight = 7;
/** Time and panels above; message, command and keys below. */
export const rowsAbove = 2;
export const rowsBelow = 3;
export const smallest: Size = { width: 60, height: 15 };

export type BenchRow =
  | { kind: 'label'; label: string; count: number; height: 1 }
  | { kind: 'fobs'; fobs: readonly BenchIndexEntry[]; height: number };

export interface BenchLayout {
  rows: readonly BenchRow[];
  columns: number;
  /** Lines that fobs may take. */
  lines: number;
}

export function bodySize({ size }: LabState): Size {
  return { width: size.width, height: Math.max(0, size.height - rowsAbove - rowsBelow) };
}

export function benchLayout(state: LabState): BenchLayout {
  const { asCards } = state.list;
  const body = bodySize(state);
  const columns = asCards ? Math.max(1, Math.floor(body.width / cardWidth)) : 1;
  // The heading line of the panel, and in a table the names of the columns.
  const lines = body.height - 1 - (asCards ? 0 : 1);
  const groups = fobGroups(state);
  const known = layouts.get(groups);
  if (known?.columns === columns && known.asCards === asCards) return { rows: known.rows, columns, lines };
  const rows = rowsOf(groups, columns, asCards ? cardHeight : 1, state.list.grouped);
  layouts.set(groups, { rows, columns, asCards });
  return { rows, columns, lines };
}

const layouts = new WeakMap<
  readonly FobGroup[],
  { rows: readonly BenchRow[]; columns: number; asCards: boolean }
>();

/** The rows that show from `scroll` on; the last may be cut. */
export function rowsInView({ rows, lines }: BenchLayout, scroll: number): readonly BenchRow[] {
  const shown: BenchRow[] = [];
  let used = 0;
  for (let i = scroll; i < rows.length && used < lines; i++) {
    shown.push(rows[i]!);
    used += rows[i]!.height;
  }
  return shown;
}

export function serialsInView(state: LabState): string[] {
  return rowsInView(benchLayout(state), state.list.scroll).flatMap((row) =>
    row.kind === 'fobs' ? row.fobs.map(({ serial }) => serial) : [],
  );
}

export function rowOf(layout: BenchLayout, serial: string | undefined): number {
  return layout.rows.findIndex((row) => row.kind === 'fobs' && row.fobs.some((fob) => fob.serial === serial));
}

/** The scroll at which the selected fob is whole on the screen, as near to the present one as can be. */
export function scrollShowing(state: LabState): number {
  const layout = benchLayout(state);
  const last = Math.max(0, lastScroll(layout));
  const row = rowOf(layout, state.selected);
  let scroll = Math.min(state.list.scroll, last);
  if (row < 0) return scroll;
  if (row < scroll) scroll = row;
  while (scroll < row && heightOf(layout.rows, scroll, row) > layout.lines) scroll++;
  // The label above the first row of a group shows with it.
  if (scroll === row && row > 0 && layout.rows[row - 1]!.kind === 'label') scroll--;
  return scroll;
}

function lastScroll({ rows, lines }: BenchLayout): number {
  let used = 0;
  for (let i = rows.length - 1; i >= 0; i--) {
    used += rows[i]!.height;
    if (used > lines) return i + 1;
  }
  return 0;
}

function heightOf(rows: readonly BenchRow[], from: number, to: number): number {
  let height = 0;
  for (let i = from; i <= to; i++) height += rows[i]!.height;
  return height;
}

function rowsOf(groups: readonly FobGroup[], columns: number, height: number, grouped: boolean): BenchRow[] {
  const rows: BenchRow[] = [];
  for (const { label, fobs } of groups) {
    if (grouped) rows.push({ kind: 'label', label, count: fobs.length, height: 1 });
    for (let i = 0; i < fobs.length; i += columns)
      rows.push({ kind: 'fobs', fobs: fobs.slice(i, i + columns), height });
  }
  return rows;
}
