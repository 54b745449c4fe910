// Actions on the devices panel: readings off LCDs, ports.
import { knownOperation } from '../known-operations.js';
import type { Action } from './action.js';
import { observedInOrder } from './observed-order.js';
import { noFob, notThere, openForm } from './open-form.js';
import type { LabState } from './state.js';
import type { Step } from './step.js';

/** Made for fifty fobs in a row: after each the form stays, with only what changes emptied. One that was closed comes back. */
export function readingForm(state: LabState, asked: Action): Step {
  const { laidAside } = state;
  if (laidAside?.operation === 'observation.add')
    return [
      { ...state, message: undefined, laidAside: undefined, overlay: { kind: 'form', form: laidAside } },
      [],
    ];
  const operation = knownOperation('observation.add');
  if (operation === undefined) return notThere(state, 'observation.add', asked);
  return openForm(
    state,
    operation.name,
    {
      title: 'what an LCD showed, at wall time',
      only: [
        'serial',
        'code',
        'at',
        'target',
        'outcome',
        'secret',
        'digits',
        'period',
        'policy',
        'keepAnyway',
      ],
      focus: 'serial',
      rowClearing: ['serial', 'code', 'at', 'outcome', 'secret', 'keepAnyway'],
    },
    asked,
  );
}

export function deviceAction(
  state: LabState,
  action: Extract<Action, { do: 'device' | 'device-operation' }>,
): Step {
  if (action.do === 'device')
    return [{ ...state, devices: { ...state.devices, selected: action.index } }, []];
  const operation = knownOperation(action.operation);
  if (operation === undefined) return notThere(state, action.operation, action);
  if (operation.name === 'observation.undo')
    return [state, [{ effect: 'run', operation: operation.name, arguments: {}, origin: 'key' }]];
  if (operation.name === 'passport.show' || operation.name === 'observation.list') {
    const serial = observedInOrder(state)[state.devices.selected]?.serial;
    if (serial === undefined) return openForm(state, operation.name, {}, action);
    return [state, [{ effect: 'run', operation: operation.name, arguments: { serial }, origin: 'palette' }]];
  }
  if (state.selected === undefined) return noFob(state);
  const parameters = Object.keys(operation.parameters);
  // Nothing but which fob, and that is selected: there is nothing to fill in.
  if (parameters.length === 1 && parameters[0] === 'fob')
    return [
      state,
      [{ effect: 'run', operation: operation.name, arguments: { fob: state.selected }, origin: 'key' }],
    ];
  const takesFob = operation.parameters.fob !== undefined;
  return openForm(state, operation.name, { values: takesFob ? { fob: state.selected } : {} }, action);
}
