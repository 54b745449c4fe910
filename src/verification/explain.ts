// Explains an outcome to an operator: its cause, and what to do next. Never show it to somebody who has proved nothing.
import type { CredentialFacts, CredentialRecord } from '../stores/store.js';
import type { Decision } from './decision.js';
import type { Outcome } from './outcome.js';
import { durationText } from './step-time.js';

export interface Explanation {
  readonly cause: string;
  readonly suggestedAction: string;
}

/** `record` is null for an unknown credential. */
export function explain(decision: Decision, record: CredentialRecord | null, atUs: number): Explanation {
  const facts = record?.facts ?? null;
  if (decision.outcome === 'accepted' && decision.stepsOff === 0)
    return facts?.kind === 'hotp' ? inOrder : onTime;
  const [cause, suggestedAction] = texts[decision.outcome](distanceText(decision, facts), facts);
  if (decision.outcome === 'replayed' && record !== null) {
    const waiting = usedUpFor(record, atUs);
    if (waiting !== null) return { cause, suggestedAction: waiting };
  }
  return {
    cause: decision.outcome === 'out-of-sync' ? cause + zoneText(decision, facts) : cause,
    suggestedAction,
  };
}

/** A clock that was resynchronized while it was ahead, and then set right, shows codes of steps that are used up. */
function usedUpFor({ facts, state }: CredentialRecord, atUs: number): string | null {
  if (facts.kind !== 'totp') return null;
  const seconds = (state.lastConsumed + 1) * facts.stepSeconds + facts.t0Seconds - atUs / 1e6;
  if (seconds <= 2 * facts.stepSeconds) return null;
  return (
    `its clock was ahead when a code was last accepted, so every step of the next ${durationText(seconds)} is used up: ` +
    'wait that long, or give the fob a new seed and enrol it under another id'
  );
}

function zoneText({ stepsOff }: Decision, facts: CredentialFacts | null): string {
  if (stepsOff === null || facts === null || facts.kind !== 'totp') return '';
  const zone = timeZoneText(stepsOff * facts.stepSeconds, 2 * facts.stepSeconds);
  return zone === null ? '' : `; ${zone}`;
}

/**
 * A difference of whole or half hours comes from a time zone or from summer time, not from a crystal.
 * @param seconds how far a clock is off; `toleranceSeconds`: how well that is known
 * @returns null for any other distance
 */
export function timeZoneText(seconds: number, toleranceSeconds: number): string | null {
  const halves = Math.round(Math.abs(seconds) / 1800);
  if (halves === 0 || Math.abs(Math.abs(seconds) - halves * 1800) > toleranceSeconds) return null;
  return `${durationText(halves * 1800)} is a time zone or a summer time: look at the clock of the host, or of who set the time, before the fob`;
}

const onTime: Explanation = {
  cause: 'the code belongs to the step that the verifier’s clock is in',
  suggestedAction: 'nothing to do',
};
const inOrder: Explanation = { ...onTime, cause: 'the code belongs to the next counter' };

type Text = (distance: string, facts: CredentialFacts | null) => readonly [cause: string, action: string];

const nothing = 'nothing to do';
/** One code cannot tell a late entry from a slow clock. */
const late = / behind /;

const texts: Readonly<Record<Outcome, Text>> = {
  accepted: (distance) => [`the code belongs to ${distance}`, nothing],
  'accepted-resynchronized': (distance) => [
    `the code belongs to ${distance}; the drift was taken over`,
    nothing,
  ],
  resynchronized: (distance) => [`the codes are consecutive; the last belongs to ${distance}`, nothing],
  replayed: (distance) => [
    `the code belongs to ${distance}, which is used up: it or a later one was accepted before`,
    'wait for the next code and enter that',
  ],
  'out-of-sync': (distance, facts) => [
    `the code belongs to ${distance}: genuine, but outside the window`,
    facts?.kind === 'hotp'
      ? 'resynchronize with the next codes that the fob shows'
      : `${late.test(distance) ? 'if it was typed late, enter the code that the fob shows now; else ' : ''}resynchronize with this fob’s next codes, as many in a row as the policy asks for`,
  ],
  invalid: () => [
    'no step within reach has this code',
    'check the serial number and try the next code; if it goes on, the fob is farther off than the ' +
      'resynchronization window, or its seed, step or digits differ from what is enrolled',
  ],
  malformed: (_, facts) => [
    facts === null ? 'this is no code' : `this is no code of ${facts.digits} digits`,
    'enter what the fob shows, and the number of codes that are asked for',
  ],
  throttled: () => ['too many failures in too short a time', 'wait, then try a fresh code'],
  locked: () => ['too many failures in a row', 'find out who guessed, then unlock the credential'],
  disabled: (_, facts) =>
    facts?.replacedBy
      ? ['the credential was replaced', `use its successor, ${facts.replacedBy}`]
      : ['the credential is disabled', 'enable it where its owner still holds the fob'],
  expired: () => ['the credential is past its end', 'enrol a new fob and replace this credential'],
  lost: () => ['the credential is reported lost', 'find out who holds the fob; replace the credential'],
  deleted: () => ['the credential was deleted', 'enrol a fob'],
  'unknown-credential': () => ['there is no such credential', 'check the serial number, or enrol the fob'],
  'not-yet-active': () => ['the credential is not active yet', 'activate it, or wait for its first day'],
};

function distanceText({ stepsOff }: Decision, facts: CredentialFacts | null): string {
  if (stepsOff === null || facts === null) return 'no known step';
  const count = Math.abs(stepsOff);
  if (facts.kind === 'hotp') {
    if (stepsOff === 0) return 'the next counter';
    return `a counter ${count} ${stepsOff > 0 ? 'after' : 'before'} the next one`;
  }
  if (stepsOff === 0) return 'the step that the verifier’s clock is in';
  const steps = `${count} step${count === 1 ? '' : 's'}`;
  return `a step ${steps} (${durationText(count * facts.stepSeconds)}) ${stepsOff > 0 ? 'ahead of' : 'behind'} the verifier’s clock`;
}
