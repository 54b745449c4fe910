// Registration at iPrescribe, step by step (001:9-37, 001:129): NPI, account, personal and practice information, ID.me,
// Allow. No step can be skipped. An interrupted user continues with user name and password.
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { emailField, newSecretField, npiField, phoneField, secretField, textField } from '../field.js';
import { isPostOfficeBox } from '../identifiers/typed-text.js';
import { authorizations } from '../idme/consent.js';
import { idmeAccounts } from '../idme/idme-account.js';
import { linkLifetimes } from '../link.js';
import { declaredPrescriber, ownerOf } from '../prescribers/prescriber.js';
import { findEntry } from '../registry/registry.js';
import { beginSession, endSession, nextStep, type OpenSession, sessionOf } from '../session.js';
import { countFailure, forgetFailures, refuseThrottled } from '../throttle.js';
import { transact, type Work } from '../work.js';
import { atIprescribe } from './at-iprescribe.js';
import {
  type IprescribeAccount,
  iprescribeAccounts,
  iprescribeNames,
  type RegistrationStep,
} from './iprescribe-account.js';

export const idmeClient = 'iprescribe';

/** "Sign up for iPrescribe, enter your NPI Number" (001:9). Accounts are offered once it is verified (001:14). */
export function signUp(
  context: Context,
  input: { npi: string },
): Promise<Answer<{ session: string; step: 'account'; name: string }>> {
  return transact(context, null, async (work) => {
    const npi = npiField(input.npi);
    const entry = await findEntry(work, npi);
    if (entry === null) throw new Refused('npi-not-found', { field: 'npi' });
    await declaredPrescriber(work, npi);
    if ((await work.read(iprescribeNames, npi)) !== null)
      throw new Refused('npi-registered', { field: 'npi' });
    const session = beginSession(work, 'iprescribe', npi, 'register-account');
    return done({ session, step: 'account' as const, name: `${entry.firstName} ${entry.lastName}`.trim() });
  });
}

/** User name and password; "Create Account" (001:19). */
export function createAccount(
  context: Context,
  session: string,
  input: { username: string; password: string; requestId?: string },
): Promise<Answer<{ step: 'personal' }>> {
  const { requestId, ...asked } = input;
  return transact(
    context,
    { verb: 'iprescribe.create-account', session, requestId, input: asked },
    async (work) => {
      const open = await sessionOf(work, session, 'iprescribe', ['register-account']);
      const username = textField('username', input.username, 40).toLowerCase();
      const password = newSecretField('password', input.password);
      const npi = open.subject;
      if ((await work.read(iprescribeNames, npi)) !== null) throw new Refused('npi-registered');
      if ((await work.read(iprescribeAccounts, username)) !== null)
        throw new Refused('username-taken', { field: 'username' });
      const account: IprescribeAccount = {
        username,
        npi,
        password: await work.once('password', () => context.hash.make(password)),
        step: 'personal',
        email: null,
        role: null,
        specialty: null,
        practice: null,
        idmeEmail: null,
        authorization: null,
        epcsActivatedUs: null,
      };
      work.write(iprescribeAccounts, username, account);
      work.write(iprescribeNames, npi, { username });
      nextStep(work, open, 'register', { username });
      tell(work, npi, 'account');
      return done({ step: 'personal' as const });
    },
  );
}

/** E-mail address, organizational role, specialty; "Save Personal Info" (001:25). */
export function savePersonalInfo(
  context: Context,
  session: string,
  input: { email: string; role: string; specialty: string },
): Promise<Answer<{ step: RegistrationStep }>> {
  return registering(context, session, 'personal', async (work, account) => {
    const email = emailField('email', input.email);
    const role = textField('role', input.role, 60);
    const specialty = textField('specialty', input.specialty, 60);
    return save(work, account, { email, role, specialty, step: 'practice' });
  });
}

/** Practice name, address (no PO Box), phone, fax if there is one; "Save practice info" (001:30-32). */
export function savePracticeInfo(
  context: Context,
  session: string,
  input: PracticeInput,
): Promise<Answer<{ step: RegistrationStep }>> {
  return registering(context, session, 'practice', async (work, account) =>
    save(work, account, { practice: practiceOf(input), step: 'idme' }),
  );
}

interface PracticeInput {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly fax?: string;
}

function practiceOf(input: PracticeInput): NonNullable<IprescribeAccount['practice']> {
  const address = textField('address', input.address, 120);
  if (isPostOfficeBox(address)) throw new Refused('post-office-box', { field: 'address' });
  return {
    name: textField('name', input.name, 80),
    address,
    phone: phoneField('phone', input.phone),
    fax: input.fax === undefined || input.fax.trim() === '' ? null : phoneField('fax', input.fax),
  };
}

