// A key means what the table says, unless something open takes it first.
import { actionOf } from '../keys/bindings.js';
import type { KeyPress } from '../keys/key-press.js';
import { lastOverlayScroll } from '../views/overlays.js';
import { act } from './act.js';
import { type Form, formAfterKey, formValues } from './form.js';
import { formAfterSending, formAfterTakingBack, isBlank } from './form-row.js';
import { menuItems } from './menus.js';
import { paletteMatches, splitWords } from './palette.js';
import { completedLine } from './palette-completion.js';
import type { LabState, Overlay } from './state.js';
import type { Step } from './step.js';
import { applyTextKey } from './text-field.js';

export function keyInState(state: LabState, key: KeyPress): Step {
  if (key.name === 'C-c') return act(state, { do: 'quit' });
  if (key.name === 'C-z') return act(state, { do: 'suspend' });
  const { overlay } = state;
  if (overlay === undefined) {
    const action = actionOf(key.name, state.panel);
    return action === undefined ? [state, []] : act({ ...state, message: undefined }, action);
  }
  if (key.name === 'escape') return act(state, { do: 'back' });
  switch (overlay.kind) {
    case 'help':
    case 'answer':
      return scrollKey(state, overlay, key);
    case 'palette':
      return paletteKey(state, overlay, key);
    case 'filter':
      return filterKey(state, key);
    case 'form':
      return formKey(state, overlay, key);
    case 'confirm':
      return confirmKey(state, overlay, key);
    case 'menu':
      return menuKey(state, overlay, key);
  }
}

function scrollKey(
  state: LabState,
  overlay: Extract<Overlay, { kind: 'help' | 'answer' }>,
  key: KeyPress,
): Step {
  if (['?', 'q', 'enter'].includes(key.name)) return [{ ...state, overlay: undefined }, []];
  const by = scrollSteps[key.name];
  if (by === undefined) return [state, []];
  const scroll = Math.max(0, Math.min(lastOverlayScroll(state), overlay.scroll + by));
  return [{ ...state, overlay: { ...overlay, scroll } }, []];
}

const scrollSteps: Readonly<Record<string, number>> = {
  up: -1,
  k: -1,
  down: 1,
  j: 1,
  pageup: -10,
  pagedown: 10,
  home: -10_000,
  g: -10_000,
  end: 10_000,
  G: 10_000,
};

function paletteKey(state: LabState, overlay: Extract<Overlay, { kind: 'palette' }>, key: KeyPress): Step {
  const matches = paletteMatches(overlay.text);
  const chosen = matches[overlay.chosen];
  switch (key.name) {
    case 'enter': {
      const words = splitWords(overlay.text);
      const typed = matches.some(
        ({ command }) =>
          overlay.text.trim() === command || overlay.text.trimStart().startsWith(`${command} `),
      );
      // A part of a name chooses the operation; its whole name, with or without arguments, runs it.
      if (!typed && chosen !== undefined) return completed(state, overlay, chosen.command);
      if (words.length === 0) return [state, []];
      return [
        { ...state, overlay: undefined, lastTyped: overlay.text },
        [{ effect: 'words', words, origin: 'palette' }],
      ];
    }
    case 'tab':
      if (chosen === undefined) return [state, []];
      // Once there are arguments they are a person's work: tab adds to them and takes none away.
      if (overlay.text.trimStart().startsWith(`${chosen.command} `)) {
        const text = completedLine(state, chosen, overlay.text);
        return [{ ...state, overlay: { ...overlay, text, cursor: text.length } }, []];
      }
      return completed(state, overlay, chosen.command);
    case 'down':
      return [
        { ...state, overlay: { ...overlay, chosen: Math.min(matches.length - 1, overlay.chosen + 1) } },
        [],
      ];
    case 'up':
      // Keeps the last command lines, as a shell does, to run again or fix.
      if (overlay.text === '' && overlay.chosen === 0 && state.lastTyped !== '')
        return [
          { ...state, overlay: { ...overlay, text: state.lastTyped, cursor: state.lastTyped.length } },
          [],
        ];
      return [{ ...state, overlay: { ...overlay, chosen: Math.max(0, overlay.chosen - 1) } }, []];
  }
  const edited = applyTextKey(overlay, key);
  return edited === undefined
    ? [state, []]
    : [{ ...state, overlay: { ...overlay, ...edited, chosen: 0, error: undefined } }, []];
}

