// The work of IT on a prescriber's tokens (003:144, 003:163-172, 004:158): resynchronize, unlock, report lost or broken, and
// the daily incident report (21 CFR 1311.150). The audit has each action with its actor and reason.
import { isSuccess } from '../../verification/index.js';
import { type Answer, done, refused } from '../answer.js';
import type { Context } from '../context.js';
import { choiceField, dateField, npiField, textField } from '../field.js';
import { declaredPrescriber } from '../prescribers/prescriber.js';
import { type SecondTokenAdvice, secondTokenAdvice } from '../second-token/second-token.js';
import { type Binding, bindings, tokensOf } from '../tokens/binding.js';
import { disableToken, loseToken, ownToken } from '../tokens/change-token.js';
import { transact, type Work } from '../work.js';
import { type Incident, incidents } from './incident.js';

interface ByAdministrator {
  readonly npi: string;
  readonly credentialId: string;
  readonly by: string;
  readonly reason: string;
}

/** Resynchronizes a token with two consecutive codes that the prescriber reads out (003:144). */
export function resynchronizeToken(
  context: Context,
  input: ByAdministrator & { currentCode: string; nextCode: string },
): Promise<Answer<{ resynchronized: true }>> {
  return administering(context, input, async (work, binding) =>
    work.judge<{ resynchronized: true }>(
      (companions) =>
        context.verifier.resynchronize({
          credentialId: binding.credentialId,
          codes: [input.currentCode, input.nextCode],
          atUs: work.atUs,
          actor: input.by,
          companions,
        }),
      ({ outcome }) => {
        tell(work, 'resynchronize', outcome, input);
        return isSuccess(outcome)
          ? done({ resynchronized: true as const })
          : refused('not-synchronized', { values: { it: context.settings.itContact } });
      },
    ),
  );
}

/** Ends a lock after too many wrong codes. */
export function unlockToken(context: Context, input: ByAdministrator): Promise<Answer<{ unlocked: true }>> {
  return administering(context, input, async (work, { credentialId }) =>
    work.store(
      (companions) =>
        context.verifier.unlock({
          credentialId,
          atUs: work.atUs,
          actor: input.by,
          reason: input.reason,
          companions,
        }),
      () => {
        tell(work, 'unlock', 'unlocked', input);
        return done({ unlocked: true as const });
      },
    ),
  );
}

/** Records that the prescriber has reported a token lost or stolen (003:164). The right to sign ends at once. */
export function reportLost(
  context: Context,
  input: ByAdministrator,
): Promise<Answer<{ advice: SecondTokenAdvice | null }>> {
  return administering(context, input, async (work, binding, others) => {
    const answer = await loseToken(work, binding, input.by);
    return answer.ok ? done({ advice: secondTokenAdvice(others) }) : answer;
  });
}

/** Records a broken token or an empty battery. Its owner uses the second token and keeps the right to sign (004:158). */
export function reportBroken(
  context: Context,
  input: ByAdministrator & { what: string },
): Promise<Answer<{ advice: SecondTokenAdvice | null }>> {
  return administering(context, input, async (work, binding, others) => {
    const answer = await disableToken(
      work,
      binding,
      choiceField('what', input.what, ['broken', 'battery empty']),
    );
    return answer.ok ? done({ advice: secondTokenAdvice(others) }) : answer;
  });
}

/** The incidents of a day, such as 2026-01-31, in order. */
export function dailyIncidentReport(
  context: Context,
  input: { day: string },
): Promise<Answer<{ day: string; incidents: readonly Incident[] }>> {
  return transact(context, null, async (work) => {
    const day = dateField('day', input.day);
    const found = await work.listAll(incidents, `${day}/`);
    return done({ day, incidents: found.map(({ row }) => row) });
  });
}

function administering<T>(
  context: Context,
  input: ByAdministrator,
  body: (work: Work, binding: Binding, others: readonly Binding[]) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  return transact(context, null, async (work) => {
    textField('by', input.by, 80);
    textField('reason', input.reason, 200);
    const prescriber = await declaredPrescriber(work, npiField(input.npi));
    const binding = await ownToken(work, prescriber.npi, input.credentialId);
    await work.read(bindings, binding.credentialId);
    const others = (await tokensOf(work, prescriber)).filter(
      ({ credentialId }) => credentialId !== binding.credentialId,
    );
    return body(work, binding, others);
  });
}

function tell(
  work: Work,
  event: string,
  outcome: string,
  { credentialId, by, reason }: ByAdministrator,
): void {
  work.tell({ event: `epcs.${event}`, outcome, subject: credentialId, actor: by, reason });
}
