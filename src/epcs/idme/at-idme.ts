// What every verb behind ID.me's sign-in begins with: no outage, the session, its account.
import { type Answer, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { refuseOutage } from '../fault.js';
import { type OpenSession, sessionOf } from '../session.js';
import { transact, type Work } from '../work.js';
import { type IdmeAccount, idmeAccounts, unconfirmedAccount } from './idme-account.js';

export interface AtIdme {
  readonly work: Work;
  readonly open: OpenSession;
  readonly account: IdmeAccount;
}

/** `stages`: where in its steps the session has to be. */
export function atIdme<T>(
  context: Context,
  session: string,
  stages: readonly string[],
  body: (at: AtIdme) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  return transact(context, null, async (work) => {
    await refuseOutage(work);
    const open = await sessionOf(work, session, 'idme', stages);
    const { nobody } = open.data;
    // A sign-up with the address of somebody else's account sees an account that nobody confirms.
    const account =
      typeof nobody === 'string'
        ? unconfirmedAccount(open.subject, nobody, open.beganUs)
        : await work.read(idmeAccounts, open.subject);
    if (account === null) throw new Refused('signed-out');
    return body({ work, open, account });
  });
}