/** The fob that is selected is what most commands are about. */
function completed(state: LabState, overlay: Extract<Overlay, { kind: 'palette' }>, command: string): Step {
  const operation = paletteMatches(command)[0];
  const fob = operation?.positionals[0] === 'fob' && state.selected !== undefined ? `${state.selected} ` : '';
  const text = `${command} ${fob}`;
  return [{ ...state, overlay: { ...overlay, text, cursor: text.length, chosen: 0, error: undefined } }, []];
}

function filterKey(state: LabState, key: KeyPress): Step {
  if (key.name === 'enter') return [{ ...state, overlay: undefined }, []];
  const { filter } = state.list;
  const edited = applyTextKey({ text: filter, cursor: filter.length }, key);
  if (edited === undefined) return [state, []];
  return [{ ...state, list: { ...state.list, filter: edited.text, scroll: 0 } }, []];
}

function formKey(state: LabState, overlay: Extract<Overlay, { kind: 'form' }>, key: KeyPress): Step {
  const { form } = overlay;
  if (form.sending) return [state, []];
  if (form.row !== undefined) {
    const step = rowKey(state, form, key);
    if (step !== undefined) return step;
  }
  if (key.name === 'enter') {
    const sending = { ...form, sending: true, error: undefined };
    return [
      { ...state, overlay: { kind: 'form', form: sending } },
      [{ effect: 'fields', operation: form.operation, values: formValues(form), origin: 'form' }],
    ];
  }
  const next = formAfterKey(form, key);
  return next === undefined ? [state, []] : [{ ...state, overlay: { kind: 'form', form: next } }, []];
}

/** What enter means in a form that stays, where it is not simply “do it”. */
function rowKey(state: LabState, form: Form, key: KeyPress): Step | undefined {
  const refused = form.row!.refused.length > 0;
  if ((key.name === 'C-r' || (key.name === 'enter' && isBlank(form))) && refused)
    return [{ ...state, overlay: { kind: 'form', form: formAfterTakingBack(form) } }, []];
  if (key.name !== 'enter' || isBlank(form)) return undefined;
  const code = form.fields.findIndex(({ name }) => name === 'code');
  // Enter after the serial goes on to the code; only a line that a key typed has its code in it.
  if (code > form.focus && form.fields[code]!.text === '' && !typedByKey(form))
    return [{ ...state, overlay: { kind: 'form', form: { ...form, focus: code } } }, []];
  const [next, ticket] = formAfterSending(form, state.wallTime);
  return [
    { ...state, message: undefined, overlay: { kind: 'form', form: next } },
    [{ effect: 'fields', operation: form.operation, values: formValues(form), origin: 'form', ticket }],
  ];
}

/** A key types its name and a code in one go: 44 characters of modhex on a YubiKey, and no serial is that long. */
function typedByKey({ fields, focus }: Form): boolean {
  return (fields[focus]?.text.trim().length ?? 0) > 24;
}

function confirmKey(state: LabState, overlay: Extract<Overlay, { kind: 'confirm' }>, key: KeyPress): Step {
  if (key.name === 'y' || key.name === 'Y')
    return [{ ...state, overlay: undefined }, [{ effect: 'words', words: overlay.words, origin: 'key' }]];
  if (key.name === 'n' || key.name === 'N' || key.name === 'q') return [{ ...state, overlay: undefined }, []];
  return [state, []];
}

function menuKey(state: LabState, overlay: Extract<Overlay, { kind: 'menu' }>, key: KeyPress): Step {
  const { items } = menuItems(state, overlay.menu);
  const by = scrollSteps[key.name];
  if (by !== undefined) {
    const chosen = Math.max(0, Math.min(items.length - 1, overlay.chosen + by));
    return [{ ...state, overlay: { ...overlay, chosen } }, []];
  }
  if (key.name === 'enter' || key.name === 'space')
    return act(state, { do: 'choose', index: overlay.chosen });
  return key.name === 'q' ? [{ ...state, overlay: undefined }, []] : [state, []];
}
