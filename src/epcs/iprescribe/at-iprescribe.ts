// The beginning of every verb after iPrescribe's log-in: reads the session, its account and its prescriber.
import { type Answer, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { type Prescriber, prescribers } from '../prescribers/prescriber.js';
import { type OpenSession, sessionOf } from '../session.js';
import { type Repeatable, transact, type Work } from '../work.js';
import { type IprescribeAccount, iprescribeAccounts } from './iprescribe-account.js';

export interface AtIprescribe {
  readonly work: Work;
  readonly open: OpenSession;
  readonly account: IprescribeAccount;
  readonly prescriber: Prescriber;
}

/** `set-up`: a first log-in without a token, which is good only for setting one up. */
export const settingUp = ['set-up', 'signed-in'] as const;

export function atIprescribe<T>(
  context: Context,
  session: string,
  stages: readonly string[],
  body: (at: AtIprescribe) => Promise<Answer<T>>,
  request: Repeatable | null = null,
): Promise<Answer<T>> {
  return transact(context, request, async (work) => {
    const open = await sessionOf(work, session, 'iprescribe', stages);
    const account = await work.read(iprescribeAccounts, String(open.data.username));
    const prescriber = await work.read(prescribers, open.subject);
    if (account === null || prescriber === null) throw new Refused('signed-out');
    return body({ work, open, account, prescriber });
  });
}
