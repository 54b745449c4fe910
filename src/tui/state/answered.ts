// What an operation's answer, or its refusal, does to the screen.
import type { ReadingAnswer } from '../../contract/results/passport.js';
import type { ScreenAnswer } from '../../contract/results/screen.js';
import { readingText } from '../../operations/observation/reading-text.js';
import { knownOperation } from '../known-operations.js';
import type { LabEvent } from './event.js';
import type { Form } from './form.js';
import { formAfterAnswer, formAfterRefusal } from './form-row.js';
import type { LabState } from './state.js';
import type { Step } from './step.js';
import { verdictOf } from './verdict-of.js';

type Answered = Extract<LabEvent, { event: 'answered' }>;

export function answered(state: LabState, event: Answered): Step {
  const { overlay } = state;
  const operation = knownOperation(event.operation);
  const refused = operation?.refused?.(event.result) ?? false;
  const verdict = verdictOf(event.operation, event.result);
  const text = operation?.text(event.result) ?? '';
  // The panel of verification has a place of its own for a verdict.
  const said =
    verdict !== undefined && state.panel === 'verification'
      ? ''
      : messageOf(event, text, verdict !== undefined);
  let next: LabState = {
    ...withScreen(state, event.result),
    message: said === '' ? undefined : { tone: refused ? 'bad' : 'good', text: said },
  };
  const { ticket } = event;
  if (ticket !== undefined) next = withRow(next, (form) => formAfterAnswer(form, ticket));
  else if (event.origin === 'form' && overlay?.kind === 'form') next = { ...next, overlay: undefined };
  const lines = text.split('\n');
  if (asksForAnswer(event) && lines.length > 2 && verdict === undefined)
    next = {
      ...next,
      message: undefined,
      overlay: { kind: 'answer', title: `foblab ${operation?.command ?? ''}`, lines, scroll: 0 },
    };
  if (event.operation === 'fob.add' && event.origin !== 'key')
    next = { ...next, selected: (event.result as { serial: string }).serial };
  if (verdict !== undefined)
    next = { ...next, verification: { ...next.verification, verdict, selected: verdict.credential } };
  if (event.operation === 'credential.enroll') {
    const { credential } = event.result as { credential: { id: string } };
    next = { ...next, verification: { ...next.verification, selected: credential.id } };
  }
  if (event.operation === 'observation.add')
    next = {
      ...next,
      devices: { ...next.devices, findings: withFindings(next.devices.findings, event.result) },
    };
  return [next, []];
}

/** What was asked for to be read is shown whole; of what was to be done one line is enough. */
function asksForAnswer({ origin, operation }: Answered): boolean {
  return origin === 'palette' || (origin === 'form' && operation === 'passport.show');
}

/** The form in a row, wherever it is by now. */
function withRow(state: LabState, change: (form: Form) => Form): LabState {
  const { overlay, laidAside } = state;
  if (overlay?.kind === 'form' && overlay.form.row !== undefined)
    return { ...state, overlay: { kind: 'form', form: change(overlay.form) } };
  return laidAside === undefined ? state : { ...state, laidAside: change(laidAside) };
}

/** The newest finding of a fob stands last. */
function withFindings(findings: ReadonlyMap<string, string>, result: unknown): ReadonlyMap<string, string> {
  const { readings } = result as { readings: readonly ({ serial: string } & ReadingAnswer)[] };
  const next = new Map(findings);
  for (const reading of readings) {
    next.delete(reading.serial);
    next.set(reading.serial, readingText(reading));
  }
  return next;
}

/** An answer carries the screen after it, so that the next key already knows what the LCD shows. */
function withScreen(state: LabState, result: unknown): LabState {
  const { serial, screen } = (result ?? {}) as Partial<ScreenAnswer>;
  const summary = serial === undefined ? undefined : state.summaries.get(serial);
  if (summary === undefined || screen === undefined) return state;
  return { ...state, summaries: new Map(state.summaries).set(summary.serial, { ...summary, screen }) };
}

export function failed(state: LabState, event: Extract<LabEvent, { event: 'failed' }>): Step {
  const { overlay } = state;
  const { ticket } = event;
  if (ticket !== undefined)
    return [withRow(state, (form) => formAfterRefusal(form, ticket, event.message)), []];
  if (event.origin === 'form' && overlay?.kind === 'form') {
    const form = { ...overlay.form, error: event.message, sending: false };
    return [{ ...state, overlay: { kind: 'form', form } }, []];
  }
  // The typed text stays, to be fixed, unless the person has begun something else.
  if (event.origin === 'palette' && overlay === undefined && state.lastTyped !== '') {
    const text = state.lastTyped;
    const palette = { kind: 'palette', text, cursor: text.length, chosen: 0, error: event.message } as const;
    return [{ ...state, overlay: palette, message: undefined }, []];
  }
  return [{ ...state, message: { tone: 'bad', text: event.message } }, []];
}

/** One line of an answer: all of a verdict, of a list of faults those that are on, of anything else its first line. */
function messageOf({ operation, result }: Answered, text: string, isVerdict: boolean): string {
  if (operation === 'fob.fault') {
    const { serial, faults } = result as { serial: string; faults: { name: string; active: boolean }[] };
    const on = faults.filter(({ active }) => active).map(({ name }) => name);
    return `${serial}  faults: ${on.join(', ') || 'none'}`;
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return isVerdict ? lines.join(': ') : (lines[0] ?? '');
}
