// Token management (004:97-193, 004:360-385): the table of tokens and its actions.
import { type Answer, done, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { choiceField, textField } from '../field.js';
import { nameOf, ownerOf, type Prescriber, prescribers } from '../prescribers/prescriber.js';
import { type SecondTokenAdvice, secondTokenAdvice } from '../second-token/second-token.js';
import { sessionOf } from '../session.js';
import { type BoundToken, bindToken } from '../tokens/bind-token.js';
import { type Binding, disableReasons, enableableReason, tokensOf } from '../tokens/binding.js';
import * as change from '../tokens/change-token.js';
import { transact, type Work } from '../work.js';
import { type TokenInput, tokenToBind } from './enrolment.js';
import { type Status, statusOf } from './home.js';

export type TokenAction = 'Edit' | 'Disable' | 'Enable' | 'Delete';

/** A row of the table (004:101, 004:366). */
export interface TokenRow {
  readonly name: string;
  readonly credentialId: string;
  readonly manufacturer: string;
  readonly issuer: string;
  readonly type: string;
  readonly model: string;
  readonly status: Status;
  readonly reason: string | null;
  readonly actions: readonly TokenAction[];
}

export interface TokenTable {
  readonly name: string;
  readonly npi: string;
  readonly tokens: readonly TokenRow[];
  readonly advice: SecondTokenAdvice | null;
}

/** With `showDeleted` deleted tokens are listed too (004:105). */
export function tokens(
  context: Context,
  session: string,
  input: { showDeleted?: boolean } = {},
): Promise<Answer<TokenTable>> {
  return managing(context, session, null, async (work, prescriber) => {
    const all = await tokensOf(work, prescriber);
    const shown = all.filter(({ state }) => input.showDeleted || state !== 'deleted');
    return done({
      name: nameOf(prescriber),
      npi: prescriber.npi,
      tokens: shown.map(rowOf),
      advice: secondTokenAdvice(all),
    });
  });
}

export function rowOf(token: Binding): TokenRow {
  const { nickname, credentialId, manufacturer, issuer, type, model, reason } = token;
  return {
    name: nickname,
    credentialId,
    manufacturer,
    issuer,
    type,
    model,
    status: statusOf(token),
    reason,
    actions: actionsOf(token),
  };
}

/** The actions of both tables: Disable or Enable, and Delete, of 2021 (004:102-103); Edit of 2025 (004:367). */
function actionsOf({ state, reason }: Binding): readonly TokenAction[] {
  switch (state) {
    case 'active':
      return ['Edit', 'Disable', 'Delete'];
    case 'inactive':
      return reason === enableableReason ? ['Edit', 'Enable', 'Delete'] : ['Edit', 'Delete'];
    case 'lost':
      return ['Delete'];
    case 'deleted':
      return [];
  }
}

/** "Add Two Factor Authentication Token", Save (004:113-193). */
export function addToken(
  context: Context,
  session: string,
  input: TokenInput & { requestId?: string },
): Promise<Answer<{ token: TokenRow; warnings: BoundToken['warnings'] }>> {
  return managing(context, session, { verb: 'gold.add-token', input }, (work, prescriber) =>
    bindToken(work, prescriber, tokenToBind(input), ({ binding, warnings }) => ({
      token: rowOf(binding),
      warnings,
    })),
  );
}

interface TokenChange {
  readonly credentialId: string;
  readonly requestId?: string;
}

/** Edit: the nickname. */
export function editToken(
  context: Context,
  session: string,
  input: TokenChange & { nickname: string },
): Promise<Answer<TokenRow>> {
  return managing(context, session, { verb: 'gold.edit-token', input }, async (work, { npi }) => {
    const nickname = textField('nickname', input.nickname, 40);
    const token = await change.ownToken(work, npi, input.credentialId);
    if (token.state === 'deleted' || token.state === 'lost') throw new Refused('token-deleted');
    return done(rowOf(change.renameToken(work, token, nickname)));
  });
}

/** Disable, with the reason that the page asks for. */
export function disableToken(
  context: Context,
  session: string,
  input: TokenChange & { reason: string },
): Promise<Answer<TokenRow>> {
  return managing(context, session, { verb: 'gold.disable-token', input }, async (work, { npi }) => {
    const reason = choiceField('reason', input.reason, disableReasons);
    return row(await change.disableToken(work, await change.ownToken(work, npi, input.credentialId), reason));
  });
}

export function enableToken(
  context: Context,
  session: string,
  input: TokenChange,
): Promise<Answer<TokenRow>> {
  return managing(context, session, { verb: 'gold.enable-token', input }, async (work, { npi }) =>
    row(await change.enableToken(work, await change.ownToken(work, npi, input.credentialId))),
  );
}

export function deleteToken(
  context: Context,
  session: string,
  input: TokenChange,
): Promise<Answer<TokenRow>> {
  return managing(context, session, { verb: 'gold.delete-token', input }, async (work, { npi }) =>
    row(await change.deleteToken(work, await change.ownToken(work, npi, input.credentialId))),
  );
}

/** Report Lost Token, signed in (004:97). */
export function reportLost(context: Context, session: string, input: TokenChange): Promise<Answer<TokenRow>> {
  return managing(context, session, { verb: 'gold.report-lost', input }, async (work, { npi }) =>
    row(await change.loseToken(work, await change.ownToken(work, npi, input.credentialId), ownerOf(npi))),
  );
}

function row(answer: Answer<Binding>): Answer<TokenRow> {
  return answer.ok ? done(rowOf(answer.value)) : answer;
}

function managing<T>(
  context: Context,
  session: string,
  request: { verb: string; input: { readonly requestId?: string } } | null,
  manage: (work: Work, prescriber: Prescriber) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const { requestId, ...input } = request?.input ?? {};
  const asked = request === null ? null : { verb: request.verb, session, requestId, input };
  return transact(context, asked, async (work) => {
    const { subject } = await sessionOf(work, session, 'gold', ['signed-in']);
    const prescriber = await work.read(prescribers, subject);
    if (prescriber === null) throw new Refused('signed-out');
    return manage(work, prescriber);
  });
}
