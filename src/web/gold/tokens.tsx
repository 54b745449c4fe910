// EPCS Gold, the Tokens tab: the table of 004:101 with the actions of 004:102-103 and 004:367, and "Add New Token"
// (004:113-193, 004:373-385).
import type { Context } from 'hono';
import { Table } from '../document.js';
import { Form, RefusalSummary, SecretField, SelectField, TextField } from '../form.js';
import type { Refusal, Site } from '../site.js';
import { Advice, goldPage, Status } from './home.js';

export interface TokenTable {
  name: string;
  npi: string;
  tokens: {
    name: string;
    credentialId: string;
    manufacturer: string;
    issuer: string;
    type: string;
    model: string;
    status: string;
    reason: string | null;
    actions: string[];
  }[];
  advice: string | null;
}

const verbs: Record<string, string> = {
  Edit: 'edit',
  Disable: 'disable',
  Enable: 'enable',
  Delete: 'delete',
};

export function tokensPage(
  c: Context,
  site: Site,
  table: TokenTable,
  more: { showDeleted: boolean; refusal?: Refusal | undefined },
) {
  const { base } = site;
  return goldPage(
    c,
    site,
    'Tokens',
    'Tokens',
    <>
      <RefusalSummary refusal={more.refusal} />
      <Advice advice={table.advice} />
      <Table
        caption="Tokens"
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
            {token.actions.map((action) => (
              <a
                href={`${base}/gold/tokens/${encodeURIComponent(token.credentialId)}/${verbs[action] ?? 'edit'}`}
              >
                {action}
                <span class="hidden"> {token.name}</span>
              </a>
            ))}
          </span>,
        ])}
        empty="No tokens"
      />
      <p class="buttons">
        <a class="button" href={`${base}/gold/tokens/add`}>
          Add New Token
        </a>
        <a href={more.showDeleted ? `${base}/gold/tokens` : `${base}/gold/tokens?deleted=yes`}>
          {more.showDeleted ? 'Hide Deleted Tokens' : 'Show Deleted Tokens'}
        </a>
      </p>
    </>,
    more.refusal === undefined ? 200 : 400,
  );
}

export const disableReasons = [
  'temporarily unavailable',
  'lost',
  'stolen',
  'damaged',
  'no longer used',
] as const;

/** The form of one action. */
export function tokenActionPage(
  c: Context,
  site: Site,
  action: 'edit' | 'disable' | 'enable' | 'delete',
  token: TokenTable['tokens'][number],
  reasons: readonly string[],
  refusal?: Refusal,
) {
  const heading = `${action[0]!.toUpperCase()}${action.slice(1)} ${token.name}`;
  return goldPage(
    c,
    site,
    'Tokens',
    heading,
    <>
      <RefusalSummary refusal={refusal} />
      <dl class="facts">
        <dt>Credential ID</dt>
        <dd>{token.credentialId}</dd>
        <dt>Status</dt>
        <dd>
          <Status text={token.status} />
        </dd>
      </dl>
      <Form
        c={c}
        action={`${site.base}/gold/tokens/${encodeURIComponent(token.credentialId)}/${action}`}
        label={heading}
      >
        {action === 'edit' ? (
          <TextField name="nickname" label="Token Nickname" value={token.name} refusal={refusal} required />
        ) : null}
        {action === 'disable' ? (
          <SelectField
            name="reason"
            label="Reason"
            refusal={refusal}
            required
            options={reasons.map((reason) => ({ value: reason, text: reason }))}
          />
        ) : null}
        {action === 'delete' ? (
          <p>A deleted token signs nothing. It stays in the list of deleted tokens.</p>
        ) : null}
        <div class="buttons">
          <button type="submit" class="primary">
            {action === 'edit' ? 'Save' : `${action[0]!.toUpperCase()}${action.slice(1)}`}
          </button>
          <a href={`${site.base}/gold/tokens`}>Cancel</a>
        </div>
      </Form>
    </>,
    refusal === undefined ? 200 : 400,
  );
}

/** The manufacturer comes first (004:137-143); the fields that it calls for follow. */
export function addTokenPage(
  c: Context,
  site: Site,
  typed: Readonly<Record<string, string>> = {},
  refusal?: Refusal,
) {
  const { base } = site;
  const manufacturer = typed.manufacturer ?? c.req.query('manufacturer') ?? '';
  const known = manufacturer === 'SYMANTEC' || manufacturer === 'ONESPAN';
  return goldPage(
    c,
    site,
    'Tokens',
    'Add Two Factor Authentication Token',
    <>
      <RefusalSummary refusal={refusal} />
      <form method="get" action={`${base}/gold/tokens/add`} class="form" aria-label="Manufacturer">
        <SelectField
          name="manufacturer"
          label="Token Manufacturer"
          value={manufacturer}
          required
          options={[
            { value: '', text: 'Select' },
            { value: 'SYMANTEC', text: 'SYMANTEC' },
            { value: 'ONESPAN', text: 'ONESPAN' },
          ]}
        />
        <button type="submit" class={known ? 'small' : ''}>
          {known ? 'Change' : 'Continue'}
        </button>
      </form>
      {known ? (
        <Form c={c} action={`${base}/gold/tokens/add`} label="Add Two Factor Authentication Token">
          <input type="hidden" name="manufacturer" value={manufacturer} />
          <SelectField
            name="issuer"
            label="Token Issuer"
            required
            options={[{ value: 'DRFIRST', text: 'DRFIRST' }]}
          />
          <SelectField
            name="type"
            label="Token Type"
            value={typed.type}
            refusal={refusal}
            required
            options={['OTP HARD TOKEN', ...(manufacturer === 'SYMANTEC' ? ['OTP SOFT TOKEN'] : [])].map(
              (type) => ({
                value: type,
                text: type,
              }),
            )}
          />
          <TextField
            name="nickname"
            label="Token Nickname"
            value={typed.nickname}
            refusal={refusal}
            required
          />
          <TextField
            name="credentialId"
            label="Serial# / Credential ID"
            hint={
              manufacturer === 'ONESPAN'
                ? 'The ten digits on the back of the token, without dashes.'
                : 'From the back of the token, without spaces; of VIP Access, its Credential ID.'
            }
            value={typed.credentialId}
            refusal={refusal}
            required
          />
          {manufacturer === 'SYMANTEC' ? (
            <TextField
              name="device"
              label="Device that a soft token lives on"
              hint="It must be another device than the one that you prescribe with."
              value={typed.device}
              refusal={refusal}
            />
          ) : null}
          <SecretField
            name="otp"
            label="One Time Pin"
            hint="Press the button of the token and enter the six digits on its display."
            refusal={refusal}
            otp
            clearText
            required
          />
          <div class="buttons">
            <button type="submit" class="primary">
              Save
            </button>
            <a href={`${base}/gold/tokens`}>Cancel</a>
          </div>
        </Form>
      ) : null}
    </>,
    refusal === undefined ? 200 : 400,
  );
}
