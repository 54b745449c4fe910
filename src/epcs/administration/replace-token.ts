// Replaces a token (003:165): its owner proves the new one with codes, and the old one never works again.
import { VerificationError } from '../../verification/index.js';
import { type Answer, done, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { actorField, npiField, optionalText, textField } from '../field.js';
import { kindOf } from '../identifiers/credential-id.js';
import { declaredPrescriber, ownerOf } from '../prescribers/prescriber.js';
import { type SecondTokenAdvice, secondTokenAdvice } from '../second-token/second-token.js';
import { bindToken } from '../tokens/bind-token.js';
import { type Binding, bindings, tokensOf } from '../tokens/binding.js';
import { ownToken } from '../tokens/change-token.js';
import { transact, type Work } from '../work.js';

export interface ReplaceInput {
  readonly npi: string;
  /** The old token. */
  readonly credentialId: string;
  /** Serial number or Credential ID of the new token, which must be in stock. */
  readonly successor: string;
  /** Two consecutive codes of the new token, as the prescriber reads them out. */
  readonly currentCode: string;
  readonly nextCode: string;
  readonly nickname?: string;
  readonly by: string;
  readonly reason: string;
}

export interface Replaced {
  readonly credentialId: string;
  readonly replacedBy: string;
  readonly advice: SecondTokenAdvice | null;
}

/** Two transactions: the new binding, and the end of the old token. Repeated after a crash in between, it does the second. */
export async function replaceToken(context: Context, input: ReplaceInput): Promise<Answer<Replaced>> {
  const by = input.by;
  const bound = await transact(context, null, async (work) => {
    actorField(by);
    textField('reason', input.reason, 200);
    const prescriber = await declaredPrescriber(work, npiField(input.npi));
    const old = await ownToken(work, prescriber.npi, input.credentialId);
    if (old.reason?.startsWith(replacedBy)) throw new Refused('token-deleted', { field: 'credentialId' });
    const kind = kindOf(input.successor);
    if (kind === null)
      throw new Refused('credential-id', {
        field: 'successor',
        values: { expected: 'the serial number on the back, or the Credential ID of the app' },
      });
    const id = (await context.verifier.credential(kind.id))?.id ?? kind.id;
    if (id === old.credentialId) throw new Refused('token-is-yours', { field: 'successor' });
    const existing = await work.read(bindings, id);
    if (existing?.npi === prescriber.npi && existing.state === 'active') return done(existing);
    const token = {
      ...kind,
      nickname: optionalText('nickname', input.nickname, 40) ?? old.nickname,
      credentialId: input.successor,
      codes: [input.currentCode.slice(0, 1024), input.nextCode.slice(0, 1024)],
      device: null,
    };
    const leaving = old.state === 'active' || old.state === 'inactive' ? 1 : 0;
    const values = { it: context.settings.itContact };
    // The old token makes room for the new one.
    return bindToken(
      work,
      prescriber,
      token,
      ({ binding }) => binding,
      { code: 'not-synchronized', values },
      leaving,
    );
  });
  if (!bound.ok) return bound;
  return transact(context, null, (work) => endOld(work, input, bound.value));
}

const replacedBy = 'replaced by ';

async function endOld(work: Work, input: ReplaceInput, successor: Binding): Promise<Answer<Replaced>> {
  const prescriber = await declaredPrescriber(work, npiField(input.npi));
  const old = await ownToken(work, prescriber.npi, input.credentialId);
  const { credentialId } = old;
  const tokens = await tokensOf(work, prescriber);
  const plan = (): Answer<Replaced> => {
    const reason = `${replacedBy}${successor.credentialId}`;
    work.write(bindings, credentialId, { ...old, state: 'deleted', reason, changedUs: work.atUs });
    work.tell({
      event: 'epcs.replace',
      outcome: 'replaced',
      subject: credentialId,
      actor: actorField(input.by),
      reason: input.reason,
      detail: [
        ['replacedBy', successor.credentialId],
        ['owner', ownerOf(prescriber.npi)],
      ],
    });
    const left = tokens.filter((token) => token.credentialId !== credentialId);
    return done({ credentialId, replacedBy: successor.credentialId, advice: secondTokenAdvice(left) });
  };
  try {
    return await work.store(
      (companions) =>
        work.context.verifier.setState({
          credentialId,
          state: 'replaced',
          replacedBy: successor.credentialId,
          atUs: work.atUs,
          actor: input.by,
          reason: input.reason,
          companions,
        }),
      plan,
    );
  } catch (error) {
    // An operator has already replaced or deleted the credential.
    if (error instanceof VerificationError && error.code === 'bad-transition') return plan();
    throw error;
  }
}
