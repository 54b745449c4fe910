// The beginning of every verb after ID.me's sign-in: checks for an outage, and reads the session and its account.
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

/** `stages`: the allowed stages of the session. */
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
    // A sign-up with the address of an existing account must see an unconfirmed account instead.
    const account =
      typeof nobody === 'string'
        ? unconfirmedAccount(open.subject, nobody, open.beganUs)
        : await work.read(idmeAccounts, open.subject);
    if (account === null) throw new Refused('signed-out');
    return body({ work, open, account });
  });
}
