// What each action does to the state, and what it sets going.
import { findOperation, knowsAllOperations } from '../operations-at-hand.js';
import { benchLayout, bodySize, rowOf } from '../views/bench-layout.js';
import { logEvents } from '../views/events-panel.js';
import type { Action } from './action.js';
import { deviceAction, readingForm } from './device-actions.js';
import type { Effect } from './effect.js';
import { heldFault, isHeld } from './finger.js';
import { visibleFobs } from './fob-order.js';
import { type FormOptions, formFor } from './form.js';
import { menuItems } from './menus.js';
import { type LabState, panels, sortings } from './state.js';
import type { Step } from './update.js';
import { credentialAction, submit } from './verification-actions.js';

export function act(state: LabState, action: Action): Step {
  switch (action.do) {
    case 'quit':
      return [state, [{ effect: 'quit' }]];
    case 'suspend':
      return [state, [{ effect: 'suspend' }]];
    case 'help':
      return [{ ...state, overlay: { kind: 'help', scroll: 0 } }, []];
    case 'palette':
      return [{ ...state, overlay: { kind: 'palette', text: '', cursor: 0, chosen: 0 } }, []];
    case 'filter':
      return [{ ...state, overlay: { kind: 'filter', before: state.list.filter } }, []];
    case 'back':
      return back(state);
    case 'panel':
      return [{ ...state, panel: action.panel, overlay: undefined }, []];
    case 'next-panel': {
      const at = panels.indexOf(state.panel) + action.by + panels.length;
      return [{ ...state, panel: panels[at % panels.length]! }, []];
    }
    case 'move':
      return move(state, action.columns, action.rows);
    case 'page':
      return move(state, 0, action.by * pageRows(state));
    case 'edge':
      return move(state, 0, action.at === 'first' ? -1e6 : 1e6);
    case 'scroll':
      return scroll(state, action.by);
    case 'select':
      return [{ ...state, selected: action.serial }, []];
    case 'open':
      return [{ ...state, panel: 'fob' }, []];
    case 'neighbour':
      return [{ ...state, selected: neighbour(state, action.by) }, []];
    case 'cards-or-table':
      return [{ ...state, list: { ...state.list, asCards: !state.list.asCards, scroll: 0 } }, []];
    case 'group':
      return [{ ...state, list: { ...state.list, grouped: !state.list.grouped, scroll: 0 } }, []];
    case 'reverse':
      return [{ ...state, list: { ...state.list, descending: !state.list.descending } }, []];
    case 'sort-next': {
      const next = sortings[(sortings.indexOf(state.list.sorting) + 1) % sortings.length]!;
      return [{ ...state, list: { ...state.list, sorting: next } }, []];
    }
    case 'sort-by':
      return [{ ...state, overlay: undefined, list: { ...state.list, sorting: action.sorting } }, []];
    case 'menu':
      return [{ ...state, overlay: { kind: 'menu', menu: action.menu, chosen: 0 } }, []];
    case 'choose':
      return choose(state, action.index);
    case 'fob-operation':
      return fobOperation(state, action.operation, action.arguments ?? {});
    case 'form':
      return openForm(
        state,
        action.operation,
        {
          ...(action.focus === undefined ? {} : { focus: action.focus }),
          values: { ...(action.fob && state.selected ? { fob: state.selected } : {}), ...action.values },
        },
        action,
      );
    case 'remove': {
      if (state.selected === undefined) return noFob(state);
      const question = `Take ${state.selected} off the bench? Its seed goes with it.`;
      return [{ ...state, overlay: { kind: 'confirm', question, words: ['remove', state.selected] } }, []];
    }
    case 'finger':
      return finger(state, action.serial ?? state.selected, action.down);
    case 'press':
      return [
        { ...state, selected: action.serial },
        [{ effect: 'run', operation: 'fob.press', arguments: { fob: action.serial }, origin: 'key' }],
      ];
    case 'samples':
      return [
        state,
        samples.map(
          (arguments_): Effect => ({
            effect: 'run',
            operation: 'fob.add',
            arguments: { ...arguments_ },
            origin: 'key',
          }),
        ),
      ];
    case 'pause':
      return setRate(state, state.bench?.rate === 0 ? state.bench.lastRate : 0);
    case 'rate':
      return setRate({ ...state, overlay: undefined }, action.rate);
    case 'advance':
      return [
        { ...state, overlay: undefined },
        [{ effect: 'run', operation: 'bench.advance', arguments: { by: action.by }, origin: 'key' }],
      ];
    case 'copy':
      return copy(state, action.what);
    case 'events-or-traffic': {
      const lower = state.fob.lower === 'events' ? 'traffic' : 'events';
      return [{ ...state, fob: { ...state.fob, lower } }, []];
    }
    case 'text-or-hex':
      return [{ ...state, fob: { ...state.fob, hexadecimal: !state.fob.hexadecimal } }, []];
    case 'only-selected':
      return [{ ...state, log: { ...state.log, onlySelected: !state.log.onlySelected, scroll: 0 } }, []];
    case 'submit':
      return submit(state, action);
    case 'credential':
    case 'credential-operation':
    case 'credential-form':
    case 'target':
      return credentialAction(state, action);
    case 'reading-form':
      return readingForm(state, action);
    case 'device':
    case 'device-operation':
      return deviceAction(state, action);
    case 'repeat':
      return [state, []];
  }
}

/** The tokens that the EPCS documents name; the GO 7 runs 20 ppm fast, so that a year shows. */
const samples: readonly Record<string, unknown>[] = [
  { model: 'onespan/digipass-go7', serial: '3315511111', driftPpm: 20, label: 'sample' },
  { model: 'symantec/vip-token-avt', label: 'sample' },
];

