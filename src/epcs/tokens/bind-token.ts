// Binds a token with a proof. One transaction uses up the codes, activates the credential and writes the binding.
import { isSuccess } from '../../verification/index.js';
import { recordIncident } from '../administration/incident.js';
import { type Answer, done, Refused, refused } from '../answer.js';
import {
  credentialIdOf,
  expectedCredentialId,
  type Manufacturer,
  type TokenType,
  typesOf,
} from '../identifiers/credential-id.js';
import type { MessageCode } from '../messages.js';
import { ownerOf, type Prescriber, prescribers } from '../prescribers/prescriber.js';
import { forgetFailures, readThrottle, refuseThrottled } from '../throttle.js';
import type { Work } from '../work.js';
import { type Binding, bindings, modelOf, mostTokens, tokensOf } from './binding.js';

export interface TokenToBind {
  readonly manufacturer: Manufacturer;
  readonly type: TokenType;
  readonly nickname: string;
  /** The serial number or Credential ID as typed. */
  readonly credentialId: string;
  /** One code, or two consecutive ones as typed. */
  readonly codes: readonly string[];
  readonly device: string | null;
}

export interface BoundToken {
  readonly binding: Binding;
  /** Advice, as codes of messages: a repeated nickname, or only one token. */
  readonly warnings: readonly string[];
}

/** The verifier's policy for the tokens of a manufacturer. */
const policies: Readonly<Record<Manufacturer, string>> = { ONESPAN: 'onespan', SYMANTEC: 'symantec-vip' };

/**
 * The refusal has the same text and takes the same time for an unknown token, another person's token and a wrong code, since
 * the user has proved nothing yet.
 *
 * @param write further rows to store with a success
 * @param leaving the number of tokens that are removed once this one is bound
 */
export async function bindToken<T>(
  work: Work,
  prescriber: Prescriber,
  token: TokenToBind,
  write: (bound: BoundToken) => T,
  refusal: { readonly code: MessageCode; readonly values?: Readonly<Record<string, string>> } = {
    code: 'token-not-added',
  },
  leaving = 0,
): Promise<Answer<T>> {
  const { manufacturer, type, nickname, codes, device } = token;
  const typed = credentialIdOf(manufacturer, type, token.credentialId);
  if (!typesOf(manufacturer).includes(type))
    throw new Refused('token-type-of-manufacturer', { field: 'type' });
  if (typed === null)
    throw new Refused('credential-id', {
      field: 'credentialId',
      values: { expected: expectedCredentialId(manufacturer, type) },
    });
  // The credential's own spelling, so that one token is one row in any spelling.
  const credential = await work.context.verifier.credential(typed);
  const id = credential?.id ?? typed;
  const existing = await work.read(bindings, id);
  const own = existing?.npi === prescriber.npi ? existing : null;
  const tokens = await tokensOf(work, prescriber);
  if (own !== null && own.state !== 'deleted') throw new Refused('token-is-yours', { field: 'credentialId' });
  if (
    own === null &&
    tokens.filter(({ state }) => state === 'active' || state === 'inactive').length >= mostTokens + leaving
  )
    throw new Refused('too-many-tokens', { values: { most: String(mostTokens) } });
  // Only its last owner can bind a deleted token again.
  const taken = existing !== null && own === null;
  const warnings = tokens.some(({ nickname: other, state }) => other === nickname && state !== 'deleted')
    ? ['nickname-repeated']
    : [];
  const { npi } = prescriber;
  await refuseThrottled(work, 'bind', npi);
  const { count } = await readThrottle(work, 'bind', npi);
  return work.judge<T>(
    (companions) =>
      work.context.verifier.activate({
        credentialId: taken ? unknownTo(id) : id,
        codes,
        atUs: work.atUs,
        actor: ownerOf(npi),
        policy: policies[manufacturer],
        owner: ownerOf(npi),
        enables: own !== null,
        companions,
      }),
    ({ outcome }) => {
      const bound = isSuccess(outcome);
      work.tell({
        event: 'epcs.bind',
        outcome: bound ? 'bound' : 'refused',
        subject: id,
        actor: ownerOf(npi),
        reason: taken ? 'the token is bound to another prescriber' : '',
        detail: [['outcome', outcome]],
      });
      if (!bound) {
        count();
        if (taken)
          recordIncident(work, {
            kind: 'foreign-token',
            npi,
            credentialId: id,
            actor: ownerOf(npi),
            what: 'a token of another prescriber was tried',
          });
        return refused(refusal.code, { field: 'credentialId', values: refusal.values ?? {} });
      }
      forgetFailures(work, 'bind', npi);
      const binding: Binding = {
        credentialId: id,
        npi,
        nickname,
        manufacturer,
        issuer: 'DRFIRST',
        type,
        model: modelOf(manufacturer, type, id),
        state: 'active',
        reason: null,
        device,
        boundUs: work.atUs,
        changedUs: work.atUs,
      };
      work.write(bindings, id, binding);
      if (own === null) work.write(prescribers, npi, { ...prescriber, tokens: [...prescriber.tokens, id] });
      return done(write({ binding, warnings }));
    },
  );
}

/** An ID that no credential has, so that the verifier does the same work for it. */
export function unknownTo(id: string): string {
  return `not this prescriber's: ${id}`.slice(0, 128);
}
