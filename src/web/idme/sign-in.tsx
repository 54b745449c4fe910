// Pages of ID.me: a new account (001:57-86), the sign-in in three numbered steps (002:28-38), a forgotten password (000:29).
import type { Context } from 'hono';
import { ButtonForm, OperationForm } from '../form.js';
import type { Refused, Site } from '../site.js';
import { Said } from '../table.js';
import { Waiting } from '../waiting.js';
import { idmePage, type Progress } from './frame.js';

const email = { label: 'Email', autocomplete: 'username' };
const newPassword = {
  label: 'Password',
  autocomplete: 'new-password',
  hint: '8 to 128 characters. Any character may be in it.',
  clearText: true,
};

export function signInPage(c: Context, site: Site, refused?: Refused, said?: string) {
  const { base } = site;
  return idmePage(
    c,
    site,
    { heading: 'Sign in to ID.me', refused },
    <>
      {said === undefined ? null : <Said text={said} />}
      <div class="card narrow">
        <OperationForm
          c={c}
          action={`${base}/idme/sign-in`}
          verb="idme.sign-in"
          fields={{ email, password: { label: 'Password', autocomplete: 'current-password' } }}
          button="Sign in to ID.me"
          refused={refused}
        />
        <ul class="links">
          <li>
            <a href={`${base}/idme/forgot-password`}>Forgot password</a>
          </li>
          <li>
            <a href={`${base}/idme/sign-up`}>Create an ID.me account</a>
          </li>
        </ul>
      </div>
    </>,
  );
}

export function signUpPage(c: Context, site: Site, refused?: Refused) {
  const { base } = site;
  return idmePage(
    c,
    site,
    { heading: 'Create an ID.me account', refused },
    <div class="card narrow">
      <OperationForm
        c={c}
        action={`${base}/idme/sign-up`}
        verb="idme.sign-up"
        fields={{
          email: { ...email, hint: 'An invented one, such as one@example.test.' },
          password: newPassword,
          acceptTerms: { label: 'I accept the ID.me terms of service and privacy policy' },
        }}
        button="Sign up"
        refused={refused}
        beside={<a href={`${base}/idme`}>Sign in instead</a>}
      />
    </div>,
  );
}

export function forgotPasswordPage(c: Context, site: Site, refused?: Refused, asked = false) {
  const { base } = site;
  return idmePage(
    c,
    site,
    { heading: 'Forgot password', refused },
    asked ? (
      <>
        <Said text="If there is such an account, an email with a link is on its way." />
        <p>
          Open the link in <a href={`${base}/mail`}>the mail</a>.
        </p>
      </>
    ) : (
      <div class="card narrow">
        <OperationForm
          c={c}
          action={`${base}/idme/forgot-password`}
          verb="idme.forgot-password"
          fields={{ email }}
          button="Continue"
          refused={refused}
          beside={<a href={`${base}/idme`}>Cancel</a>}
        />
      </div>
    ),
  );
}

export function newPasswordPage(c: Context, site: Site, link: string, refused?: Refused) {
  return idmePage(
    c,
    site,
    { heading: 'Choose a new password', refused },
    <div class="card narrow">
      <OperationForm
        c={c}
        action={`${site.base}/idme/password`}
        verb="idme.reset-password"
        fields={{ password: { ...newPassword, label: 'New password' } }}
        hidden={{ link }}
        button="Continue"
        refused={refused}
      />
    </div>,
  );
}

/** The page that waits until the link in a mail is opened, and then continues (001:64-69, 000:43-45). */
export function confirmEmailPage(
  c: Context,
  site: Site,
  { email, stage }: Progress,
  state: string,
  refused?: Refused,
) {
  const { base } = site;
  const recovering = stage === 'recovery-email';
  const verb = recovering ? 'after-recovery-email' : 'after-confirmation';
  return idmePage(
    c,
    site,
    {
      heading: recovering ? 'Update your multi-factor authentication' : 'Confirm your email address',
      refused,
    },
    <>
      <Waiting stream={`${base}/idme/wait`} state={state} refresh={`${base}/idme`}>
        <p>
          A link was sent to <strong>{email}</strong>. It can take up to 10 minutes to arrive. Open it in{' '}
          <a href={`${base}/mail`} target="_blank" rel="noopener">
            the mail
          </a>
          , then return to this window: it continues.
        </p>
      </Waiting>
      <OperationForm
        c={c}
        action={`${base}/idme/${verb}`}
        verb={`idme.${verb}`}
        fields={{}}
        button="Continue"
        goesOn
        refused={refused}
      />
    </>,
  );
}

/** The first method (001:74-81): "Select", then the number, then its code. */
export function setUpPhonePage(
  c: Context,
  site: Site,
  progress: Progress,
  selected: boolean,
  refused?: Refused,
) {
  const { base } = site;
  const asked = progress.phone !== null && !selected;
  return idmePage(
    c,
    site,
    { heading: 'Secure your account', step: asked ? 3 : selected ? 2 : 1, refused },
    asked ? (
      <div class="card narrow">
        <p>
          Please check your phone for the 6-digit code that we just sent to you at{' '}
          <strong>{progress.phone}</strong>.
        </p>
        <OperationForm
          c={c}
          action={`${base}/idme/confirm-phone`}
          verb="idme.confirm-phone"
          fields={{ code: { label: 'Enter the 6-digit code', code: true } }}
          button="Continue"
          refused={refused}
          beside={<a href={`${base}/idme?phone`}>Use another number</a>}
        />
      </div>
    ) : selected ? (
      <div class="card narrow">
        <OperationForm
          c={c}
          action={`${base}/idme/set-up-phone`}
          verb="idme.set-up-phone"
          fields={{
            phone: {
              label: 'Phone number',
              autocomplete: 'tel',
              hint: 'An invented one: 202-555-0101, for example.',
            },
            channel: {
              label: 'How the code comes',
              radio: true,
              options: [
                ['text', 'Text me'],
                ['call', 'Call me'],
              ],
            },
          }}
          button="Continue"
          refused={refused}
        />
      </div>
    ) : (
      <ul class="choices">
        <li class="card">
          <h2>Text Message or Phone Call</h2>
          <p>Get a 6-digit code by text message or phone call.</p>
          <a class="button" href={`${base}/idme?phone`}>
            Select<span class="hidden"> Text Message or Phone Call</span>
          </a>
        </li>
      </ul>
    ),
  );
}

