// Where a session at ID.me is in its steps, for a page that is opened or loaded again.
import { type Answer, done } from '../answer.js';
import type { Context } from '../context.js';
import { maskedPhone } from '../identifiers/contact.js';
import { atIdme } from './at-idme.js';
import { isVerified, type Method } from './idme-account.js';
import { choicesOf, type MethodChoice } from './sign-in.js';

export const signInStages = [
  'confirm-email',
  'set-up-phone',
  'choose-method',
  'method',
  'signed-in',
] as const;
export type SignInStage = (typeof signInStages)[number];

export interface Progress {
  readonly stage: SignInStage;
  readonly uuid: string;
  readonly email: string;
  readonly verified: boolean;
  readonly methods: readonly MethodChoice[];
  /** The method that was chosen, at stage `method`; null at the others. */
  readonly chosen: {
    readonly kind: Method['kind'];
    readonly name: string;
    readonly sentTo: string | null;
  } | null;
}

export function progress(context: Context, session: string): Promise<Answer<Progress>> {
  return atIdme(context, session, signInStages, async ({ open, account }) => {
    const method = account.methods.find(({ id }) => id === open.data.method);
    const chosen =
      open.stage !== 'method' || method === undefined
        ? null
        : {
            kind: method.kind,
            name: method.name,
            sentTo: method.phone === null ? null : maskedPhone(method.phone),
          };
    return done({
      stage: open.stage as SignInStage,
      uuid: account.uuid,
      email: account.email,
      verified: isVerified(account),
      methods: choicesOf(account.methods),
      chosen,
    });
  });
}
