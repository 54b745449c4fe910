// Binds the iPrescribe Authenticator app (003:15-87): the user scans its image, and the NPI is looked up in regions 1–5. If
// the NPI is not found, the binding stops. That is an outcome, not an error: the user continues with the hardware token.
import { isSuccess } from '../../verification/index.js';
import { type Answer, done, type Refusal, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { optionalText } from '../field.js';
import { atIprescribe, settingUp } from '../iprescribe/at-iprescribe.js';
import { ownerOf, prescribers } from '../prescribers/prescriber.js';
import { findInRegions } from '../registry/registry.js';
import { nextFactor, nextStep } from '../session.js';
import { readThrottle, refuseThrottled } from '../throttle.js';
import { type Binding, bindings, mostTokens, tokensOf } from '../tokens/binding.js';
import type { Work } from '../work.js';

/** The listed methods (003:66-67, 003:95). The hardware token is always offered, although 003:40 says otherwise. */
export const authenticationMethods = [
  'iPrescribe Authenticator',
  'Code Generator or Hardware Token',
] as const;

export const stopFeature = 'IP-Auth-Stop-Binding-2.0';

/** The content of an activation image, for the code that makes the image. It holds the app's seed: keep it secret. */
export interface ActivationRecord {
  readonly serial: string;
  /** Hexadecimal. */
  readonly seed: string;
  readonly kind: 'totp';
  readonly digits: 6;
  readonly stepSeconds: 30;
}

export type BindingStart =
  | { readonly outcome: 'proceed'; readonly activation: ActivationRecord }
  | {
      readonly outcome: 'stopped';
      readonly feature: typeof stopFeature;
      readonly notice: Pick<Refusal, 'message' | 'causes' | 'remedy'>;
      readonly next: 'hardware-token';
    };

export function authenticationMethodList(
  context: Context,
  session: string,
): Promise<Answer<{ methods: typeof authenticationMethods }>> {
  return atIprescribe(context, session, settingUp, async () => done({ methods: authenticationMethods }));
}

/** "iPrescribe Authenticator" (003:67-77). */
export function startBinding(context: Context, session: string): Promise<Answer<BindingStart>> {
  return atIprescribe<BindingStart>(context, session, settingUp, async ({ work, open, prescriber }) => {
    const { npi } = prescriber;
    const actor = ownerOf(npi);
    const entry = await findInRegions(work, npi);
    if (entry === null) {
      work.tell({
        event: 'epcs.authenticator-binding',
        outcome: 'stopped',
        subject: actor,
        actor,
        reason: stopFeature,
      });
      const notice = refused('authenticator-stopped', { values: { it: context.settings.itContact } });
      if (notice.ok) throw new Error('A refusal is none.');
      const { message, causes, remedy } = notice.refusal;
      return done({
        outcome: 'stopped',
        feature: stopFeature,
        notice: { message, causes, remedy },
        next: 'hardware-token',
      } as const);
    }
    const activation = await newAuthenticator(work, npi);
    nextStep(work, open, open.stage, { ...open.data, authenticator: activation.serial });
    work.tell({ event: 'epcs.authenticator-binding', outcome: 'proceed', subject: activation.serial, actor });
    return done({ outcome: 'proceed', activation } as const);
  });
}

async function newAuthenticator(work: Work, npi: string): Promise<ActivationRecord> {
  const { verifier } = work.context;
  const digits =
    BigInt(`0x${Buffer.from(work.random('authenticator', 8), 'base64url').toString('hex')}`) %
    10_000_000_000n;
  const serial = `IPA${String(digits).padStart(10, '0')}`;
  const seed = new Uint8Array(Buffer.from(work.random('authenticator seed', 20), 'base64url'));
  // A separate transaction is safe: an issued credential whose image nobody scans accepts no code.
  if ((await verifier.credential(serial)) === null)
    await verifier.enroll({
      id: serial,
      seed,
      kind: 'totp',
      lifecycle: 'issued',
      manufacturer: 'iPrescribe',
      model: 'iprescribe/authenticator',
      policy: 'rfc',
      owner: ownerOf(npi),
      atUs: work.atUs,
      actor: ownerOf(npi),
      reason: 'activation image',
    });
  return { serial, seed: Buffer.from(seed).toString('hex'), kind: 'totp', digits: 6, stepSeconds: 30 };
}

/** The app's first code binds it. */
export function confirmBinding(
  context: Context,
  session: string,
  input: { otp: string; nickname?: string; device?: string },
): Promise<Answer<{ session: string; credentialId: string }>> {
  return atIprescribe(context, session, settingUp, async ({ work, open, prescriber }) => {
    const id = open.data.authenticator;
    if (typeof id !== 'string') throw new Refused('step-out-of-order');
    const { npi } = prescriber;
    const nickname = optionalText('nickname', input.nickname, 40) ?? 'iPrescribe Authenticator';
    const device = optionalText('device', input.device, 60);
    const tokens = await tokensOf(work, prescriber);
    if (tokens.filter(({ state }) => state === 'active' || state === 'inactive').length >= mostTokens)
      throw new Refused('too-many-tokens', { values: { most: String(mostTokens) } });
    await work.read(bindings, id);
    await refuseThrottled(work, 'iprescribe-code', npi);
    const { count } = await readThrottle(work, 'iprescribe-code', npi);
    return work.judge<{ session: string; credentialId: string }>(
      (companions) =>
        context.verifier.activate({
          credentialId: id,
          codes: [input.otp.slice(0, 1024)],
          atUs: work.atUs,
          actor: ownerOf(npi),
          companions,
        }),
      ({ outcome }) => {
        if (!isSuccess(outcome)) {
          count();
          return refused('invalid-code', { field: 'otp', values: { it: context.settings.itContact } });
        }
        const binding: Binding = {
          credentialId: id,
          npi,
          nickname,
          manufacturer: 'IPRESCRIBE',
          issuer: 'DRFIRST',
          type: 'OTP SOFT TOKEN',
          model: 'IPRESCRIBE AUTHENTICATOR',
          state: 'active',
          reason: null,
          device,
          boundUs: work.atUs,
          changedUs: work.atUs,
        };
        work.write(bindings, id, binding);
        work.write(prescribers, npi, { ...prescriber, tokens: [...prescriber.tokens, id] });
        work.tell({ event: 'epcs.bind', outcome: 'bound', subject: id, actor: ownerOf(npi) });
        const { authenticator: _, ...data } = open.data;
        return done({ session: nextFactor(work, open, 'signed-in', data), credentialId: id });
      },
    );
  });
}
