// DrChrono: the account's tabs (002:13-14), eRx Info (002:15-18, 002:95-107), and signing with "which device?" (002:111).
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { ButtonForm, Form } from '../form.js';
import { logInPage } from '../log-in-page.js';
import { page } from '../page.js';
import { RefusalSummary } from '../refusal.js';
import { prescriptionRoutes } from '../sign/prescription-routes.js';
import type { Refused, Site, Value, WebApp } from '../site.js';
import { System } from '../system.js';
import { Facts, Note, Table } from '../table.js';

type Account = Value<'drchrono.account'>;

type ErxInfo = Value<'drchrono.erx-info'>;

const system = { name: 'DrChrono', path: '/drchrono' };
const erxTab = 'eRx Info';

export function drchronoRoutes(app: WebApp, site: Site): void {
  const { base } = site;
  const drchrono = new System(app, site, 'drchrono', '/drchrono');
  const pathOf = (tab: string) =>
    tab === erxTab ? '/drchrono' : `/drchrono/account/${encodeURIComponent(tab)}`;
  const shown = (
    c: Context,
    tab: string,
    body: (account: Account) => Child,
    more: { heading?: string; refused?: Refused | undefined } = {},
  ) =>
    drchrono.show(c, 'drchrono.account', {}, (account) =>
      page(
        c,
        site,
        {
          title: `${more.heading ?? tab}: DrChrono`,
          heading: more.heading ?? tab,
          system,
          status: more.refused === undefined ? 200 : 400,
          tabs: account.tabs.map((text) => ({ text, path: pathOf(text), current: text === tab })),
          corner: <ButtonForm c={c} action={`${base}/drchrono/log-out`} text="Log out" class="link" />,
        },
        <>
          <RefusalSummary refused={more.refused} />
          {body(account)}
        </>,
      ),
    );
  const erxInfo = async (c: Context, refused?: Refused, deleting?: string): Promise<Response> => {
    const answer = await drchrono.ask(c, 'drchrono.erx-info', {});
    if (answer.outcome === 'refused') return logIn(c, site, refused);
    return shown(c, erxTab, () => <ErxInfoBody c={c} base={base} info={answer.value} deleting={deleting} />, {
      refused,
      heading: erxTab,
    });
  };
  app.get('/drchrono', async (c) => {
    if (!drchrono.hasSession(c)) return logIn(c, site);
    // The browser returns from ID.me after Allow or Deny.
    if (c.req.query('idme') === undefined) return erxInfo(c);
    const answer = await drchrono.ask(c, 'drchrono.confirm-identity', {});
    return answer.outcome === 'done'
      ? drchrono.to(c, '/drchrono')
      : erxInfo(c, { verb: 'drchrono.confirm-identity', refusal: answer.refusal, typed: {} });
  });
  app.get('/drchrono/account/:tab', (c) => {
    const tab = c.req.param('tab');
    return shown(c, tab, ({ name, npi, username }) =>
      tab === 'Profile' ? (
        <Facts
          facts={[
            ['Name', name],
            ['NPI', npi],
            ['Username', username],
          ]}
        />
      ) : (
        <p class="quiet">Nothing is simulated on this tab. The devices are on eRx Info.</p>
      ),
    );
  });
  app.get('/drchrono/permissions', (c) =>
    erxAnswer(c, drchrono, (info) =>
      shown(
        c,
        erxTab,
        () => (
          <Facts
            facts={[
              ['Identity', info.identityConfirmed ? 'Confirmed through ID.me' : 'Not confirmed'],
              ['Approval by DrChrono', info.approved ? 'Approved' : 'Not approved yet'],
              ['Who approves', <a href={`${base}/admin`}>an administrator</a>],
            ]}
          />
        ),
        { heading: 'EPCS Permissions Page' },
      ),
    ),
  );
  app.get('/drchrono/help', (c) =>
    shown(
      c,
      erxTab,
      () => (
        <>
          <p>
            A new phone has none of the secrets of the old one. Add the new phone as a device at ID.me, choose
            it as the primary device here, then delete the old one.
          </p>
          <p>
            If the old phone is gone and nothing else is set up, choose the MFA recovery process at ID.me.
          </p>
        </>
      ),
      { heading: 'What happens to my MFA when I change my phone?' },
    ),
  );
  drchrono.post('/drchrono', {
    verb: 'drchrono.log-in',
    open: true,
    next: '/drchrono',
    again: (c, refused) => logIn(c, site, refused),
  });
  drchrono.post('/drchrono/update-mfa-device', {
    verb: 'drchrono.update-mfa-device',
    next: ({ authorization }) => `/drchrono/idme/begin?authorization=${encodeURIComponent(authorization)}`,
    again: erxInfo,
  });
  drchrono.post('/drchrono/select-primary', {
    verb: 'drchrono.select-primary',
    next: '/drchrono',
    again: erxInfo,
  });
  drchrono.post('/drchrono/delete-device', {
    verb: 'drchrono.delete-device',
    next: '/drchrono',
    again: (c, refused) => erxInfo(c, refused, refused.typed.device),
  });
  drchrono.logOut('/drchrono/log-out', 'drchrono.log-out', '/drchrono');
  prescriptionRoutes(app, site, {
    system: drchrono,
    path: '/drchrono/prescriptions',
    signVerb: 'drchrono.sign',
    brand: system,
    async chooser(c) {
      const answer = await drchrono.ask(c, 'drchrono.erx-info', {});
      const devices = answer.outcome === 'done' ? answer.value.devices : [];
      const generators = devices.filter(({ option }) => option === 'Generate 2FA Key');
      return {
        chosenDevice: {
          label: 'Which device?',
          hint: 'The one whose code you enter below.',
          radio: true,
          value: generators.find(({ primary }) => primary)?.id ?? '',
          options: generators.map(({ id, name, primary }) => [
            id,
            primary ? `${name} (primary device)` : name,
          ]),
        },
      };
    },
  });
}

