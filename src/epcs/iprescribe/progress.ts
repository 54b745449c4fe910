// The current step of a session at iPrescribe, for a page that is opened or reloaded.
import { type Answer, done, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { authorizations } from '../idme/consent.js';
import { nameOf, prescribers } from '../prescribers/prescriber.js';
import { sessionOf } from '../session.js';
import { hasBackupCodes } from '../synchronization/backup-codes.js';
import { activeTokens, tokensOf } from '../tokens/binding.js';
import { transact } from '../work.js';
import { iprescribeAccounts, type RegistrationStep } from './iprescribe-account.js';

export const iprescribeStages = [
  'register-account',
  'register',
  'set-up',
  'second-factor',
  'signed-in',
] as const;

export interface IprescribeProgress {
  readonly stage: (typeof iprescribeStages)[number];
  readonly name: string;
  readonly npi: string;
  readonly username: string | null;
  /** The next step of the registration. */
  readonly registration: RegistrationStep | 'account';
  /** The state of the request to ID.me; null if there is none. */
  readonly idme: 'pending' | 'allowed' | 'denied' | null;
  readonly epcsActivated: boolean;
  readonly tokens: readonly { readonly nickname: string; readonly credentialId: string }[];
  readonly backupCodes: boolean;
  /** The token that is being set up (003:100-114); null for none. */
  readonly synchronizing: { readonly serial: string; readonly nextCode: 'wait' | 'press-again' } | null;
  /** The iPrescribe Authenticator that waits for its first code; null for none. */
  readonly authenticator: string | null;
  /** The step of the pairing of an ID.me Auth App (000:23-93); null if there is none. */
  readonly pairing: 'idme' | 'device' | 'activate' | null;
}

export function progress(context: Context, session: string): Promise<Answer<IprescribeProgress>> {
  return transact(context, null, async (work) => {
    const open = await sessionOf(work, session, 'iprescribe', iprescribeStages);
    const { data, stage } = open;
    const account = await work.read(iprescribeAccounts, String(data.username ?? ''));
    const prescriber = await work.read(prescribers, open.subject);
    if (prescriber === null) throw new Refused('signed-out');
    const pairing = data.pairing as
      | { authorization: string; step: 'idme' | 'device' | 'activate' }
      | undefined;
    const synchronization = data.synchronization as { serial: string } | undefined;
    const asked = await work.read(authorizations, pairing?.authorization ?? account?.authorization ?? '');
    return done({
      stage: stage as IprescribeProgress['stage'],
      name: nameOf(prescriber),
      npi: prescriber.npi,
      username: account?.username ?? null,
      registration: account?.step ?? ('account' as const),
      idme: asked?.state ?? null,
      epcsActivated: account !== null && account.epcsActivatedUs !== null,
      tokens: activeTokens(await tokensOf(work, prescriber)).map(({ nickname, credentialId }) => ({
        nickname,
        credentialId,
      })),
      backupCodes: await hasBackupCodes(context, prescriber.npi),
      synchronizing:
        synchronization === undefined
          ? null
          : {
              serial: synchronization.serial,
              nextCode: synchronization.serial.startsWith('FT') ? 'press-again' : 'wait',
            },
      authenticator: typeof data.authenticator === 'string' ? data.authenticator : null,
      pairing: pairing?.step ?? null,
    });
  });
}
