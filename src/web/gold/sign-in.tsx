// EPCS Gold, signing in: NPI and passphrase (004:52-62), then token and OTP (004:68, 004:237); a lost token (004:60).
import type { Context } from 'hono';
import { page } from '../document.js';
import { Form, RefusalSummary, SecretField, SelectField, TextField } from '../form.js';
import type { Refusal, Site } from '../site.js';

export const system = 'EPCS Gold Prescriber Dashboard';

export function signInPage(c: Context, site: Site, typed: { npi?: string } = {}, refusal?: Refusal) {
  const { base } = site;
  return page(
    c,
    site,
    { title: 'EPCS Gold', heading: 'Sign in', system, status: refusal === undefined ? 200 : 400 },
    <>
      <p>
        EPCS Gold is where prescribers manage the tokens that they sign prescriptions of controlled substances
        with, see their organizations’ grants, and read their reports.
      </p>
      <RefusalSummary refusal={refusal} />
      <Form c={c} action={`${base}/gold`} label="Sign in">
        <TextField
          name="npi"
          label="NPI"
          inputmode="numeric"
          autocomplete="username"
          value={typed.npi}
          refusal={refusal}
          required
        />
        <SecretField name="passphrase" label="Passphrase" refusal={refusal} required />
        <div class="buttons">
          <button type="submit" class="primary">
            Next
          </button>
        </div>
      </Form>
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
        <li>
          <a href={`${base}/gold/enroll`}>Not enrolled yet</a>
        </li>
      </ul>
    </>,
  );
}

export interface TokenChoice {
  nickname: string;
  credentialId: string;
}

export function secondFactorPage(
  c: Context,
  site: Site,
  tokens: readonly TokenChoice[],
  biometric: boolean,
  typed: { token?: string } = {},
  refusal?: Refusal,
) {
  const { base } = site;
  return page(
    c,
    site,
    {
      title: 'EPCS Gold: Token',
      heading: 'Choose a token and enter its code',
      system,
      status: refusal === undefined ? 200 : 400,
    },
    <>
      <RefusalSummary refusal={refusal} />
      <Form c={c} action={`${base}/gold/token`} label="Second factor">
        <SelectField
          name="token"
          label="Token"
          value={typed.token}
          refusal={refusal}
          required
          options={tokens.map(({ nickname, credentialId }) => ({
            value: credentialId,
            text: `${nickname} (${credentialId})`,
          }))}
        />
        <SecretField
          name="otp"
          label="OTP"
          hint="Press the button of the token and enter the six digits on its display."
          refusal={refusal}
          otp
          clearText
          required
        />
        <div class="buttons">
          <button type="submit" class="primary">
            Submit
          </button>
          <button type="submit" name="cancel" value="yes" formnovalidate>
            Cancel
          </button>
        </div>
      </Form>
      {biometric ? (
        <Form c={c} action={`${base}/gold/biometric`} label="Biometric device">
          <SecretField
            name="identifier"
            label="Unique identifier of the biometric device"
            refusal={refusal}
          />
          <button type="submit">Submit</button>
        </Form>
      ) : null}
      <ul class="links">
        <li>
          <a href={`${base}/gold/report-lost`}>Report Lost Token</a>
        </li>
      </ul>
    </>,
  );
}

export function reportLostPage(
  c: Context,
  site: Site,
  typed: { npi?: string; credentialId?: string } = {},
  refusal?: Refusal,
  reported?: string,
) {
  const { base } = site;
  return page(
    c,
    site,
    {
      title: 'EPCS Gold: Report Lost Token',
      heading: 'Report Lost Token',
      system,
      status: refusal === undefined ? 200 : 400,
    },
    reported === undefined ? (
      <>
        <p>A lost token signs nothing from the moment that you report it. It cannot be used again.</p>
        <RefusalSummary refusal={refusal} />
        <Form c={c} action={`${base}/gold/report-lost`} label="Report Lost Token">
          <TextField
            name="npi"
            label="NPI"
            inputmode="numeric"
            value={typed.npi}
            refusal={refusal}
            required
          />
          <TextField
            name="credentialId"
            label="Serial# / Credential ID"
            value={typed.credentialId}
            refusal={refusal}
            required
          />
          <SecretField name="passphrase" label="Passphrase" refusal={refusal} required />
          <div class="buttons">
            <button type="submit" class="primary">
              Report Lost Token
            </button>
            <a href={`${base}/gold`}>Cancel</a>
          </div>
        </Form>
      </>
    ) : (
      <p role="status">
        {reported} is reported lost. <a href={`${base}/gold`}>Sign in</a> with another token, or add one.
      </p>
    ),
  );
}
