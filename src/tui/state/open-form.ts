// Opens the form of an operation; an operation that is not at hand yet is waited for, one that is not there is refused.
import { knownOperation, knowsAllOperations } from '../known-operations.js';
import type { Action } from './action.js';
import { type FormOptions, formFor } from './form.js';
import type { LabState } from './state.js';
import type { Step } from './step.js';

export function openForm(state: LabState, name: string, options: FormOptions, asked: Action): Step {
  const operation = knownOperation(name);
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
