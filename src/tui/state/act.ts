// What each action does to the state, and what it sets going.
import type { Action } from './action.js';
import { appAction } from './app-actions.js';
import { holdEffect, isHeld } from './button-hold.js';
import { copy } from './copy.js';
import { deviceAction, readingForm } from './device-actions.js';
import type { Effect } from './effect.js';
import { holdsSomething } from './form-row.js';
import { menuItems } from './menus.js';
import { move, neighbour, pageRows, scroll } from './movement.js';
import { noFob, openForm } from './open-form.js';
import { type LabState, panels, sortings } from './state.js';
import type { Step } from './step.js';
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
      return [entered({ ...state, panel: action.panel, overlay: undefined }), []];
    case 'next-panel': {
      const at = panels.indexOf(state.panel) + action.by + panels.length;
      return [entered({ ...state, panel: panels[at % panels.length]! }), []];
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
      return finger(state, action.serial ?? fobInHand(state), action.down);
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
    case 'app-answers':
    case 'app-receives':
      return appAction(state, action);
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

/** Who comes to the verifier with a fob in the hand means the credential of that fob. */
function entered(state: LabState): LabState {
  const { credentials } = state.verification;
  if (state.panel !== 'verification' || typeof credentials !== 'object') return state;
  const own = credentials.find(({ id }) => id === state.selected);
  return own === undefined ? state : { ...state, verification: { ...state.verification, selected: own.id } };
}

function fobOperation(state: LabState, operation: string, more: Record<string, unknown>): Step {
  const fob = fobInHand(state);
  if (fob === undefined) return noFob(state);
  return [state, [{ effect: 'run', operation, arguments: { fob, ...more }, origin: 'key' }]];
}

/** Beside the verifier it is the chosen credential's fob: its button is pressed for the code that is submitted next. */
function fobInHand({ panel, verification, index, selected }: LabState): string | undefined {
  const { selected: credential } = verification;
  return panel === 'verification' && index.some(({ serial }) => serial === credential)
    ? credential
    : selected;
}

function finger(state: LabState, serial: string | undefined, wanted: boolean | undefined): Step {
  const summary = serial === undefined ? undefined : state.summaries.get(serial);
  if (serial === undefined || summary === undefined) return noFob(state);
  return [{ ...state, selected: serial }, [holdEffect(serial, wanted ?? !isHeld(summary))]];
}

/** Shown at once, so that a second key knows of the first; what the bench answers stands above it. */
function setRate(state: LabState, rate: number): Step {
  return [
    { ...state, bench: state.bench && { ...state.bench, rate } },
    [{ effect: 'run', operation: 'bench.rate', arguments: { rate: String(rate) }, origin: 'key' }],
  ];
}

const keptAside = { tone: 'plain', text: 'what you typed is kept: i on panel 4 opens it again' } as const;

function back(state: LabState): Step {
  const { overlay } = state;
  if (overlay?.kind === 'filter')
    return [{ ...state, overlay: undefined, list: { ...state.list, filter: overlay.before } }, []];
  if (overlay?.kind === 'form' && holdsSomething(overlay.form))
    return [{ ...state, overlay: undefined, laidAside: overlay.form, message: keptAside }, []];
  if (overlay !== undefined) return [{ ...state, overlay: undefined }, []];
  if (state.progress !== undefined) return [state, [{ effect: 'stop' }]];
  if (state.message !== undefined) return [{ ...state, message: undefined }, []];
  if (state.panel === 'bench') return [{ ...state, list: { ...state.list, filter: '' } }, []];
  return [{ ...state, panel: 'bench' }, []];
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
