// Copies to the clipboard: the code on the LCD, a serial, or the last command line.
import type { LabState } from './state.js';
import type { Step } from './step.js';

export function copy(state: LabState, what: 'code' | 'command' | 'serial'): Step {
  const shown = state.selected === undefined ? '' : (state.summaries.get(state.selected)?.screen.text ?? '');
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
