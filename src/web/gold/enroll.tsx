// The enrolment pages of EPCS Gold: the Invitation ID from the mail (004:48), "Registering a Two Factor Authentication Token"
// (004:154-160) with the table of 004:166, the identity proofing, and the passphrase.
import type { Context } from 'hono';
import { OperationForm } from '../form.js';
import { RefusalSummary } from '../refusal.js';
import type { Refused, Site, Value } from '../site.js';
import { Facts, Table } from '../table.js';
import { Advice, goldPage } from './frame.js';
import { AddToken } from './tokens.js';

export type EnrolmentView = Value<'gold.enrolment'>;

export function invitationPage(c: Context, site: Site, refused?: Refused) {
  return goldPage(
    c,
    site,
    { heading: 'Enrolment', status: refused === undefined ? 200 : 400 },
    <>
      <p>
        Have two things in hand: the Invitation ID from <a href={`${site.base}/mail`}>your mail</a>, and a two
        factor authentication token.
      </p>
      <RefusalSummary refused={refused} />
      <OperationForm
        c={c}
        action={`${site.base}/gold/enroll`}
        verb="gold.begin-enrolment"
        fields={{ invitationId: { label: 'Invitation ID', clearText: true } }}
        button="Next"
        refused={refused}
        beside={<a href={`${site.base}/gold`}>Cancel</a>}
      />
    </>,
  );
}

const headings = {
  token: 'Registering a Two Factor Authentication Token',
  proofing: 'Identity proofing',
  passphrase: 'Choose a passphrase',
};

export function enrolmentPage(
  c: Context,
  site: Site,
  view: EnrolmentView,
  more: { manufacturer?: string; refused?: Refused } = {},
) {
  const { base } = site;
  const { manufacturer = '', refused } = more;
  const { step } = view;
  const tokenForm = (
    <AddToken
      c={c}
      site={site}
      action={`${base}/gold/enroll/token`}
      verb="gold.enrol-token"
      manufacturer={manufacturer}
      refused={refused}
      cancel={`${base}/gold/enroll`}
    />
  );
  return goldPage(
    c,
    site,
    { heading: headings[step], status: refused === undefined ? 200 : 400 },
    <>
      <RefusalSummary refused={refused} />
      <Facts
        facts={[
          ['Name', view.name],
          ['NPI', view.npi],
        ]}
      />
      {step === 'token' ? (
        <>
          <p>
            A token is <strong>required</strong> to complete identity proofing and to send controlled
            substance prescriptions.
          </p>
          <p>
            A second token is <strong>recommended</strong>: if the first one fails, it is your backup.
          </p>
          <p>
            With no backup token left, you have to complete the{' '}
            <strong>entire identity proofing process</strong> again.
          </p>
        </>
      ) : (
        <Advice advice={view.advice} />
      )}
      {step === 'passphrase' ? null : (
        <Table
          caption="Token Management"
          columns={['Token Nickname', 'Credential ID', 'Manufacturer', 'Issuer', 'Type', 'Auth']}
          rows={view.tokens.map((row) => [
            row.nickname,
            row.credentialId,
            row.manufacturer,
            row.issuer,
            row.type,
            row.auth,
          ])}
          empty="No token yet: one is required to go on"
        />
      )}
      {step === 'proofing' ? (
        <>
          <div class="card narrow">
            <h2>Your identity</h2>
            <p>Nobody’s papers are looked at here: you choose how the proofing ends.</p>
            <OperationForm
              c={c}
              action={`${base}/gold/enroll/proof`}
              verb="gold.prove-identity"
              fields={{
                outcome: {
                  label: 'Outcome of the proofing',
                  radio: true,
                  options: [
                    ['verified', 'Verified'],
                    ['not-verified', 'Not verified'],
                  ],
                },
              }}
              button="Continue"
              refused={refused}
            />
          </div>
          {manufacturer === '' ? (
            <p>
              <a href={`${base}/gold/enroll/token`}>Add New Token</a>
            </p>
          ) : null}
        </>
      ) : null}
      {step === 'token' || (step === 'proofing' && manufacturer !== '') ? tokenForm : null}
      {step === 'passphrase' ? (
        <OperationForm
          c={c}
          action={`${base}/gold/enroll/passphrase`}
          verb="gold.choose-passphrase"
          fields={{
            passphrase: {
              label: 'Passphrase',
              autocomplete: 'new-password',
              hint: '8 to 128 characters. Any character may be in it.',
              clearText: true,
            },
            question: { label: 'Security question', hint: 'Its answer resets a forgotten passphrase.' },
            answer: { label: 'Answer', clearText: true },
          }}
          button="Finish"
          refused={refused}
        />
      ) : null}
    </>,
  );
}
