// Where keys and the wheel move to: the selected fob, credential or device, and how far the log has been scrolled.

import { logEvents } from '../views/events-panel.js';
import { lastOverlayScroll } from '../views/overlays.js';
import { benchLayout, bodySize, rowOf } from './bench-layout.js';
import { chooseCredential } from './choose-credential.js';
import { visibleFobs } from './fob-order.js';
import { observedInOrder } from './observed-order.js';
import type { LabState } from './state.js';
import type { Step } from './step.js';

export function move(state: LabState, columns: number, rows: number): Step {
  switch (state.panel) {
    case 'bench': {
      const fobs = visibleFobs(state);
      const at = fobs.findIndex(({ serial }) => serial === state.selected);
      const to = state.list.grouped
        ? movedInGroups(state, columns, rows)
        : at + columns + rows * benchLayout(state).columns;
      const selected = fobs[Math.max(0, Math.min(fobs.length - 1, to))]?.serial;
      return [{ ...state, selected: selected ?? state.selected }, []];
    }
    case 'fob':
      return [{ ...state, selected: neighbour(state, Math.sign(columns + rows)) }, []];
    case 'log':
      return scroll(state, rows);
    case 'verification': {
      const { credentials, selected } = state.verification;
      if (typeof credentials !== 'object' || credentials.length === 0) return [state, []];
      const at = credentials.findIndex(({ id }) => id === selected);
      const to = Math.max(0, Math.min(credentials.length - 1, at + rows));
      return chooseCredential(state, to);
    }
    case 'devices': {
      const last = Math.max(0, observedInOrder(state).length - 1);
      const next = Math.max(0, Math.min(last, state.devices.selected + rows));
      return [{ ...state, devices: { ...state.devices, selected: next } }, []];
    }
  }
}

/** In groups a row may be shorter than the next: the column is kept as far as it goes. */
function movedInGroups(state: LabState, columns: number, rows: number): number {
  const layout = benchLayout(state);
  const lines = layout.rows.flatMap((row) => (row.kind === 'fobs' ? [row.fobs] : []));
  const fobs = lines.flat();
  const at = fobs.findIndex(({ serial }) => serial === state.selected);
  if (rows === 0) return at + columns;
  const line = lines.findIndex((one) => one.some(({ serial }) => serial === state.selected));
  const column = lines[line]?.findIndex(({ serial }) => serial === state.selected) ?? 0;
  const target = Math.max(0, Math.min(lines.length - 1, line + rows));
  const before = lines.slice(0, target).reduce((sum, one) => sum + one.length, 0);
  return before + Math.min(column, (lines[target]?.length ?? 1) - 1);
}

/** The wheel moves by rows; in the log it goes back in time. */
export function scroll(state: LabState, by: number): Step {
  if (by === 0) return [state, []];
  const { overlay } = state;
  if (overlay?.kind === 'help' || overlay?.kind === 'answer')
    return [
      {
        ...state,
        overlay: { ...overlay, scroll: Math.max(0, Math.min(lastOverlayScroll(state), overlay.scroll + by)) },
      },
      [],
    ];
  if (overlay?.kind === 'menu' || overlay?.kind === 'palette')
    return [{ ...state, overlay: { ...overlay, chosen: Math.max(0, overlay.chosen + Math.sign(by)) } }, []];
  if (overlay !== undefined) return [state, []];
  if (state.panel !== 'log') return move(state, 0, Math.sign(by));
  const most = Math.max(0, logEvents(state).length - bodySize(state).height + 2);
  const to = Math.max(0, Math.min(most, state.log.scroll - by));
  return [{ ...state, log: { ...state.log, scroll: to } }, []];
}

export function pageRows(state: LabState): number {
  if (state.panel !== 'bench') return Math.max(1, bodySize(state).height - 3);
  const layout = benchLayout(state);
  const height = layout.rows[Math.max(0, rowOf(layout, state.selected))]?.height ?? 1;
  return Math.max(1, Math.floor(layout.lines / height));
}

export function neighbour(state: LabState, by: number): string | undefined {
  const fobs = visibleFobs(state);
  const at = fobs.findIndex(({ serial }) => serial === state.selected);
  if (fobs.length === 0) return state.selected;
  return fobs[(at + by + fobs.length) % fobs.length]?.serial;
}
