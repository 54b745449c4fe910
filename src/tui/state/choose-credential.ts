// Chooses a credential of the list, and with it the fob to press, where that is on the bench.
import type { LabState } from './state.js';
import type { Step } from './step.js';

export function chooseCredential(state: LabState, index: number): Step {
  const { credentials } = state.verification;
  const chosen = typeof credentials === 'object' ? credentials[index] : undefined;
  if (chosen === undefined) return [state, []];
  const selected = state.index.some(({ serial }) => serial === chosen.id) ? chosen.id : state.selected;
  return [{ ...state, selected, verification: { ...state.verification, selected: chosen.id } }, []];
}
