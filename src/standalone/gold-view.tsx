// The token pages, with the labels of the document that begins with 004 (lines 68, 101, 137-193) and of 003:100-120.
import type { Child } from 'hono/jsx';
import { Status, Table } from '../web/table.js';
import type { Gold, Manufacturer, Result } from './gold.js';

export type Page = 'Tokens' | 'Sign in' | 'Synchronize' | 'Report Lost Token';
export const pages: readonly Page[] = ['Tokens', 'Sign in', 'Synchronize', 'Report Lost Token'];

export interface Shown {
  page: Page;
  manufacturer: Manufacturer | '';
  result: Result | undefined;
}

export function GoldView({ gold, shown }: { gold: Gold; shown: Shown }) {
  return (
    <>
      <h1 tabindex={-1}>{shown.page}</h1>
      {shown.result === undefined ? null : <Outcome result={shown.result} />}
      {shown.page === 'Tokens' ? <Tokens gold={gold} manufacturer={shown.manufacturer} /> : null}
      {shown.page === 'Sign in' ? <SignIn gold={gold} /> : null}
      {shown.page === 'Synchronize' ? <Synchronize gold={gold} /> : null}
      {shown.page === 'Report Lost Token' ? <ReportLost gold={gold} /> : null}
    </>
  );
}

function Outcome({ result }: { result: Result }) {
  const { message, causes = [], remedy } = result.message;
  const it = (text: string): string => text.replace('{it}', 'IT help desk, 202-555-0100');
  return (
    <section class={result.good ? 'said' : 'refusal'} role={result.good ? 'status' : 'alert'} tabindex={-1}>
      <p>
        <strong>{message}</strong>
      </p>
      {causes.length === 0 ? null : (
        <dl>
          {causes.map(({ cause, remedy: cure }) => (
            <>
              <dt>{cause}</dt>
              <dd>{it(cure)}</dd>
            </>
          ))}
        </dl>
      )}
      {remedy === '' ? null : <p>{it(remedy)}</p>}
      <p class="quiet">What an operator sees: {result.operator}.</p>
    </section>
  );
}

function Tokens({ gold, manufacturer }: { gold: Gold; manufacturer: Manufacturer | '' }) {
  return (
    <>
      <Table
        caption="Current Tokens"
        columns={['Token Name', 'Credential ID', 'Manufacturer', 'Issuer', 'Type', 'Model', 'Status']}
        rows={gold.tokens.map((token) => [
          token.nickname,
          token.record.facts.serial ?? token.record.id,
          token.manufacturer,
          'DRFIRST',
          'OTP HARD TOKEN',
          token.model,
          <Status text={token.status} />,
        ])}
        empty="No tokens"
      />
      <section class="card" aria-labelledby="add">
        <h2 id="add">Add Two Factor Authentication Token</h2>
        <form class="form" data-form="add">
          <div class="field">
            <label for="manufacturer">Token Manufacturer</label>
            <select id="manufacturer" name="manufacturer" required data-do="manufacturer">
              {['', 'SYMANTEC', 'ONESPAN'].map((value) => (
                <option value={value} selected={value === manufacturer}>
                  {value === '' ? 'Select' : value}
                </option>
              ))}
            </select>
          </div>
          {manufacturer === '' ? null : (
            <>
              <Input name="nickname" label="Token Nickname" placeholder="Name your device" />
              <Input
                name="serial"
                label="Serial#/Credential ID"
                hint={
                  manufacturer === 'ONESPAN'
                    ? 'The ten digits on the back of the token, without dashes.'
                    : 'From the back of the token.'
                }
              />
              <Code name="otp" label="One Time Pin (OTP)" />
              <p class="buttons">
                <button type="submit" class="primary">
                  Save
                </button>
                <button type="button" data-do="cancel">
                  Cancel
                </button>
              </p>
            </>
          )}
        </form>
      </section>
    </>
  );
}

function SignIn({ gold }: { gold: Gold }) {
  return (
    <TokenForm gold={gold} form="sign-in" button="Submit">
      <Code name="otp" label="OTP" />
      <label class="check">
        <input type="checkbox" data-do="clear-text" /> Show Clear Text
      </label>
    </TokenForm>
  );
}

function Synchronize({ gold }: { gold: Gold }) {
  return (
    <TokenForm gold={gold} form="synchronize" button="Submit">
      <Code
        name="current"
        label="Current Code"
        hint="Press the button of the token and enter the numbers on its display."
      />
      <Code
        name="next"
        label="Next Code"
        hint="Wait for the code to change (+30 s on the bench), press again, and enter the new numbers."
      />
    </TokenForm>
  );
}

function ReportLost({ gold }: { gold: Gold }) {
  return <TokenForm gold={gold} form="report-lost" button="Report Lost Token" />;
}

function TokenForm(props: { gold: Gold; form: string; button: string; children?: Child }) {
  const { gold, form, button, children } = props;
  if (gold.tokens.length === 0) return <p>There is no token yet: add one under Tokens.</p>;
  return (
    <form class="form card" data-form={form}>
      <div class="field">
        <label for="token">Token</label>
        <select id="token" name="token">
          {gold.tokens.map(({ record, nickname }) => (
            <option value={record.id}>{`${nickname} (${record.facts.serial})`}</option>
          ))}
        </select>
      </div>
      {children}
      <p class="buttons">
        <button type="submit" class="primary">
          {button}
        </button>
        <button type="button" data-do="cancel">
          Cancel
        </button>
      </p>
    </form>
  );
}

interface InputWords {
  name: string;
  label: string;
  hint?: string;
  placeholder?: string;
}

function Input({ name, label, hint, placeholder }: InputWords) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        type="text"
        id={name}
        name={name}
        autocomplete="off"
        placeholder={placeholder}
        aria-describedby={hint === undefined ? undefined : `${name}-hint`}
      />
    </div>
  );
}

function Code({ name, label, hint }: InputWords) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        type="password"
        class="code"
        id={name}
        name={name}
        required
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={64}
        aria-describedby={hint === undefined ? undefined : `${name}-hint`}
      />
    </div>
  );
}
