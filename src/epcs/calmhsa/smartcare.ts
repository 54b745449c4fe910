// CalMHSA Rx through SmartCare (004:195-204): another way in to the token management of EPCS Gold.
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { actorField, newSecretField, npiField, secretField, textField } from '../field.js';
import { declaredPrescriber, nameOf, prescribers } from '../prescribers/prescriber.js';
import { beginSession, endSession, sessionOf } from '../session.js';
import { table } from '../table.js';
import { countFailure, forgetFailures, refuseThrottled } from '../throttle.js';
import { transact } from '../work.js';

interface SmartcareAccount {
  readonly npi: string;
  readonly password: string;
}

const accounts = table<SmartcareAccount>('smartcare-account');

/** The main menu, top left (004:198-200). */
export const mainMenu = { Utilities: ['Token Management'] } as const;

/** Makes an account, as an administrator of SmartCare does. The documents begin with the log-in. */
export function createAccount(
  context: Context,
  input: { npi: string; username: string; password: string; by: string },
): Promise<Answer<{ username: string }>> {
  return transact(context, null, async (work) => {
    const by = actorField(input.by);
    const { npi } = await declaredPrescriber(work, npiField(input.npi));
    const username = textField('username', input.username, 40).toLowerCase();
    const password = newSecretField('password', input.password);
    if ((await work.read(accounts, username)) !== null)
      throw new Refused('username-taken', { field: 'username' });
    work.write(accounts, username, {
      npi,
      password: await work.once('password', () => context.hash.make(password)),
    });
    work.tell({
      event: 'epcs.smartcare-account',
      outcome: 'created',
      subject: `npi:${npi}`,
      actor: by,
    });
    return done({ username });
  });
}

export function logIn(
  context: Context,
  input: { username: string; password: string },
): Promise<Answer<{ session: string; name: string; menu: typeof mainMenu }>> {
  return transact(context, null, async (work) => {
    const username = textField('username', input.username, 40).toLowerCase();
    const password = secretField('password', input.password);
    await refuseThrottled(work, 'smartcare', username);
    const account = await work.read(accounts, username);
    const right = await work.once('password', () =>
      context.hash.matches(password, account?.password ?? null),
    );
    const prescriber = account === null ? null : await work.read(prescribers, account.npi);
    if (!right || prescriber === null) {
      await countFailure(work, 'smartcare', username);
      work.tell({
        event: 'epcs.smartcare-log-in',
        outcome: 'refused',
        subject: 'smartcare',
        actor: 'smartcare',
      });
      return refused('log-in-refused');
    }
    forgetFailures(work, 'smartcare', username);
    const session = beginSession(work, 'calmhsa', prescriber.npi, 'signed-in');
    return done({ session, name: nameOf(prescriber), menu: mainMenu });
  });
}

/** The user of the session, and the main menu. */
export function menu(
  context: Context,
  session: string,
): Promise<Answer<{ name: string; menu: typeof mainMenu }>> {
  return transact(context, null, async (work) => {
    const { subject } = await sessionOf(work, session, 'calmhsa', ['signed-in']);
    const prescriber = await work.read(prescribers, subject);
    if (prescriber === null) throw new Refused('signed-out');
    return done({ name: nameOf(prescriber), menu: mainMenu });
  });
}

/** Utilities → Token Management, which leads to the sign-in of EPCS Gold with its own two factors (004:204). */
export function tokenManagement(
  context: Context,
  session: string,
): Promise<Answer<{ next: 'gold-sign-in'; npi: string }>> {
  return transact(context, null, async (work) => {
    const { subject } = await sessionOf(work, session, 'calmhsa', ['signed-in']);
    return done({ next: 'gold-sign-in' as const, npi: subject });
  });
}

export function logOut(context: Context, session: string): Promise<Answer<{ signedOut: true }>> {
  return transact(context, null, async (work) => {
    endSession(work, await sessionOf(work, session, 'calmhsa', ['signed-in']));
    return done({ signedOut: true as const });
  });
}
