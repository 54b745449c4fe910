// Grants the right to sign: one person enters it, and another person, who is a DEA registrant, executes it with a code of
// their own token (21 CFR 1311.125(b), (c)). The audit names both.
import { isSuccess } from '../../verification/index.js';
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { npiField, textField } from '../field.js';
import {
  declaredPrescriber,
  nameOf,
  ownerOf,
  type Prescriber,
  prescribers,
} from '../prescribers/prescriber.js';
import {
  endLapsedRight,
  revokeRight,
  type SigningRight,
  signingRights,
  validGrants,
} from '../signing/signing-right.js';
import { forgetFailures, readThrottle, refuseThrottled } from '../throttle.js';
import { unknownTo } from '../tokens/bind-token.js';
import { bindings, hasActiveToken } from '../tokens/binding.js';
import { noteLosses } from '../tokens/note-losses.js';
import { transact } from '../work.js';

/** The first person enters the right. It is not in force yet. */
export function enterRight(
  context: Context,
  input: { npi: string; by: string; requestId?: string },
): Promise<Answer<SigningRight>> {
  const { requestId, ...asked } = input;
  return transact(context, { verb: 'administration.enter-right', requestId, input: asked }, async (work) => {
    const by = textField('by', input.by, 80);
    const prescriber = await declaredPrescriber(work, npiField(input.npi));
    const { npi } = prescriber;
    if (isPerson(by, prescriber)) throw new Refused('two-persons', { field: 'by' });
    await endLapsedRight(work, prescriber);
    const was = await work.read(signingRights, npi);
    if (was?.state === 'granted') throw new Refused('right-granted-already');
    if (validGrants(prescriber, work.atUs).length === 0) throw new Refused('dea-registration-ended');
    if (!(await hasActiveToken(work, npi))) throw new Refused('right-needs-token');
    const right: SigningRight = {
      npi,
      state: 'entered',
      enteredBy: by,
      enteredUs: work.atUs,
      executedBy: null,
      executedUs: null,
      revokedReason: null,
      revokedUs: null,
    };
    work.write(signingRights, npi, right);
    work.tell({ event: 'epcs.right', outcome: 'entered', subject: ownerOf(npi), actor: by });
    return done(right);
  });
}

/** The second person executes the right: a DEA registrant with a token of their own, and not the first person. */
export function executeRight(
  context: Context,
  input: { npi: string; registrant: string; token: string; otp: string; requestId?: string },
): Promise<Answer<SigningRight>> {
  const { requestId, ...asked } = input;
  return transact(
    context,
    { verb: 'administration.execute-right', requestId, input: asked },
    async (work) => {
      const [npi, registrantNpi] = [npiField(input.npi), npiField(input.registrant)];
      const right = await work.read(signingRights, npi);
      if (right === null || right.state !== 'entered') throw new Refused('right-not-entered');
      const registrant = await declaredPrescriber(work, registrantNpi);
      const actor = ownerOf(registrantNpi);
      if (registrantNpi === npi || isPerson(right.enteredBy, registrant)) throw new Refused('two-persons');
      if (validGrants(registrant, work.atUs).length === 0) throw new Refused('not-a-registrant');
      await refuseThrottled(work, 'execute-right', registrantNpi);
      const { count } = await readThrottle(work, 'execute-right', registrantNpi);
      const typed = input.token.trim().slice(0, 128);
      const id = (await context.verifier.credential(typed))?.id ?? typed;
      const binding = await work.read(bindings, id);
      const usable = binding?.npi === registrantNpi && binding.state === 'active';
      return work.judge<SigningRight>(
        (companions) =>
          context.verifier.verify({
            credentialId: usable ? id : unknownTo(id),
            code: input.otp.slice(0, 1024),
            atUs: work.atUs,
            actor,
            companions,
          }),
        ({ outcome }) => {
          const subject = ownerOf(npi);
          if (!isSuccess(outcome)) {
            count();
            work.tell({ event: 'epcs.right', outcome: 'refused', subject, actor });
            return refused('invalid-code', { field: 'otp', values: { it: context.settings.itContact } });
          }
          forgetFailures(work, 'execute-right', registrantNpi);
          const granted: SigningRight = {
            ...right,
            state: 'granted',
            executedBy: registrantNpi,
            executedUs: work.atUs,
          };
          work.write(signingRights, npi, granted);
          work.tell({
            event: 'epcs.right',
            outcome: 'granted',
            subject,
            actor,
            detail: [['enteredBy', right.enteredBy]],
          });
          return done(granted);
        },
      );
    },
  );
}

/** Ends a right at once. One person is enough. */
export function revokeSigningRight(
  context: Context,
  input: { npi: string; by: string; reason: string },
): Promise<Answer<SigningRight>> {
  return transact(context, null, async (work) => {
    const npi = npiField(input.npi);
    const right = await work.read(signingRights, npi);
    if (right === null || right.state === 'revoked') throw new Refused('right-not-entered');
    await revokeRight(work, npi, textField('reason', input.reason, 200), textField('by', input.by, 80));
    return done((await work.read(signingRights, npi)) ?? right);
  });
}

export function signingRight(context: Context, input: { npi: string }): Promise<Answer<SigningRight | null>> {
  return transact(context, null, async (work) => {
    const npi = npiField(input.npi);
    const prescriber = await work.read(prescribers, npi);
    if (prescriber !== null) {
      await noteLosses(work, prescriber);
      await endLapsedRight(work, prescriber);
    }
    return done(await work.read(signingRights, npi));
  });
}

/** True if the name means this prescriber, in any spelling: one person must not count as two. */
function isPerson(name: string, prescriber: Prescriber): boolean {
  const plain = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s,.]+/g, ' ')
      .trim();
  const { npi, firstName, lastName, email } = prescriber;
  const names = [npi, ownerOf(npi), email, nameOf(prescriber), `${lastName} ${firstName}`];
  return names.some((one) => plain(one) === plain(name));
}
