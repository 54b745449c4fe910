// The Two-Factor Authentication pages of iPrescribe (003:56-122): the methods, the iPrescribe Authenticator and the page where
// its binding stops, the hardware token with Current Code and Next Code, and the backup codes. The messages of 003:137-176
// come from the operations.
import type { Context } from 'hono';
import { ButtonForm, Form, OperationForm } from '../form.js';
import { QrCode } from '../qr-code.js';
import type { Refused, Site } from '../site.js';
import { Note, Said } from '../table.js';
import { benchHidden } from '../visitor.js';
import { iprescribePage, type Progress } from './frame.js';

export function methodsPage(
  c: Context,
  site: Site,
  progress: Progress,
  methods: readonly string[],
  refused?: Refused,
) {
  const { base } = site;
  const about = [
    'A mobile app that generates one-time security codes. Your NPI must be verified in regions 1-5.',
    'A hardware token or software application that generates unique security codes.',
  ];
  return iprescribePage(
    c,
    site,
    { heading: 'Two-Factor Authentication', progress, current: 'Settings', refused },
    <>
      <ul class="choices">
        {methods.map((method, i) => (
          <li class="card">
            <h2>{method}</h2>
            <p>{about[i]}</p>
            {i === 0 ? (
              <ButtonForm
                c={c}
                action={`${base}/iprescribe/bind-authenticator`}
                text="Select"
                of={method}
                class="primary"
              />
            ) : (
              <a class="button" href={`${base}/iprescribe/hardware-token`}>
                Add New Device<span class="hidden"> for {method}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      <p class="quiet">
        Setup takes 5 to 10 minutes. You need your token every time that you log in: keep it in a safe place.
      </p>
    </>,
  );
}

export type BindingStart =
  | { outcome: 'proceed'; activation: { serial: string; seed: string } }
  | {
      outcome: 'stopped';
      feature: string;
      notice: { message: string; causes: { cause: string; remedy: string }[]; remedy: string };
    };

export function stoppedPage(
  c: Context,
  site: Site,
  progress: Progress,
  { feature, notice }: Extract<BindingStart, { outcome: 'stopped' }>,
) {
  return iprescribePage(
    c,
    site,
    { heading: 'iPrescribe Authenticator binding prevented', progress, current: 'Settings' },
    <>
      <Said text={notice.message} />
      <dl class="list">
        {notice.causes.map(({ cause, remedy }) => (
          <>
            <dt>{cause}</dt>
            <dd>{remedy}</dd>
          </>
        ))}
      </dl>
      <p>{notice.remedy}</p>
      <p class="quiet">{feature}</p>
      <p>
        <a class="button" href={`${site.base}/iprescribe/hardware-token`}>
          Set Up Code Generator
        </a>
      </p>
    </>,
  );
}

/** Shows the activation image once, and asks for the first code of the app. */
export function authenticatorPage(
  c: Context,
  site: Site,
  progress: Progress,
  { serial, image }: { serial: string; image: string | null },
  refused?: Refused,
) {
  const { base } = site;
  return iprescribePage(
    c,
    site,
    { heading: 'Set up iPrescribe Authenticator', progress, current: 'Settings', refused },
    <div class="two">
      {image === null ? null : (
        <section class="card">
          <h2>Scan this image in the app</h2>
          <QrCode text={image} label={`Activation image for ${serial}`} />
          {benchHidden(c) ? null : (
            <Form c={c} action={`${base}/bench/app`} class="row">
              <input type="hidden" name="text" value={image} />
              <input type="hidden" name="serial" value={serial} />
              <input type="hidden" name="back" value="/iprescribe/authenticator" />
              <button type="submit">Scan with an app on the bench</button>
            </Form>
          )}
        </section>
      )}
      <section class="card">
        <h2>Enter its first code</h2>
        <OperationForm
          c={c}
          action={`${base}/iprescribe/confirm-authenticator`}
          verb="iprescribe.confirm-authenticator"
          fields={{
            otp: { label: 'Security code', code: true, clearText: true },
            nickname: { label: 'Nickname', hint: 'optional' },
            device: { label: 'Device of the app', hint: 'optional' },
          }}
          button="Verify"
          refused={refused}
        />
      </section>
    </div>,
  );
}

export function hardwareTokenPage(c: Context, site: Site, progress: Progress, refused?: Refused) {
  return iprescribePage(
    c,
    site,
    { heading: 'Set up your hardware token', progress, current: 'Settings', refused },
    <div class="card narrow">
      <OperationForm
        c={c}
        action={`${site.base}/iprescribe/enter-serial`}
        verb="iprescribe.enter-serial"
        fields={{
          serial: { label: 'Serial number', hint: 'Usually printed on the back or bottom of the token.' },
        }}
        button="Continue"
        refused={refused}
        beside={<a href={`${site.base}/iprescribe/two-factor`}>Cancel</a>}
      />
    </div>,
  );
}

export function synchronizePage(
  c: Context,
  site: Site,
  progress: Progress,
  { serial, nextCode }: NonNullable<Progress['synchronizing']>,
  refused?: Refused,
) {
  const { base } = site;
  return iprescribePage(
    c,
    site,
    { heading: 'Synchronize your token', progress, current: 'Settings', refused },
    <div class="card narrow">
      <p>
        Token <strong>{serial}</strong>. Press its button and enter the displayed code.{' '}
        {nextCode === 'wait'
          ? 'Wait for the code to change, which takes 30 to 60 seconds, then enter the new code.'
          : 'Press the button again, then enter the new code.'}
      </p>
      <OperationForm
        c={c}
        action={`${base}/iprescribe/synchronize`}
        verb="iprescribe.synchronize"
        fields={{
          currentCode: { label: 'Current Code', code: true },
          nextCode: { label: 'Next Code', code: true },
          nickname: { label: 'Nickname', hint: 'optional' },
          device: { label: 'Device of a soft token', hint: 'optional' },
        }}
        button="Verify"
        refused={refused}
        beside={<a href={`${base}/iprescribe/hardware-token`}>Another token</a>}
      >
        <p
          class="hint"
          role="status"
          data-wait-code={nextCode === 'wait' ? `${base}/iprescribe/code-changed` : undefined}
        />
      </OperationForm>
    </div>,
  );
}

export function synchronizedPage(
  c: Context,
  site: Site,
  progress: Progress,
  { credentialId, backupCodes }: { credentialId: string; backupCodes: readonly string[] },
) {
  return iprescribePage(
    c,
    site,
    { heading: 'Your hardware token is now active', progress, current: 'Settings' },
    <>
      <Said text={`Token ${credentialId} is now active. You need it for every login.`} />
      {backupCodes.length === 0 ? null : (
        <section class="card narrow">
          <h2>Backup codes</h2>
          <p>Save them and store them securely. They are shown only now, and each works once.</p>
          <ul class="backup-codes">
            {backupCodes.map((code) => (
              <li class="typed">{code}</li>
            ))}
          </ul>
        </section>
      )}
      <Note>
        <p>Test the setup: log out, and log in again with a code of the token.</p>
        <ButtonForm
          c={c}
          action={`${site.base}/iprescribe/log-out`}
          text="Log out and test"
          class="primary"
        />
      </Note>
    </>,
  );
}
