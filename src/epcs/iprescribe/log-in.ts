// Log-in at iPrescribe (003:58, 003:124-135): user name and password, and every time a code: of a token, or a backup code
// while a lost token is replaced (003:165, 003:170).
import { isSuccess } from '../../verification/index.js';
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { ownerOf, prescribers } from '../prescribers/prescriber.js';
import { beginSession, endSession, nextFactor } from '../session.js';
import { hasBackupCodes } from '../synchronization/backup-codes.js';
import { forgetFailures, readThrottle, refuseThrottled } from '../throttle.js';
import { unknownTo } from '../tokens/bind-token.js';
import { activeTokens, bindings, tokensOf } from '../tokens/binding.js';
import { transact } from '../work.js';
import { type AtIprescribe, atIprescribe } from './at-iprescribe.js';
import { passwordProved, provePassword } from './registration.js';

export interface LogInStep {
  readonly session: string;
  /** `set-up`: no token was ever bound, and the session is good only for setting one up. */
  readonly step: 'second-factor' | 'set-up';
  readonly tokens: readonly { readonly nickname: string; readonly credentialId: string }[];
  readonly backupCodes: boolean;
}

export function logIn(
  context: Context,
  input: { username: string; password: string },
): Promise<Answer<LogInStep>> {
  return transact(context, null, async (work) => {
    const account = await provePassword(work, input);
    if (account === null) return refused('log-in-refused');
    if (account.step !== 'registered') return refused('registration-unfinished');
    const prescriber = await work.read(prescribers, account.npi);
    if (prescriber === null) throw new Refused('npi-not-declared');
    const { npi, username } = account;
    const tokens = activeTokens(await tokensOf(work, prescriber));
    const backupCodes = await hasBackupCodes(context, npi);
    const setUp = prescriber.tokens.length === 0;
    if (!setUp && tokens.length === 0 && !backupCodes)
      return refused('no-second-factor', { values: { it: context.settings.itContact } });
    passwordProved(work, account);
    const step = setUp ? 'set-up' : 'second-factor';
    const session = beginSession(work, 'iprescribe', npi, step, { username });
    return done({
      session,
      step,
      backupCodes,
      tokens: tokens.map(({ nickname, credentialId }) => ({ nickname, credentialId })),
    } as const);
  });
}

/** "Submit" or "Login" (003:128). */
export function submitCode(
  context: Context,
  session: string,
  input: { token: string; otp: string },
): Promise<Answer<{ session: string }>> {
  return atIprescribe(context, session, ['second-factor'], async (at) => {
    const { work, prescriber } = at;
    const { npi } = prescriber;
    await refuseThrottled(work, 'iprescribe-code', npi);
    const { count } = await readThrottle(work, 'iprescribe-code', npi);
    const typed = input.token.trim().slice(0, 128);
    const id = (await context.verifier.credential(typed))?.id ?? typed;
    const binding = await work.read(bindings, id);
    const usable = binding?.npi === npi && binding.state === 'active';
    return work.judge<{ session: string }>(
      (companions) =>
        context.verifier.verify({
          credentialId: usable ? id : unknownTo(id),
          code: input.otp.slice(0, 1024),
          atUs: work.atUs,
          actor: ownerOf(npi),
          companions,
        }),
      ({ outcome }) => {
        if (isSuccess(outcome)) return loggedIn(at, 'token');
        count();
        tell(at, 'refused');
        return refused('invalid-code', { field: 'otp', values: { it: context.settings.itContact } });
      },
    );
  });
}

/** A backup code instead of a token's code (003:165, 003:170). */
export function submitBackupCode(
  context: Context,
  session: string,
  input: { code: string },
): Promise<Answer<{ session: string }>> {
  return atIprescribe(context, session, ['second-factor'], async (at) => {
    const { work, prescriber } = at;
    const owner = ownerOf(prescriber.npi);
    await refuseThrottled(work, 'iprescribe-code', prescriber.npi);
    const { count } = await readThrottle(work, 'iprescribe-code', prescriber.npi);
    return work.judge<{ session: string }>(
      (companions) =>
        context.verifier.consumeBackupCode({
          owner,
          code: input.code.slice(0, 1024),
          atUs: work.atUs,
          actor: owner,
          companions,
        }),
      ({ outcome }) => {
        if (isSuccess(outcome)) return loggedIn(at, 'backup-code');
        count();
        tell(at, 'refused');
        return refused('invalid-backup-code', { field: 'code', values: { it: context.settings.itContact } });
      },
    );
  });
}

/** Log out, to test the set-up by logging in again (003:122). */
export function logOut(context: Context, session: string): Promise<Answer<{ signedOut: true }>> {
  return atIprescribe(context, session, ['set-up', 'second-factor', 'signed-in'], async ({ work, open }) => {
    endSession(work, open);
    return done({ signedOut: true as const });
  });
}

function loggedIn(at: AtIprescribe, factor: string): Answer<{ session: string }> {
  const { work, open, prescriber } = at;
  forgetFailures(work, 'iprescribe-code', prescriber.npi);
  tell(at, 'signed-in', factor);
  return done({ session: nextFactor(work, open, 'signed-in') });
}

function tell({ work, prescriber }: AtIprescribe, outcome: string, factor = 'code'): void {
  const actor = ownerOf(prescriber.npi);
  work.tell({
    event: 'epcs.iprescribe-log-in',
    outcome,
    subject: actor,
    actor,
    detail: [['factor', factor]],
  });
}
