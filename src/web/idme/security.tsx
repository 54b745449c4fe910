// The pages of a signed-in user at ID.me: Overview (002:22-26), Sign In & Security (002:43-50), and a new device
// (002:56-86, 000:55-81).
import type { Context } from 'hono';
import { ButtonForm, Form, OperationForm } from '../form.js';
import { QrCode } from '../qr-code.js';
import type { Refused, Site, Value } from '../site.js';
import { Facts, minute, Note, Said, Status } from '../table.js';
import { benchHidden } from '../visitor.js';
import { type IdmeTab, idmePage, type Progress } from './frame.js';

export type Security = Value<'idme.methods'>;

export function overviewPage(
  c: Context,
  site: Site,
  security: Security,
  progress: Progress,
  program: string | undefined,
) {
  const { base } = site;
  const { verifiedAt, memberSinceAt, email, recoveryCode } = security;
  const verified = verifiedAt !== null;
  return idmePage(
    c,
    site,
    { tab: 'Overview', heading: 'Overview' },
    <>
      {program !== undefined ? (
        <Note>
          <p>A program waits for your answer.</p>
          <a class="button" href={program}>
            Continue to the program that asked
          </a>
        </Note>
      ) : null}
      {recoveryCode ? null : (
        <Note>
          <p>
            Recommended: pause here and generate a recovery code, in case you lose access to your two-factor
            authentication device.
          </p>
          <ButtonForm c={c} action={`${base}/idme/generate-recovery-code`} text="Generate a recovery code" />
        </Note>
      )}
      <div class="two">
        <section class="card">
          <h2>My Profile</h2>
          <Facts
            facts={[
              ['Member Since', minute(memberSinceAt).slice(0, 10)],
              ['Email', email],
            ]}
          />
        </section>
        <section class="card">
          <h2>My IDs</h2>
          <p>{verified ? '2 Active' : '0 Active'}</p>
          {verified ? (
            <ul class="list">
              <li>Medical Provider</li>
              <li>Verified Identity</li>
            </ul>
          ) : null}
          <h3>Identity</h3>
          {verified ? (
            <p>
              <Status text="VERIFIED" /> {minute(verifiedAt).slice(0, 10)}
            </p>
          ) : (
            <p>Not verified yet: {progress.proofing.replaceAll('-', ' ')} comes next.</p>
          )}
          <a class="button" href={`${base}/idme/verify`}>
            {verified ? 'Manage' : 'Verify your identity'}
          </a>
        </section>
      </div>
    </>,
  );
}

export function recoveryCodePage(c: Context, site: Site, code: string) {
  return idmePage(
    c,
    site,
    { tab: 'Sign In & Security', heading: 'Your recovery code' },
    <>
      <p class="typed big">{code}</p>
      <p>It is shown only now. Write it down. A new one makes this one void.</p>
      <p>
        <a class="button" href={`${site.base}/idme`}>
          Continue
        </a>
      </p>
    </>,
  );
}

const titles = {
  phone: 'Text Message or Phone Call',
  push: 'Push Notification',
  'code-generator': 'Code Generator',
};

export function securityPage(c: Context, site: Site, security: Security, refused?: Refused, said?: string) {
  const { base } = site;
  return idmePage(
    c,
    site,
    { tab: 'Sign In & Security', heading: 'Securing Your Account', refused },
    <>
      {said === undefined ? null : <Said text={said} />}
      <p>
        Set up at least one backup option. With multi-factor authentication nobody signs in as you who only
        guesses your password.
      </p>
      <h2>Your Multi-Factor Sign in Method</h2>
      <ul class="choices">
        {security.methods.map(({ id, kind, name, addedAt }) => (
          <li class="card">
            <h3>{titles[kind]}</h3>
            <p>
              <strong>{name}</strong> <span class="quiet">Added {minute(addedAt).slice(0, 10)}</span>
            </p>
            <details class="more">
              <summary>
                Rename<span class="hidden"> {name}</span>
              </summary>
              <Form c={c} action={`${base}/idme/rename-method`} class="row">
                <input type="hidden" name="method" value={id} />
                <div class="field">
                  <label for={`name-${id}`}>Name</label>
                  <input type="text" id={`name-${id}`} name="name" value={name} />
                </div>
                <button type="submit">
                  Save<span class="hidden"> the name of {name}</span>
                </button>
              </Form>
            </details>
            <ButtonForm
              c={c}
              action={`${base}/idme/delete-method`}
              text="🗑 Delete"
              of={name}
              hidden={{ method: id }}
              class="small"
            />
          </li>
        ))}
      </ul>
      <p class="buttons">
        <a class="button" href={`${base}/idme/device`}>
          Set Up
        </a>
        <a href={`${base}/idme/push`}>Add Push Notification</a>
        <a href={`${base}/idme?phone`}>Add a phone</a>
      </p>
      <h2>Recovery code</h2>
      <p>{security.recoveryCode ? 'There is one. A new one makes it void.' : 'There is none.'}</p>
      <ButtonForm c={c} action={`${base}/idme/generate-recovery-code`} text="Generate a recovery code" />
    </>,
  );
}

