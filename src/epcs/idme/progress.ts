// The current step of a session at ID.me, for a page that is opened or reloaded.
import { type Answer, done } from '../answer.js';
import type { Context } from '../context.js';
import { maskedPhone } from '../identifiers/contact.js';
import { sha256, type Work } from '../work.js';
import { atIdme } from './at-idme.js';
import { type IdmeAccount, isVerified, type Method, type ProofingStep } from './idme-account.js';
import { confirmedRecoveries } from './recovery.js';
import { choicesOf, type MethodChoice, pushes } from './sign-in.js';

export const idmeStages = [
  'confirm-email',
  'set-up-phone',
  'choose-method',
  'method',
  'signed-in',
  'recovery-email',
  'recovery-ownership',
  'recovery-method',
] as const;
export type IdmeStage = (typeof idmeStages)[number];

export interface Progress {
  readonly stage: IdmeStage;
  readonly uuid: string;
  readonly email: string;
  readonly verified: boolean;
  /** The next step of the identity proofing. */
  readonly proofing: ProofingStep;
  readonly methods: readonly MethodChoice[];
  /** The chosen method at stage `method`; null at other stages. */
  readonly chosen: {
    readonly kind: Method['kind'];
    readonly name: string;
    readonly sentTo: string | null;
  } | null;
  /** The masked number of a phone that is being set up, once a code was sent; null for none. */
  readonly phone: string | null;
  /** True if a code generator waits for its first code. */
  readonly generator: boolean;
  /** The step outside this session that has to come first, and whether it is done; null for none. */
  readonly waits: { readonly for: 'email' | 'push'; readonly over: boolean } | null;
}

export function progress(context: Context, session: string): Promise<Answer<Progress>> {
  return atIdme(context, session, idmeStages, async ({ work, open, account }) => {
    const method = account.methods.find(({ id }) => id === open.data.method);
    const chosen =
      open.stage !== 'method' || method === undefined
        ? null
        : {
            kind: method.kind,
            name: method.name,
            sentTo: method.phone === null ? null : maskedPhone(method.phone),
          };
    const { phone, generator } = open.data;
    return done({
      stage: open.stage as IdmeStage,
      uuid: account.uuid,
      email: account.email,
      verified: isVerified(account),
      proofing: account.proofing,
      methods: choicesOf(account.methods),
      chosen,
      phone: typeof phone === 'string' ? maskedPhone(phone) : null,
      generator: typeof generator === 'string',
      waits: await waitsFor(work, open, account),
    });
  });
}

async function waitsFor(
  work: Work,
  { stage, data }: { stage: string; data: Readonly<Record<string, unknown>> },
  account: IdmeAccount,
): Promise<Progress['waits']> {
  if (stage === 'confirm-email') return { for: 'email', over: account.confirmed };
  if (stage === 'recovery-email') {
    const found = await work.read(confirmedRecoveries, sha256(String(data.recovery)));
    return { for: 'email', over: found?.email === account.email };
  }
  if (stage !== 'method' || typeof data.push !== 'string') return null;
  const push = await work.read(pushes, data.push);
  const pending = push?.state === 'pending' && work.atUs < push.expiresUs;
  return { for: 'push', over: !pending };
}