function erxAnswer(
  c: Context,
  drchrono: System,
  show: (info: ErxInfo) => Promise<Response>,
): Promise<Response> {
  return drchrono.show(c, 'drchrono.erx-info', {}, show);
}

const logIn = (c: Context, site: Site, refused?: Refused) =>
  logInPage(c, site, { product: 'DrChrono', system, verb: 'drchrono.log-in', refused });

function ErxInfoBody(props: { c: Context; base: string; info: ErxInfo; deleting: string | undefined }) {
  const { c, base, info, deleting } = props;
  const update = (
    <ButtonForm c={c} action={`${base}/drchrono/update-mfa-device`} text="Update MFA Device" class="link" />
  );
  const left = info.devices.filter(({ id }) => id !== deleting);
  return (
    <>
      <section class="card">
        <h2>Identity Confirmation</h2>
        {info.identityConfirmed ? (
          <p>
            Your identity has now been confirmed. To adjust future EPCS permissions, visit the{' '}
            <a href={`${base}/drchrono/permissions`}>EPCS Permissions Page</a>
          </p>
        ) : (
          <>
            <p>Your identity is not confirmed yet. ID.me does that: sign in there, and select Allow.</p>
            <ButtonForm
              c={c}
              action={`${base}/drchrono/update-mfa-device`}
              text="Verify with ID.me"
              class="primary"
            />
          </>
        )}
      </section>
      <section>
        <h2>ID.me Device Information</h2>
        <div class="buttons line">
          <a href={`${base}/drchrono/help`}>What happens to my MFA when I change my phone?</a>
          {update}
        </div>
        {info.warnings.includes('nickname-repeated') ? (
          <Note>Two devices have the same name. Give each a unique nickname, to tell them apart.</Note>
        ) : null}
        {deleting === undefined || left.length === 0 ? null : (
          <Form c={c} action={`${base}/drchrono/delete-device`} class="form card">
            <input type="hidden" name="device" value={deleting} />
            <div class="field">
              <label for="successor">Primary device from now on</label>
              <select id="successor" name="successor">
                {left.map(({ id, name }) => (
                  <option value={id}>{name}</option>
                ))}
              </select>
            </div>
            <button type="submit" class="primary">
              Delete and make this one primary
            </button>
          </Form>
        )}
        <Table
          caption="Devices"
          columns={['Name', 'Option', 'Primary Device', 'Action']}
          rows={info.devices.map(({ id, name, option, primary }) => [
            name,
            option,
            primary ? (
              'Is Primary'
            ) : (
              <ButtonForm
                c={c}
                action={`${base}/drchrono/select-primary`}
                text="Select as Primary Device"
                of={name}
                hidden={{ device: id }}
                class="small"
              />
            ),
            <ButtonForm
              c={c}
              action={`${base}/drchrono/delete-device`}
              text="Delete"
              of={name}
              hidden={{ device: id }}
              class="small"
            />,
          ])}
          empty="No device: set one up at ID.me"
        />
      </section>
      <section>
        <h2>Prescriber Info</h2>
        <Facts
          facts={[
            ['State License Number', info.prescriber.licenceNumber],
            ['DEA Number', info.prescriber.deaNumbers.join(', ')],
          ]}
        />
      </section>
      <p>
        <a class="button" href={`${base}/drchrono/prescriptions`}>
          Sign prescriptions
        </a>
      </p>
    </>
  );
}