/** "Secure your account" (002:60-72): the ways to give the app its secret. */
export function devicePage(c: Context, site: Site, tab: IdmeTab | undefined, refused?: Refused) {
  const { base } = site;
  return idmePage(
    c,
    site,
    { ...(tab === undefined ? {} : { tab }), heading: 'Secure your account', step: 1, refused },
    <>
      <p>
        To enroll with your phone number using an activation link, you need version 1.5.0 or greater of the
        ID.me Authenticator app.
      </p>
      <details class="more">
        <summary>How do I check or update my app?</summary>
        <p>The settings of the app show its version. Your device’s app store has the newest one.</p>
      </details>
      <div class="two">
        <section class="card">
          <h2>Enroll in Code Generator with an activation link</h2>
          <p>Use this option if you are currently on a mobile device.</p>
          <OperationForm
            c={c}
            action={`${base}/idme/send-activation-link`}
            verb="idme.send-activation-link"
            fields={{
              channel: {
                label: 'How the link comes',
                radio: true,
                options: [
                  ['text', 'Text message'],
                  ['mail', 'Email'],
                ],
              },
              to: { label: 'Your phone number', hint: 'Or your email address, for Email.' },
            }}
            button="Send the link"
            refused={refused}
          />
        </section>
        <section class="card">
          <h2>Enroll with barcode / secret key</h2>
          <p>Code Generator Application: scan a QR code, or enter a secret key, in the app.</p>
          <ButtonForm
            c={c}
            action={`${base}/idme/begin-code-generator`}
            text="Continue"
            of="with barcode / secret key"
            class="primary"
          />
        </section>
      </div>
    </>,
  );
}

export type Generator = Value<'idme.begin-code-generator'>;

/** Shows the secret once, as a QR code and as a key (000:63). */
export function generatorPage(
  c: Context,
  site: Site,
  tab: IdmeTab | undefined,
  { secretKey, uri }: Generator,
) {
  const { base } = site;
  return idmePage(
    c,
    site,
    { ...(tab === undefined ? {} : { tab }), heading: 'Secure your account', step: 2 },
    <>
      <p>
        With the ID.me Authenticator app open, tap the Plus icon, then scan the QR code or enter the secret
        key.
      </p>
      <div class="two">
        <section class="card">
          <h2>Scan QR code</h2>
          <QrCode text={uri} label="QR code of the secret key" />
          {benchHidden(c) ? null : (
            <Form c={c} action={`${base}/bench/app`} class="row">
              <input type="hidden" name="text" value={uri} />
              <input type="hidden" name="back" value="/idme/device/confirm" />
              <div class="field">
                <label for="app-name">App on the bench that scans it</label>
                <input id="app-name" type="text" name="serial" value="MyiPhone" />
              </div>
              <button type="submit">Scan</button>
            </Form>
          )}
        </section>
        <section class="card">
          <h2>Enter Secret Key</h2>
          <p class="typed big">{secretKey}</p>
          <button type="button" class="script-only small" hidden data-copy={secretKey}>
            Copy
          </button>
        </section>
      </div>
      <p>
        <a class="button" href={`${base}/idme/device/confirm`}>
          Continue
        </a>
      </p>
    </>,
  );
}

/** "Confirm your device" (002:79-86). */
export function confirmDevicePage(c: Context, site: Site, tab: IdmeTab | undefined, refused?: Refused) {
  const { base } = site;
  return idmePage(
    c,
    site,
    { ...(tab === undefined ? {} : { tab }), heading: 'Confirm your device', step: 3, refused },
    <div class="card narrow">
      <p>
        Please check your code generator app and enter the 6-digit code to complete securing your account.
      </p>
      <OperationForm
        c={c}
        action={`${base}/idme/confirm-code-generator`}
        verb="idme.confirm-code-generator"
        fields={{
          code: { label: 'Enter the 6-digit code', code: true },
          name: {
            label: 'Name your device',
            placeholder: 'ex. My iPhone',
            hint: 'optional',
            help: 'Give each device its own name, such as MyiPhone or OfficeiPad.',
          },
        }}
        button="Continue"
        beside={<a href={`${base}/idme/device`}>Go back</a>}
        refused={refused}
      />
    </div>,
  );
}

export function addPushPage(c: Context, site: Site, refused?: Refused) {
  return idmePage(
    c,
    site,
    { tab: 'Sign In & Security', heading: 'Add Push Notification', refused },
    <div class="card narrow">
      <p>Sign-ins are approved in the ID.me Authenticator app.</p>
      <OperationForm
        c={c}
        action={`${site.base}/idme/add-push`}
        verb="idme.add-push"
        fields={{
          app: { label: 'App', hint: 'Its serial on the bench, such as push-1.' },
          name: { label: 'Name your device', hint: 'optional' },
        }}
        button="Add"
        refused={refused}
        beside={<a href={`${site.base}/idme/security`}>Cancel</a>}
      />
    </div>,
  );
}

export function ownershipPage(c: Context, site: Site, refused?: Refused) {
  return idmePage(
    c,
    site,
    { heading: 'Verify your account ownership', refused },
    <div class="card narrow">
      <OperationForm
        c={c}
        action={`${site.base}/idme/verify-ownership`}
        verb="idme.verify-ownership"
        fields={{
          firstName: { label: 'First name' },
          lastName: { label: 'Last name' },
          birthDate: { label: 'Birth date', hint: 'Year, month and day, such as 1980-01-30.' },
          ssn: { label: 'Social Security Number', hint: 'An invented one of area 666.', clearText: true },
        }}
        button="Continue"
        refused={refused}
      />
    </div>,
  );
}
