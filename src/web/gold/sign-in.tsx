// The sign-in pages of EPCS Gold: NPI and passphrase (004:52-62), then a token and its code (004:68, 004:237).
import type { Context } from 'hono';
import { OperationForm } from '../form.js';
import { RefusalSummary } from '../refusal.js';
import type { Refused, Site, Value } from '../site.js';
import { Said } from '../table.js';
import { goldPage } from './frame.js';

const npi = {
  label: 'NPI',
  autocomplete: 'username',
  help: 'The ten digits of your National Provider Identifier.',
};

export function signInPage(c: Context, site: Site, refused?: Refused, said?: string) {
  const { base } = site;
  return goldPage(
    c,
    site,
    { heading: 'Sign in', status: refused === undefined ? 200 : 400 },
    <>
      {said === undefined ? null : <Said text={said} />}
      <RefusalSummary refused={refused} />
      <div class="two">
        <div>
          <p>
            EPCS Gold is where prescribers look after the tokens that they sign prescriptions of controlled
            substances with. They see the grants of their organizations here, and their reports.
          </p>
          <p>
            Signing in takes your NPI, your passphrase, and the code that one of your tokens shows now. If you
            are not enrolled yet, have your <strong>Invitation ID</strong> and a{' '}
            <strong>two factor authentication token</strong> in hand; the Invitation ID came by mail.
          </p>
          <p>
            <a href={`${base}/gold/enroll`}>Begin the enrolment</a>
          </p>
        </div>
        <div class="card">
          <OperationForm
            c={c}
            action={`${base}/gold`}
            verb="gold.sign-in"
            fields={{
              npi,
              passphrase: {
                label: 'Passphrase',
                autocomplete: 'current-password',
                help: 'The password that you sign prescriptions with. You chose it when you enrolled.',
              },
            }}
            button="Next"
            refused={refused}
          />
          <ul class="links">
            <li>
              <a href={`${base}/gold/forgot-passphrase`}>Forgot Passphrase</a>
            </li>
            <li>
              <a href={`${base}/gold/report-lost`}>Report Lost Token</a>
            </li>
            <li>
              <a href={`${base}/gold/help`}>Need Help?</a>
            </li>
          </ul>
        </div>
      </div>
    </>,
  );
}

export type SecondFactor = Value<'gold.second-factor'>;

export function secondFactorPage(c: Context, site: Site, view: SecondFactor, refused?: Refused) {
  const { base } = site;
  return goldPage(
    c,
    site,
    { heading: 'Sign in', status: refused === undefined ? 200 : 400 },
    <>
      <RefusalSummary refused={refused} />
      <div class="card narrow">
        <OperationForm
          c={c}
          action={`${base}/gold/token`}
          verb="gold.submit-otp"
          fields={{
            token: {
              label: 'Token',
              options: view.tokens.map(({ nickname, credentialId }) => [
                credentialId,
                nickname === credentialId ? nickname : `${nickname} (${credentialId})`,
              ]),
            },
            otp: {
              label: 'OTP',
              code: true,
              clearText: true,
              hint: 'Press the button of the token and enter the numbers on its display.',
            },
          }}
          button="Submit"
          refused={refused}
          beside={
            <button type="submit" formaction={`${base}/gold/token/cancel`}>
              Cancel
            </button>
          }
        />
        {view.biometric ? (
          <OperationForm
            c={c}
            action={`${base}/gold/biometric`}
            verb="gold.submit-biometric"
            fields={{ identifier: { label: 'Unique identifier of your biometric device' } }}
            button="Use the biometric device"
            refused={refused}
          />
        ) : null}
        <ul class="links">
          <li>
            <a href={`${base}/gold/report-lost`}>Report Lost Token</a>
          </li>
        </ul>
      </div>
    </>,
  );
}
