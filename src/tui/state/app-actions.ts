// What a person does with an app on a phone: answers what it asks, or lets it receive what its service sends.
import type { Action } from './action.js';
import { noFob, openForm } from './open-form.js';
import type { LabState } from './state.js';
import type { Step } from './step.js';

export function appAction(
  state: LabState,
  action: Extract<Action, { do: 'app-answers' | 'app-receives' }>,
): Step {
  const summary = state.selected === undefined ? undefined : state.summaries.get(state.selected);
  if (summary === undefined) return noFob(state);
  const { serial: fob, kind } = summary;
  if (action.do === 'app-answers') {
    if (kind !== 'push') return withMessage(state, `${fob} asks nothing: only a push app does (idme/push)`);
    const arguments_ = { answer: action.answer, fob };
    return [state, [{ effect: 'run', operation: 'push.answer', arguments: arguments_, origin: 'key' }]];
  }
  if (kind === 'push') return openForm(state, 'push.ask', { values: { fob }, focus: 'text' }, action);
  if (kind === 'phone') return openForm(state, 'phone.receive', { values: { fob }, focus: 'code' }, action);
  if (summary.screen.state === 'inactive')
    return openForm(state, 'activation.scan', { values: { fob }, focus: 'image' }, action);
  return withMessage(state, `${fob} receives nothing: a push app, a phone and an app to be activated do`);
}

function withMessage(state: LabState, text: string): Step {
  return [{ ...state, message: { tone: 'bad', text } }, []];
}