/** A form, or word that this foblab has no such operation. */
export function openForm(state: LabState, name: string, options: FormOptions, asked: Action): Step {
  const operation = findOperation(name);
  if (operation === undefined) return notThere(state, name, asked);
  return [{ ...state, message: undefined, overlay: { kind: 'form', form: formFor(operation, options) } }, []];
}

/** What was asked for waits for the rest of the table, or is refused where the table is whole. */
export function notThere(state: LabState, operation: string, asked: Action): Step {
  if (!knowsAllOperations()) return [state, [{ effect: 'load', again: asked }]];
  const text = `this foblab has no operation ${operation}`;
  return [{ ...state, overlay: undefined, message: { tone: 'bad', text } }, []];
}

export function noFob(state: LabState): Step {
  return [{ ...state, message: { tone: 'bad', text: 'no fob is selected: a adds one' } }, []];
}

function fobOperation(state: LabState, operation: string, more: Record<string, unknown>): Step {
  if (state.selected === undefined) return noFob(state);
  return [state, [{ effect: 'run', operation, arguments: { fob: state.selected, ...more }, origin: 'key' }]];
}

/** A finger that stays is a contact that stays closed: for the firmware they are the same. */
function finger(state: LabState, serial: string | undefined, wanted: boolean | undefined): Step {
  const sight = serial === undefined ? undefined : state.sights.get(serial);
  if (serial === undefined || sight === undefined) return noFob(state);
  const down = wanted ?? !isHeld(sight);
  const arguments_ = { fob: serial, name: heldFault, switch: down ? 'on' : 'off' };
  return [
    { ...state, selected: serial },
    [{ effect: 'run', operation: 'fob.fault', arguments: arguments_, origin: 'key' }],
  ];
}

function setRate(state: LabState, rate: number): Step {
  return [
    state,
    [{ effect: 'run', operation: 'bench.rate', arguments: { rate: String(rate) }, origin: 'key' }],
  ];
}

function back(state: LabState): Step {
  const { overlay } = state;
  if (overlay?.kind === 'filter')
    return [{ ...state, overlay: undefined, list: { ...state.list, filter: overlay.before } }, []];
  if (overlay !== undefined) return [{ ...state, overlay: undefined }, []];
  if (state.progress !== undefined) return [state, [{ effect: 'stop' }]];
  if (state.message !== undefined) return [{ ...state, message: undefined }, []];
  if (state.panel === 'bench') return [{ ...state, list: { ...state.list, filter: '' } }, []];
  return [{ ...state, panel: 'bench' }, []];
}

function move(state: LabState, columns: number, rows: number): Step {
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
      return credentialAction(state, { do: 'credential', index: to });
    }
    case 'devices': {
      const { real, selected } = state.devices;
      const last = typeof real === 'object' ? Math.max(0, real.length - 1) : 0;
      const next = Math.max(0, Math.min(last, selected + rows));
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
function scroll(state: LabState, by: number): Step {
  if (by === 0) return [state, []];
  const { overlay } = state;
  if (overlay?.kind === 'help' || overlay?.kind === 'answer')
    return [{ ...state, overlay: { ...overlay, scroll: Math.max(0, overlay.scroll + by) } }, []];
  if (overlay?.kind === 'menu' || overlay?.kind === 'palette')
    return [{ ...state, overlay: { ...overlay, chosen: Math.max(0, overlay.chosen + Math.sign(by)) } }, []];
  if (overlay !== undefined) return [state, []];
  if (state.panel !== 'log') return move(state, 0, Math.sign(by));
  const most = Math.max(0, logEvents(state).length - bodySize(state).height + 2);
  const to = Math.max(0, Math.min(most, state.log.scroll - by));
  return [{ ...state, log: { ...state.log, scroll: to } }, []];
}

function pageRows(state: LabState): number {
  if (state.panel !== 'bench') return Math.max(1, bodySize(state).height - 3);
  const layout = benchLayout(state);
  const height = layout.rows[Math.max(0, rowOf(layout, state.selected))]?.height ?? 1;
  return Math.max(1, Math.floor(layout.lines / height));
}

function neighbour(state: LabState, by: number): string | undefined {
  const fobs = visibleFobs(state);
  const at = fobs.findIndex(({ serial }) => serial === state.selected);
  if (fobs.length === 0) return state.selected;
  return fobs[(at + by + fobs.length) % fobs.length]?.serial;
}

function choose(state: LabState, index: number): Step {
  const { overlay } = state;
  if (overlay?.kind === 'menu') {
    const item = menuItems(state, overlay.menu).items[index];
    return item === undefined ? [state, []] : act({ ...state, overlay: undefined }, item.action);
  }
  if (overlay?.kind === 'palette') return [{ ...state, overlay: { ...overlay, chosen: index } }, []];
  if (overlay?.kind === 'form')
    return [{ ...state, overlay: { kind: 'form', form: { ...overlay.form, focus: index } } }, []];
  return [state, []];
}

function copy(state: LabState, what: 'code' | 'command' | 'serial'): Step {
  const shown = state.selected === undefined ? '' : (state.sights.get(state.selected)?.text ?? '');
  const text =
    what === 'code'
      ? (/\d{6,8}/.exec(shown)?.[0] ?? '')
      : what === 'serial'
        ? (state.selected ?? '')
        : (state.lastCommand ?? '');
  if (text === '') {
    const missing = what === 'code' ? 'the fob shows no code: space presses it' : 'nothing was done yet';
    return [{ ...state, message: { tone: 'bad', text: missing } }, []];
  }
  return [state, [{ effect: 'copy', text, what }]];
}
