// What an operation's answer, or its refusal, does to the screen.
import { findOperation } from '../../operations/index.js';
import type { LabEvent } from './event.js';
import { formAfterSuccess } from './form.js';
import type { LabState } from './state.js';
import type { Step } from './update.js';
import { verdictOf } from './verdict-of.js';

export function answered(state: LabState, event: Extract<LabEvent, { event: 'answered' }>): Step {
  const { overlay } = state;
  const operation = findOperation(event.operation);
  const refused = operation?.refused?.(event.result) ?? false;
  const text = operation?.text(event.result) ?? '';
  const verdict = verdictOf(event.operation, event.result);
  let next: LabState = {
    ...state,
    message: firstLine(text) === '' ? undefined : { tone: refused ? 'bad' : 'good', text: firstLine(text) },
  };
  if (event.origin === 'form' && overlay?.kind === 'form') {
    const form = formAfterSuccess(overlay.form);
    next = { ...next, overlay: form === undefined ? undefined : { kind: 'form', form } };
  }
  if (event.operation === 'fob.add' && event.origin !== 'key')
    next = { ...next, selected: (event.result as { serial: string }).serial };
  if (verdict !== undefined)
    next = { ...next, verification: { ...next.verification, verdict, selected: verdict.credential } };
  if (event.operation === 'device.observe' || event.operation === 'device.passport')
    next = {
      ...next,
      devices: { ...next.devices, readings: [...next.devices.readings, ...text.split('\n')].slice(-200) },
    };
  return [next, []];
}

export function failed(state: LabState, event: Extract<LabEvent, { event: 'failed' }>): Step {
  const { overlay } = state;
  if (event.origin === 'form' && overlay?.kind === 'form') {
    const form = { ...overlay.form, error: event.message, sending: false };
    return [{ ...state, overlay: { kind: 'form', form } }, []];
  }
  return [{ ...state, message: { tone: 'bad', text: event.message } }, []];
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? '';
}
