// iPrescribe: the registration, step by step (001:9-37, 001:129), and the log-in with a security code (003:124-135, 003:165).
import type { Context } from 'hono';
import type { FieldWords } from '../field.js';
import { OperationForm } from '../form.js';
import type { Refused, Site, VerbOf } from '../site.js';
import { Facts, Note, Said } from '../table.js';
import { iprescribePage, type Progress } from './frame.js';

const phone: FieldWords = {
  label: 'Phone number',
  autocomplete: 'tel',
  hint: 'An invented one: 202-555-0101, for example.',
};

export function logInPage(c: Context, site: Site, refused?: Refused, said?: string, resuming = false) {
  const { base } = site;
  const verb = resuming ? 'resume-registration' : 'log-in';
  const heading = resuming ? 'Go on with your registration' : 'Log in to iPrescribe';
  return iprescribePage(
    c,
    site,
    { heading, refused },
    <>
      {said === undefined ? null : <Said text={said} />}
      <div class="card narrow">
        <OperationForm
          c={c}
          action={`${base}/iprescribe/${resuming ? 'resume' : 'log-in'}`}
          verb={`iprescribe.${verb}`}
          fields={{
            username: { label: 'Username', autocomplete: 'username' },
            password: { label: 'Password', autocomplete: 'current-password' },
          }}
          button={resuming ? 'Continue' : 'Log in'}
          refused={refused}
        />
        <ul class="links">
          <li>
            <a href={`${base}/iprescribe/sign-up`}>Sign up for iPrescribe</a>
          </li>
          <li>
            {resuming ? (
              <a href={`${base}/iprescribe`}>Log in</a>
            ) : (
              <a href={`${base}/iprescribe/resume`}>Go on with an interrupted registration</a>
            )}
          </li>
        </ul>
      </div>
    </>,
  );
}

export function signUpPage(c: Context, site: Site, refused?: Refused) {
  const { base } = site;
  return iprescribePage(
    c,
    site,
    { heading: 'Sign up for iPrescribe', refused },
    <div class="two">
      <div class="card">
        <OperationForm
          c={c}
          action={`${base}/iprescribe/sign-up`}
          verb="iprescribe.sign-up"
          fields={{ npi: { label: 'NPI Number', help: 'Ten digits, such as 1234567893.' } }}
          button="Continue"
          refused={refused}
          beside={<a href={`${base}/iprescribe`}>Log in</a>}
        />
      </div>
      <div>
        <p>
          You make two accounts, one at iPrescribe and one at ID.me. It is best to do both without a break.
        </p>
        <h2>Have these ready</h2>
        <ul class="list">
          <li>Access to your email</li>
          <li>NPI number</li>
          <li>Social Security number (an invented one of area 666)</li>
          <li>A driver’s license, state ID, passport, or passport card (none is checked)</li>
        </ul>
      </div>
    </div>,
  );
}

interface Step {
  readonly heading: string;
  readonly verb: VerbOf<'iprescribe'>;
  readonly button: string;
  readonly fields: Readonly<Record<string, FieldWords>>;
}

const steps: Readonly<Partial<Record<Progress['registration'], Step>>> = {
  account: {
    heading: 'Create your iPrescribe account',
    verb: 'create-account',
    button: 'Create Account',
    fields: {
      username: { label: 'Username', autocomplete: 'username' },
      password: {
        label: 'Password',
        autocomplete: 'new-password',
        hint: '8 to 128 characters. Any character is allowed.',
        clearText: true,
      },
    },
  },
  personal: {
    heading: 'Personal information',
    verb: 'save-personal-info',
    button: 'Save Personal Info',
    fields: {
      email: {
        label: 'Email address',
        autocomplete: 'email',
        hint: 'An invented one, such as one@example.test.',
      },
      role: { label: 'Organizational role', value: 'Prescriber' },
      specialty: { label: 'Specialty', value: 'Family Medicine' },
    },
  },
  practice: {
    heading: 'Practice information',
    verb: 'save-practice-info',
    button: 'Save practice info',
    fields: {
      name: { label: 'Practice Name' },
      address: { label: 'Address', hint: 'A street address: PO Boxes are not accepted.' },
      phone,
      fax: { label: 'Fax number', hint: 'optional' },
    },
  },
};

