// The unique identifier of a biometric device, which can replace the token at the sign-in (004:48).
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { newSecretField } from '../field.js';
import { ownerOf, prescribers } from '../prescribers/prescriber.js';
import { sessionOf } from '../session.js';
import { transact } from '../work.js';
import { goldAccounts } from './gold-account.js';
import { provePassphrase } from './sign-in.js';

/**
 * Registers the identifier for a signed-in prescriber, who gives the passphrase. A new one replaces the old one; without an
 * identifier the old one is removed.
 */
export function registerBiometric(
  context: Context,
  session: string,
  input: { passphrase: string; identifier?: string },
): Promise<Answer<{ biometric: boolean }>> {
  return transact(context, null, async (work) => {
    const { subject: npi } = await sessionOf(work, session, 'gold', ['signed-in']);
    const identifier =
      input.identifier === undefined ? null : newSecretField('identifier', input.identifier.trim());
    if ((await provePassphrase(work, npi, input.passphrase)) === null)
      return refused('signing-passphrase', { field: 'passphrase' });
    const account = await work.read(goldAccounts, npi);
    if (account === null || (await work.read(prescribers, npi)) === null) throw new Refused('signed-out');
    const biometric =
      identifier === null ? null : await work.once('biometric', () => context.hash.make(identifier));
    work.write(goldAccounts, npi, { ...account, biometric });
    const outcome = identifier === null ? 'removed' : 'registered';
    work.tell({ event: 'epcs.biometric', outcome, subject: ownerOf(npi), actor: ownerOf(npi) });
    return done({ biometric: identifier !== null });
  });
}