/** "Update your contact information if you change locations" (003:196). */
export function updatePracticeInfo(
  context: Context,
  session: string,
  input: PracticeInput,
): Promise<Answer<NonNullable<IprescribeAccount['practice']>>> {
  return atIprescribe(context, session, ['signed-in'], async ({ work, account }) => {
    const practice = practiceOf(input);
    work.write(iprescribeAccounts, account.username, { ...account, practice });
    tell(work, account.npi, 'practice-updated');
    return done(practice);
  });
}

/** "Launch ID.me" (001:37): begins the request to ID.me. It may be launched again. */
export function launchIdme(context: Context, session: string): Promise<Answer<{ authorization: string }>> {
  return registering(context, session, ['idme', 'allow'], async (work, account) => {
    const authorization = work.random('authorization', 16);
    work.write(authorizations, authorization, {
      client: idmeClient,
      clientName: 'iPrescribe',
      state: 'pending',
      email: null,
      expiresUs: work.atUs + linkLifetimes.confirmEmailUs,
    });
    work.write(iprescribeAccounts, account.username, { ...account, authorization, step: 'allow' });
    return done({ authorization });
  });
}

/** Continues after ID.me. With Allow the account can log in from now on (001:129); without it, it cannot (001:5). */
export function finishRegistration(
  context: Context,
  session: string,
): Promise<Answer<{ step: 'registered'; username: string }>> {
  return registering(context, session, 'allow', async (work, account, open) => {
    const asked = await work.read(authorizations, account.authorization ?? '');
    if (asked?.state === 'denied') return refused('consent-denied');
    if (asked?.state !== 'allowed' || asked.email === null) throw new Refused('registration-unfinished');
    const identity = await work.read(idmeAccounts, asked.email);
    if (identity?.npi !== account.npi) throw new Refused('npi-not-confirmed');
    work.write(iprescribeAccounts, account.username, {
      ...account,
      idmeEmail: asked.email,
      step: 'registered',
    });
    work.remove(authorizations, account.authorization ?? '');
    endSession(work, open);
    tell(work, account.npi, 'registered');
    return done({ step: 'registered' as const, username: account.username });
  });
}

/** Continues an interrupted registration (001:3). */
export function resumeRegistration(
  context: Context,
  input: { username: string; password: string },
): Promise<Answer<{ session: string; step: RegistrationStep }>> {
  return transact(context, null, async (work) => {
    const account = await provePassword(work, input);
    if (account === null) return refused('log-in-refused');
    if (account.step === 'registered') throw new Refused('npi-registered');
    const session = beginSession(work, 'iprescribe', account.npi, 'register', { username: account.username });
    return done({ session, step: account.step });
  });
}

/** Always computes one hash. Returns null if user name or password is wrong, and counts that. @throws Refused `throttled` */
export async function provePassword(
  work: Work,
  input: { username: string; password: string },
): Promise<IprescribeAccount | null> {
  const username = textField('username', input.username, 40).toLowerCase();
  const password = secretField('password', input.password);
  await refuseThrottled(work, 'iprescribe', username);
  const account = await work.read(iprescribeAccounts, username);
  const right = await work.once('password', () =>
    work.context.hash.matches(password, account?.password ?? null),
  );
  if (right && account !== null) return account;
  await countFailure(work, 'iprescribe', username);
  work.tell({
    event: 'epcs.iprescribe-log-in',
    outcome: 'refused',
    subject: 'iprescribe',
    actor: 'iprescribe',
  });
  return null;
}

export function passwordProved(work: Work, { username }: IprescribeAccount): void {
  forgetFailures(work, 'iprescribe', username);
}

function registering<T>(
  context: Context,
  session: string,
  steps: RegistrationStep | readonly RegistrationStep[],
  body: (work: Work, account: IprescribeAccount, open: OpenSession) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  return transact(context, null, async (work) => {
    const open = await sessionOf(work, session, 'iprescribe', ['register']);
    const account = await work.read(iprescribeAccounts, String(open.data.username));
    if (account === null) throw new Refused('signed-out');
    if (!([steps].flat() as string[]).includes(account.step)) throw new Refused('step-out-of-order');
    return body(work, account, open);
  });
}

function save(
  work: Work,
  account: IprescribeAccount,
  changes: Partial<IprescribeAccount> & { step: RegistrationStep },
): Answer<{ step: RegistrationStep }> {
  work.write(iprescribeAccounts, account.username, { ...account, ...changes });
  tell(work, account.npi, changes.step);
  return done({ step: changes.step });
}

function tell(work: Work, npi: string, outcome: string): void {
  work.tell({ event: 'epcs.iprescribe-registration', outcome, subject: ownerOf(npi), actor: ownerOf(npi) });
}
