// EPCS Gold, the Tokens tab: the table of 004:101 with the actions of 004:102-103 and 004:367; below it "Add New Token"
// (004:113-193, 004:373-385).
import type { Context } from 'hono';
import { OperationForm } from '../form.js';
import { RefusalSummary } from '../refusal.js';
import type { Refused, Site, Value } from '../site.js';
import { Facts, Said, Status, Table } from '../table.js';
import { Advice, goldPage, tokenWords } from './frame.js';
import { TokenPictures } from './token-picture.js';

export type TokenTable = Value<'gold.tokens'>;

export const tokenActions = ['edit', 'disable', 'enable', 'delete'] as const;
export type TokenAction = (typeof tokenActions)[number];

export function tokensPage(
  c: Context,
  site: Site,
  table: TokenTable,
  more: { showDeleted?: boolean; adding?: { manufacturer: string }; refused?: Refused; said?: string } = {},
) {
  const { base } = site;
  const { showDeleted = false, adding, refused, said } = more;
  const action = (name: string, credentialId: string) =>
    `${base}/gold/tokens/${encodeURIComponent(credentialId)}/${name.toLowerCase()}`;
  return goldPage(
    c,
    site,
    { tab: 'Tokens', heading: 'Tokens', status: refused === undefined ? 200 : 400 },
    <>
      {said === undefined ? null : <Said text={said} />}
      <RefusalSummary refused={refused} />
      <Facts
        facts={[
          ['Name', table.name],
          ['NPI', table.npi],
          ['', <a href={`${base}/gold/report-lost`}>Report Lost Token</a>],
        ]}
      />
      <Advice advice={table.advice} />
      <Table
        caption="Current Tokens"
        columns={[
          'Token Name',
          'Credential ID',
          'Manufacturer',
          'Issuer',
          'Type',
          'Model',
          'Status',
          'Action',
        ]}
        rows={table.tokens.map((token) => [
          token.name,
          token.credentialId,
          token.manufacturer,
          token.issuer,
          token.type,
          token.model,
          <Status text={token.status} />,
          <span class="actions">
            {token.actions.map((name) => (
              <a href={action(name, token.credentialId)}>
                {name}
                <span class="hidden"> {token.name}</span>
              </a>
            ))}
          </span>,
        ])}
        empty="No tokens"
      />
      <p class="buttons">
        <a href={showDeleted ? `${base}/gold/tokens` : `${base}/gold/tokens?deleted=yes`}>
          {showDeleted ? 'Hide Deleted Tokens' : 'Show Deleted Tokens'}
        </a>
        <a class="button" href={`${base}/gold/tokens/add`}>
          Add New Token
        </a>
      </p>
      {adding === undefined ? null : (
        <AddToken
          c={c}
          site={site}
          action={`${base}/gold/tokens/add`}
          verb="gold.add-token"
          manufacturer={adding.manufacturer}
          refused={refused}
          cancel={`${base}/gold/tokens`}
        />
      )}
    </>,
  );
}

/** The manufacturer comes first (004:137-143); the other fields depend on it. */
export function AddToken(props: {
  c: Context;
  site: Site;
  action: string;
  verb: 'gold.add-token' | 'gold.enrol-token';
  manufacturer: string;
  refused: Refused | undefined;
  cancel: string;
}) {
  const { c, action, verb, manufacturer, refused, cancel } = props;
  const known = manufacturer === 'SYMANTEC' || manufacturer === 'ONESPAN';
  return (
    <section class="card" id="add" aria-labelledby="add-heading">
      <h2 id="add-heading" tabindex={-1} data-focus={refused === undefined ? '' : undefined}>
        Add Two Factor Authentication Token
      </h2>
      <p class="hint">Fields marked with * are mandatory</p>
      <div class="two">
        <div>
          <form method="get" action={`${action}#add`} class="row">
            <div class="field">
              <div class="label">
                <label for="manufacturer">Token Manufacturer</label>
                <span class="required" aria-hidden="true">
                  *
                </span>
                <details class="help">
                  <summary>
                    ?<span class="hidden"> Help about Token Manufacturer</span>
                  </summary>
                  <p>ONESPAN makes the Digipass GO 7, SYMANTEC the VIP tokens and the VIP Access app.</p>
                </details>
              </div>
              <select id="manufacturer" name="manufacturer" required>
                {['', 'SYMANTEC', 'ONESPAN'].map((value) => (
                  <option value={value} selected={value === manufacturer}>
                    {value === '' ? 'Select' : value}
                  </option>
                ))}
              </select>
            </div>
            <button type="submit">{known ? 'Change' : 'Continue'}</button>
          </form>
          {known ? (
            <OperationForm
              c={c}
              // The query keeps the manufacturer when a fob's button returns to this page without script.
              action={`${action}?manufacturer=${manufacturer}`}
              verb={verb}
              fields={tokenWords(manufacturer)}
              hidden={{ manufacturer }}
              button="Save"
              refused={refused}
              beside={<a href={cancel}>Cancel</a>}
            />
          ) : (
            <p>
              <a href={cancel}>Cancel</a>
            </p>
          )}
        </div>
        {known ? <TokenPictures manufacturer={manufacturer} /> : null}
      </div>
    </section>
  );
}

/** The page of one action. */
export function tokenActionPage(
  c: Context,
  site: Site,
  action: TokenAction,
  token: TokenTable['tokens'][number],
  refused?: Refused,
) {
  const word = `${action[0]!.toUpperCase()}${action.slice(1)}`;
  return goldPage(
    c,
    site,
    { tab: 'Tokens', heading: `${word} ${token.name}`, status: refused === undefined ? 200 : 400 },
    <>
      <RefusalSummary refused={refused} />
      <Facts
        facts={[
          ['Credential ID', token.credentialId],
          ['Status', <Status text={token.status} />],
        ]}
      />
      {action === 'delete' ? (
        <p>
          A deleted token signs nothing. It stays in the list of deleted tokens; you may add it again by a
          code.
        </p>
      ) : null}
      <OperationForm
        c={c}
        action={`${site.base}/gold/tokens/${encodeURIComponent(token.credentialId)}/${action}`}
        verb={`gold.${action}-token`}
        fields={
          action === 'edit'
            ? { nickname: { label: 'Token Nickname', value: token.name } }
            : action === 'disable'
              ? { reason: { label: 'Reason' } }
              : {}
        }
        button={action === 'edit' ? 'Save' : word}
        refused={refused}
        beside={<a href={`${site.base}/gold/tokens`}>Cancel</a>}
      />
    </>,
  );
}