export function registrationPage(c: Context, site: Site, progress: Progress, refused?: Refused) {
  const { base } = site;
  const step = steps[progress.registration];
  if (step !== undefined)
    return iprescribePage(
      c,
      site,
      { heading: step.heading, progress, refused },
      <>
        {progress.registration === 'account' ? (
          <p>Your NPI is verified, {progress.name}. Create your iPrescribe account; ID.me comes after it.</p>
        ) : null}
        <div class="card narrow">
          <OperationForm
            c={c}
            action={`${base}/iprescribe/${step.verb}`}
            verb={`iprescribe.${step.verb}`}
            mandatoryLine
            fields={step.fields}
            button={step.button}
            refused={refused}
          />
        </div>
      </>,
    );
  return iprescribePage(
    c,
    site,
    { heading: 'Verify your identity with ID.me', progress, refused },
    <>
      <p>
        ID.me proves who you are; iPrescribe needs that. If you have an ID.me account, log in with it. If not,
        create one there. At the end select <strong>Allow</strong>: without it you cannot log in.
      </p>
      {progress.idme === 'denied' ? (
        <Note>You did not select Allow. Launch ID.me again, or submit a request to support.</Note>
      ) : null}
      <OperationForm
        c={c}
        action={`${base}/iprescribe/launch-idme`}
        verb="iprescribe.launch-idme"
        fields={{}}
        button="Launch ID.me"
        refused={refused}
      />
      <p class="quiet">ID.me manages that process: for problems with it, contact ID.me.</p>
    </>,
  );
}

export function secondFactorPage(c: Context, site: Site, progress: Progress, refused?: Refused) {
  const { base } = site;
  const { tokens, backupCodes } = progress;
  return iprescribePage(
    c,
    site,
    { heading: 'Enter your security code', progress, refused },
    <>
      {tokens.length === 0 ? (
        <Note>No token of yours is active. Use a backup code while a replacement is issued.</Note>
      ) : (
        <div class="card narrow">
          <OperationForm
            c={c}
            action={`${base}/iprescribe/submit-code`}
            verb="iprescribe.submit-code"
            fields={{
              token: {
                label: 'Token',
                options: tokens.map(({ nickname, credentialId }) => [
                  credentialId,
                  nickname === credentialId ? nickname : `${nickname} (${credentialId})`,
                ]),
              },
              otp: {
                label: 'Security code',
                code: true,
                clearText: true,
                hint: 'Press the button on your hardware token and enter the displayed code.',
              },
            }}
            button="Submit"
            refused={refused}
          />
        </div>
      )}
      {backupCodes ? (
        <details class="more" open={tokens.length === 0 || refused?.verb === 'iprescribe.submit-backup-code'}>
          <summary>Use a backup code</summary>
          <OperationForm
            c={c}
            action={`${base}/iprescribe/submit-backup-code`}
            verb="iprescribe.submit-backup-code"
            fields={{ code: { label: 'Backup code', clearText: true } }}
            button="Login"
            refused={refused}
          />
        </details>
      ) : null}
      <details class="more">
        <summary>The token shows no code</summary>
        <ul class="list">
          <li>Check whether the battery indicator shows low power.</li>
          <li>Press the button firmly.</li>
          <li>If nothing appears on the display, the battery may be dead. Contact IT support.</li>
        </ul>
      </details>
    </>,
  );
}

export function homePage(c: Context, site: Site, progress: Progress, refused?: Refused) {
  const { base } = site;
  const setUp = progress.stage === 'set-up';
  return iprescribePage(
    c,
    site,
    { heading: 'Home', progress, current: 'Home', refused },
    <>
      <Facts
        facts={[
          ['Name', progress.name],
          ['NPI', progress.npi],
          ['Tokens', progress.tokens.map(({ nickname }) => nickname).join(', ') || 'none'],
        ]}
      />
      {setUp ? (
        <Note>
          <p>You need a token every time that you log in. Set one up first.</p>
          <a class="button" href={`${base}/iprescribe/two-factor`}>
            Two-Factor Authentication
          </a>
        </Note>
      ) : (
        <p class="buttons">
          <a class="button" href={`${base}/sign`}>
            Sign prescriptions
          </a>
        </p>
      )}
    </>,
  );
}
