// The settings pages of iPrescribe: EPCS activation, Manage Authenticators, the pairing of an ID.me Auth App (000:16-93).
import type { Context } from 'hono';
import { ButtonForm, OperationForm } from '../form.js';
import { Advice } from '../gold/frame.js';
import type { Refused, Site, Value } from '../site.js';
import { Note, Status } from '../table.js';
import { iprescribePage, type Progress } from './frame.js';

export type Settings = Value<'iprescribe.settings'>;

export type Device = Value<'iprescribe.authenticators'>['devices'][number];

const entries: Readonly<Record<string, { path: string; text: string }>> = {
  'Account Settings': { path: '/iprescribe/two-factor', text: 'Two-Factor Authentication' },
  'Security Settings': { path: '/iprescribe/two-factor', text: 'Multi-Factor Authentication' },
  'Manage Authenticators': { path: '/iprescribe/authenticators', text: 'Pair and see your devices' },
};

export function settingsPage(
  c: Context,
  site: Site,
  progress: Progress,
  settings: Settings,
  refused?: Refused,
) {
  const { base } = site;
  return iprescribePage(
    c,
    site,
    { heading: 'Settings', progress, current: 'Settings', refused },
    <>
      <Advice advice={settings.advice} />
      <ul class="choices">
        {settings.menu.map((entry) => (
          <li class="card">
            <h2>{entry}</h2>
            <a href={base + (entries[entry]?.path ?? '/iprescribe/settings')}>
              {entries[entry]?.text ?? entry}
            </a>
          </li>
        ))}
      </ul>
      {settings.epcsActivated ? null : (
        <section class="card narrow">
          <h2>EPCS activation</h2>
          <p>
            To prescribe controlled substances, activate EPCS. It needs a verified identity, a token, and the
            passphrase that you will sign with.
          </p>
          <OperationForm
            c={c}
            action={`${base}/iprescribe/activate-epcs`}
            verb="iprescribe.activate-epcs"
            fields={{
              passphrase: {
                label: 'Passphrase for EPCS',
                hint: 'The one of EPCS Gold, if you have one. 8 to 128 characters.',
                clearText: true,
              },
            }}
            button="Activate EPCS"
            refused={refused}
          />
        </section>
      )}
    </>,
  );
}

export function authenticatorsPage(
  c: Context,
  site: Site,
  progress: Progress,
  devices: readonly Device[],
  refused?: Refused,
) {
  const { base } = site;
  const choosing = progress.pairing === 'device' || progress.pairing === 'activate';
  const unpaired = devices.filter(({ paired }) => !paired);
  return iprescribePage(
    c,
    site,
    { heading: 'Manage Authenticators', progress, current: 'Settings', refused },
    <>
      <Note>
        The authenticator that you use must be on another device than the one that you prescribe controlled
        substances with.
      </Note>
      {choosing && unpaired.length > 0 ? (
        <div class="card narrow">
          <OperationForm
            c={c}
            action={`${base}/iprescribe/select-device`}
            verb="iprescribe.select-device"
            fields={{
              device: {
                label: 'Authenticator devices',
                radio: true,
                options: devices.map(({ id, name, paired }) => [id, paired ? `${name} (paired)` : name]),
              },
            }}
            button="Continue"
            refused={refused}
          />
        </div>
      ) : (
        <ul class="choices">
          {devices.map(({ name, paired }) => (
            <li class="card">
              <strong>{name}</strong> <Status text={paired ? 'Paired' : 'Not paired'} />
            </li>
          ))}
        </ul>
      )}
      <ButtonForm
        c={c}
        action={`${base}/iprescribe/start-pairing`}
        text="Pair a new ID.me Auth App"
        class={choosing ? '' : 'primary'}
      />
    </>,
  );
}

/** After the return from ID.me: the password once more (000:85). */
export function pairingPage(c: Context, site: Site, progress: Progress, refused?: Refused) {
  return iprescribePage(
    c,
    site,
    { heading: 'Enter your iPrescribe Credentials', progress, current: 'Settings', refused },
    <div class="card narrow">
      <OperationForm
        c={c}
        action={`${site.base}/iprescribe/pairing-password`}
        verb="iprescribe.pairing-password"
        fields={{ password: { label: 'iPrescribe password', autocomplete: 'current-password' } }}
        button="Continue"
        refused={refused}
      />
    </div>,
  );
}

/** A one-time PIN of the app, then "Activate" (000:91-93). */
export function activateDevicePage(c: Context, site: Site, progress: Progress, refused?: Refused) {
  return iprescribePage(
    c,
    site,
    { heading: 'Pair the ID.me Authenticator app', progress, current: 'Settings', refused },
    <div class="card narrow">
      <OperationForm
        c={c}
        action={`${site.base}/iprescribe/activate-device`}
        verb="iprescribe.activate-device"
        fields={{ otp: { label: 'One-time-pin', code: true, clearText: true } }}
        button="Activate"
        refused={refused}
        beside={<a href={`${site.base}/iprescribe/authenticators`}>Cancel</a>}
      />
    </div>,
  );
}
