// Forgot Passphrase (004:60): NPI, a mail with a link, security question, new passphrase. Also Report Lost Token, and help.
import type { Context } from 'hono';
import { OperationForm } from '../form.js';
import { RefusalSummary } from '../refusal.js';
import type { Refused, Site } from '../site.js';
import { Said } from '../table.js';
import { goldPage } from './frame.js';

export function forgotPassphrasePage(c: Context, site: Site, refused?: Refused, asked = false) {
  const { base } = site;
  return goldPage(
    c,
    site,
    { heading: 'Forgot Passphrase', status: refused === undefined ? 200 : 400 },
    asked ? (
      <>
        <Said text="If this NPI is enrolled, a mail with a link is on its way." />
        <p>
          Open the link in <a href={`${base}/mail`}>the mail</a>. It leads to your security question.
        </p>
      </>
    ) : (
      <>
        <p>A link is sent to the email address of your account. It works once, within one hour.</p>
        <RefusalSummary refused={refused} />
        <OperationForm
          c={c}
          action={`${base}/gold/forgot-passphrase`}
          verb="gold.forgot-passphrase"
          fields={{ npi: { label: 'NPI', autocomplete: 'username' } }}
          button="Send the link"
          refused={refused}
          beside={<a href={`${base}/gold`}>Cancel</a>}
        />
      </>
    ),
  );
}

/** The page of the link: the security question and the new passphrase. */
export function newPassphrasePage(
  c: Context,
  site: Site,
  link: string,
  question: string | null,
  refused?: Refused,
) {
  return goldPage(
    c,
    site,
    { heading: 'Choose a new passphrase', status: refused === undefined ? 200 : 400 },
    <>
      <RefusalSummary refused={refused} />
      {question === null ? (
        <p>
          <a href={`${site.base}/gold/forgot-passphrase`}>Ask for a new link</a>
        </p>
      ) : (
        <OperationForm
          c={c}
          action={`${site.base}/gold/passphrase`}
          verb="gold.reset-passphrase"
          fields={{
            answer: { label: question, hint: 'Your security question.', clearText: true },
            passphrase: {
              label: 'New passphrase',
              autocomplete: 'new-password',
              hint: '8 to 128 characters. Any character is allowed.',
              clearText: true,
            },
          }}
          hidden={{ link }}
          button="Save"
          refused={refused}
        />
      )}
    </>,
  );
}

export function reportLostPage(c: Context, site: Site, refused?: Refused, reported?: string) {
  const { base } = site;
  return goldPage(
    c,
    site,
    { heading: 'Report Lost Token', status: refused === undefined ? 200 : 400 },
    reported === undefined ? (
      <>
        <p>Once you have reported it, a lost token can sign nothing. It cannot be used again.</p>
        <RefusalSummary refused={refused} />
        <OperationForm
          c={c}
          action={`${base}/gold/report-lost`}
          verb="gold.report-lost-token"
          fields={{
            npi: { label: 'NPI', autocomplete: 'username' },
            credentialId: { label: 'Serial#/Credential ID', hint: 'Of the lost token.' },
            passphrase: { label: 'Passphrase', autocomplete: 'current-password' },
          }}
          button="Report Lost Token"
          refused={refused}
          beside={<a href={`${base}/gold`}>Cancel</a>}
        />
      </>
    ) : (
      <>
        <Said text={`${reported} is reported lost.`} />
        <p>
          <a href={`${base}/gold`}>Sign in</a> with another token, or ask your administrator for a new
          Invitation ID.
        </p>
      </>
    ),
  );
}

export function helpPage(c: Context, site: Site) {
  const { base } = site;
  return goldPage(
    c,
    site,
    { heading: 'Need Help?' },
    <>
      <h2>I am not enrolled yet</h2>
      <p>
        Take the Invitation ID from your <a href={`${base}/mail`}>mail</a> and a token, and{' '}
        <a href={`${base}/gold/enroll`}>begin the enrolment</a>.
      </p>
      <h2>I forgot my passphrase</h2>
      <p>
        <a href={`${base}/gold/forgot-passphrase`}>Forgot Passphrase</a> sends you a link. You answer your
        security question and choose a new one.
      </p>
      <h2>My code is not accepted</h2>
      <ul class="list">
        <li>It expired: press the button and enter the new code.</li>
        <li>It was used: each code works once. Wait for the next one.</li>
        <li>It has a typing error, or it is the code of another token.</li>
        <li>
          The clock of the token is off: your administrator resynchronizes it with two codes that you read
          out, on <a href={`${base}/admin`}>their page</a>.
        </li>
      </ul>
      <h2>My token shows nothing</h2>
      <p>
        Press the button firmly. If the battery indicator shows low power, have the token replaced. If nothing
        appears, the battery may be dead: contact IT support.
      </p>
      <h2>I lost my token</h2>
      <p>
        <a href={`${base}/gold/report-lost`}>Report it</a> at once. Your second token keeps you signing in.
      </p>
      <p>
        <a href={`${base}/gold`}>Back to the sign-in</a>
      </p>
    </>,
  );
}
