// EPCS Gold, not yet enrolled: the Invitation ID of the mail (004:48), "Registering a Two Factor Authentication Token"
// (004:154-160) with the table of 004:166, the proofing, and the passphrase.
import type { Context } from 'hono';
import { page, Table } from '../document.js';
import { Form, RefusalSummary, SecretField, SelectField, TextField } from '../form.js';
import type { Refusal, Site } from '../site.js';
import { Advice } from './home.js';
import { system } from './sign-in.js';

export interface EnrolmentView {
  name: string;
  npi: string;
  step: 'token' | 'proofing' | 'passphrase';
  tokens: {
    nickname: string;
    credentialId: string;
    manufacturer: string;
    issuer: string;
    type: string;
    auth: string;
  }[];
  advice: string | null;
}

export function invitationPage(c: Context, site: Site, refusal?: Refusal) {
  return page(
    c,
    site,
    {
      title: 'EPCS Gold: Enrolment',
      heading: 'Not yet enrolled',
      system,
      status: refusal === undefined ? 200 : 400,
    },
    <>
      <p>
        Have the Invitation ID of your mail and a token at hand.{' '}
        <a href={`${site.base}/mail`}>The mail is here.</a>
      </p>
      <RefusalSummary refusal={refusal} />
      <Form c={c} action={`${site.base}/gold/enroll`} label="Enrolment">
        <TextField name="invitationId" label="Invitation ID" refusal={refusal} required />
        <div class="buttons">
          <button type="submit" class="primary">
            Next
          </button>
          <a href={`${site.base}/gold`}>Cancel</a>
        </div>
      </Form>
    </>,
  );
}

export function enrolmentPage(
  c: Context,
  site: Site,
  view: EnrolmentView,
  typed: Readonly<Record<string, string>> = {},
  refusal?: Refusal,
) {
  const heading =
    view.step === 'token'
      ? 'Registering a Two Factor Authentication Token'
      : view.step === 'proofing'
        ? 'Identity proofing'
        : 'Choose a passphrase';
  return page(
    c,
    site,
    { title: `EPCS Gold: ${heading}`, heading, system, status: refusal === undefined ? 200 : 400 },
    <>
      <dl class="facts">
        <dt>Name</dt>
        <dd>{view.name}</dd>
        <dt>NPI</dt>
        <dd>{view.npi}</dd>
      </dl>
      <RefusalSummary refusal={refusal} />
      <Advice advice={view.advice} />
      {view.step === 'token' || view.tokens.length > 0 ? (
        <Table
          caption="Your tokens"
          columns={['Token Nickname', 'Credential ID', 'Manufacturer', 'Issuer', 'Type', 'Auth']}
          rows={view.tokens.map(({ nickname, credentialId, manufacturer, issuer, type, auth }) => [
            nickname,
            credentialId,
            manufacturer,
            issuer,
            type,
            auth,
          ])}
          empty="No token yet: a token is required to go on"
        />
      ) : null}
      {view.step === 'token' || view.step === 'proofing' ? (
        <TokenForm c={c} site={site} typed={typed} refusal={refusal} />
      ) : null}
      {view.step === 'proofing' ? (
        <Form c={c} action={`${site.base}/gold/enroll/proof`} label="Identity proofing">
          <h2>Identity proofing</h2>
          <p>Nobody’s papers are looked at. You choose how it ends.</p>
          <SelectField
            name="outcome"
            label="Outcome of the proofing"
            required
            options={[
              { value: 'verified', text: 'Verified' },
              { value: 'not-verified', text: 'Not verified' },
            ]}
          />
          <button type="submit" class="primary">
            Continue
          </button>
        </Form>
      ) : null}
      {view.step === 'passphrase' ? (
        <Form c={c} action={`${site.base}/gold/enroll/passphrase`} label="Choose a passphrase">
          <SecretField name="passphrase" label="Passphrase" refusal={refusal} clearText required />
          <TextField
            name="question"
            label="Security question"
            value={typed.question}
            refusal={refusal}
            required
          />
          <SecretField
            name="answer"
            label="Answer"
            hint="It resets a forgotten passphrase."
            refusal={refusal}
            clearText
            required
          />
          <button type="submit" class="primary">
            Finish
          </button>
        </Form>
      ) : null}
    </>,
  );
}

function TokenForm(props: {
  c: Context;
  site: Site;
  typed: Readonly<Record<string, string>>;
  refusal: Refusal | undefined;
}) {
  const { c, site, typed, refusal } = props;
  const options = (values: readonly string[]) => values.map((value) => ({ value, text: value }));
  return (
    <Form c={c} action={`${site.base}/gold/enroll/token`} label="Add Two Factor Authentication Token">
      <h2>Add Two Factor Authentication Token</h2>
      <SelectField
        name="manufacturer"
        label="Token Manufacturer"
        value={typed.manufacturer ?? 'ONESPAN'}
        required
        options={options(['SYMANTEC', 'ONESPAN'])}
      />
      <SelectField name="issuer" label="Token Issuer" required options={options(['DRFIRST'])} />
      <SelectField
        name="type"
        label="Token Type"
        value={typed.type}
        required
        options={options(['OTP HARD TOKEN', 'OTP SOFT TOKEN'])}
      />
      <TextField name="nickname" label="Token Nickname" value={typed.nickname} refusal={refusal} required />
      <TextField
        name="credentialId"
        label="Serial# / Credential ID"
        hint="From the back of the token, without dashes and spaces."
        value={typed.credentialId}
        refusal={refusal}
        required
      />
      <SecretField
        name="otp"
        label="One Time Pin"
        hint="Press the button of the token and enter its code."
        refusal={refusal}
        otp
        clearText
        required
      />
      <button type="submit" class="primary">
        Save
      </button>
    </Form>
  );
}
