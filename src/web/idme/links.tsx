// The pages of the links in ID.me's mails and texts. A button uses up the link, and the script presses it automatically. So a
// program that only fetches links uses none up.
import type { Context } from 'hono';
import { OperationForm } from '../form.js';
import type { Refused, Site, Verb } from '../site.js';
import { Said } from '../table.js';
import { idmePage } from './frame.js';

export interface LinkKind {
  readonly path: string;
  readonly verb: Verb;
  readonly heading: string;
  readonly done: string;
}

export const linkKinds: readonly LinkKind[] = [
  {
    path: '/idme/confirm',
    verb: 'idme.confirm-email',
    heading: 'Confirm your email address',
    done: 'Your email address is confirmed.',
  },
  {
    path: '/idme/recovery',
    verb: 'idme.confirm-recovery-email',
    heading: 'Confirm your email address',
    done: 'Your email address is confirmed. Return to the original window, which continues.',
  },
  {
    path: '/idme/phone',
    verb: 'idme.confirm-phone-link',
    heading: 'Confirm your phone number',
    done: 'Your phone number is confirmed. Return to the original window, which continues.',
  },
];

export function linkPage(c: Context, site: Site, kind: LinkKind, link: string, refused?: Refused) {
  return idmePage(
    c,
    site,
    { heading: kind.heading, refused },
    refused === undefined ? (
      <OperationForm
        c={c}
        action={`${site.base}${kind.path}`}
        verb={kind.verb}
        fields={{}}
        hidden={{ link }}
        button="Confirm"
        goesOn
        atOnce
      />
    ) : (
      <p>
        <a href={`${site.base}/idme`}>To ID.me</a>
      </p>
    ),
  );
}

export function linkDonePage(c: Context, site: Site, kind: LinkKind) {
  const { base } = site;
  return idmePage(
    c,
    site,
    { heading: 'Thank you' },
    <>
      <Said text={kind.done} />
      <p>
        Go on with <a href={`${base}/idme`}>ID.me</a> for <a href={`${base}/iprescribe`}>iPrescribe</a>.
      </p>
    </>,
  );
}

/** The page of the activation link (002:62-74): an app on the bench opens it, with its version. */
export function activatePage(c: Context, site: Site, link: string, refused?: Refused) {
  return idmePage(
    c,
    site,
    { heading: 'Set up your code generator', refused },
    <div class="card narrow">
      <p>This link opens in the ID.me Authenticator app. Here it is an app on the bench.</p>
      <OperationForm
        c={c}
        action={`${site.base}/idme/activate`}
        verb="idme.open-activation-link"
        fields={{ appVersion: { label: 'Version of the app', value: '1.5.0', hint: '1.5.0 or greater.' } }}
        hidden={{ link }}
        button="Open in the app"
        refused={refused}
      >
        <div class="field">
          <label for="app-serial">Name of the app on the bench</label>
          <input id="app-serial" name="serial" type="text" value="MyiPhone" />
        </div>
      </OperationForm>
    </div>,
  );
}