const methodTexts = {
  phone: 'Get a 6-digit code by text message or phone call.',
  push: 'Approve sign-ins via push notifications sent to the ID.me Authenticator mobile app.',
  'code-generator': 'Generate verification codes via code generator apps like ID.me Authenticator.',
};

/** Step 1 of 3: the list of methods, with the recovery below it (000:35). */
export function chooseMethodPage(c: Context, site: Site, { methods }: Progress, refused?: Refused) {
  const { base } = site;
  return idmePage(
    c,
    site,
    { heading: 'Complete your sign in', step: 1, refused },
    <>
      <p>
        You have the following multi-factor authentication methods enabled. Choose one to finish signing in.
      </p>
      <ul class="choices">
        {methods.map(({ id, kind, name, label }) => (
          <li class="card">
            <h2>{label}</h2>
            <p>
              <strong>{name}</strong>
            </p>
            <p class="quiet">{methodTexts[kind]}</p>
            <ButtonForm
              c={c}
              action={`${base}/idme/choose-method`}
              text="Select"
              of={`${label} ${name}`}
              hidden={{ method: id }}
              class="primary"
            />
          </li>
        ))}
      </ul>
      <details class="more">
        <summary>Use a recovery code</summary>
        <OperationForm
          c={c}
          action={`${base}/idme/use-recovery-code`}
          verb="idme.use-recovery-code"
          fields={{ code: { label: 'Recovery code', clearText: true } }}
          button="Continue"
          refused={refused}
        />
      </details>
      <h2>Lost access to all of these?</h2>
      <ButtonForm c={c} action={`${base}/idme/begin-mfa-recovery`} text="MFA recovery process" class="link" />
    </>,
  );
}

/** Steps 2 and 3: the channel of the code, then the code; or the answer of the app. */
export function methodPage(
  c: Context,
  site: Site,
  progress: Progress,
  more: { sent: boolean; state: string; refused?: Refused | undefined },
) {
  const { base } = site;
  const { chosen } = progress;
  const { sent, state, refused } = more;
  const goBack = (
    <button type="submit" formaction={`${base}/idme/go-back`}>
      Go back
    </button>
  );
  if (chosen?.kind === 'push')
    return idmePage(
      c,
      site,
      { heading: 'Push Notification', step: 2, refused },
      <>
        <Waiting stream={`${base}/idme/wait`} state={state} refresh={`${base}/idme`}>
          <p>
            Approve the sign-in in <strong>{chosen.name}</strong>. This page continues.
          </p>
        </Waiting>
        <OperationForm
          c={c}
          action={`${base}/idme/after-push`}
          verb="idme.after-push"
          fields={{}}
          button="Continue"
          goesOn
          beside={goBack}
          refused={refused}
        />
      </>,
    );
  const code = (intro: string, heading: string) =>
    idmePage(
      c,
      site,
      { heading, step: 3, refused },
      <div class="card narrow">
        <p>{intro}</p>
        <OperationForm
          c={c}
          action={`${base}/idme/enter-code`}
          verb="idme.enter-code"
          fields={{ code: { label: 'Enter the 6-digit code', code: true } }}
          button="Continue"
          beside={goBack}
          refused={refused}
        />
        {chosen?.kind === 'phone' ? (
          <>
            <div class="line">
              <span>Didn’t receive the code?</span>
              <ButtonForm
                c={c}
                action={`${base}/idme/send-code`}
                text="Send it again"
                hidden={{ channel: 'text' }}
                class="link"
              />
            </div>
            <ChangedNumber base={base} />
          </>
        ) : null}
      </div>,
    );
  if (chosen?.kind === 'code-generator')
    return code(`Enter the code that ${chosen.name} shows now.`, 'Code Generator Application');
  const to = chosen?.sentTo ?? '';
  if (sent)
    return code(
      `Please check your phone for the 6-digit code that we just sent to you at ${to}.`,
      'Confirm your phone number',
    );
  return idmePage(
    c,
    site,
    { heading: 'Receive authentication code via phone', step: 2, refused },
    <div class="card narrow">
      <OperationForm
        c={c}
        action={`${base}/idme/send-code`}
        verb="idme.send-code"
        fields={{
          channel: {
            label: `You will receive a code at ${to}`,
            radio: true,
            options: [
              ['text', 'Text me'],
              ['call', 'Call me'],
            ],
          },
        }}
        button="Continue"
        beside={goBack}
        refused={refused}
      />
      <ChangedNumber base={base} />
    </div>,
  );
}

function ChangedNumber({ base }: { base: string }) {
  return (
    <p class="quiet">
      If you’ve changed phone numbers or carriers since you set up multi-factor authentication, please{' '}
      <a href={`${base}/idme/changed-number`}>update your settings here</a>.
    </p>
  );
}
