// /admin: the pages of an organization's administrators and IT (two-person access, tokens, incidents, the registry, accounts),
// and the faults that a tester sets.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { FieldWords } from '../field.js';
import { ButtonForm, Form, OperationForm } from '../form.js';
import { ownTabs, page } from '../page.js';
import { postedWithFiles } from '../posted.js';
import { RefusalSummary } from '../refusal.js';
import type { Refused, Site, Value, WebApp } from '../site.js';
import { staleFormPage } from '../stale.js';
import { System } from '../system.js';
import { Facts, minute, Said, Status, Table } from '../table.js';

type Listed = Value<'administration.list'>['prescribers'][number];

type Faults = Value<'faults.show'>;

const by: FieldWords = { label: 'Your name', hint: 'Who does it, for the audit.', value: 'Administrator' };
const reason: FieldWords = { label: 'Reason' };

const notices: Readonly<Record<string, string>> = {
  done: 'Done.',
  account: 'The account is made.',
  invited: 'An Invitation ID is on its way by mail.',
};

export function adminRoutes(app: WebApp, site: Site): void {
  const admin = new System(app, site, 'administration', '/admin');
  const shown = (c: Context, heading: string, body: Child, refused?: Refused) =>
    page(
      c,
      site,
      {
        title: `${heading}: administration`,
        heading,
        status: refused === undefined ? 200 : 400,
        tabs: ownTabs('Administration'),
      },
      <>
        {notices[c.req.query('said') ?? ''] === undefined ? null : (
          <Said text={notices[c.req.query('said') ?? '']} />
        )}
        <RefusalSummary refused={refused} />
        {body}
      </>,
    );
  const listed = async (): Promise<Listed[]> => {
    const answer = await site.ask('administration.list', {});
    return answer.outcome === 'done' ? answer.value.prescribers : [];
  };
  const start = async (c: Context, refused?: Refused): Promise<Response> => {
    const day = c.req.query('day') ?? (await site.run('bench.status', {})).at.slice(0, 10);
    const [prescribers, incidents, faults] = [
      await listed(),
      await site.ask('administration.incidents', { day }),
      await site.ask('faults.show', {}),
    ];
    return shown(
      c,
      'Administration',
      <>
        <Prescribers base={site.base} prescribers={prescribers} />
        <Incidents
          base={site.base}
          day={day}
          incidents={incidents.outcome === 'done' ? incidents.value.incidents : []}
        />
        <p>
          <a href={`${site.base}/admin/registry`}>The registry and its regions</a>
        </p>
        <FaultsForm
          c={c}
          base={site.base}
          faults={faults.outcome === 'done' ? faults.value : undefined}
          refused={refused}
        />
      </>,
      refused,
    );
  };
  app.get('/admin', (c) => start(c));
  admin.post('/admin/faults', { verb: 'faults.set', open: true, next: '/admin?said=done', again: start });

  const one = async (c: Context, refused?: Refused): Promise<Response> => {
    const found = (await listed()).find(({ npi }) => npi === c.req.param('npi'));
    if (found === undefined)
      return page(
        c,
        site,
        {
          title: 'No such prescriber',
          heading: 'There is no such prescriber',
          status: 404,
          tabs: ownTabs('Administration'),
        },
        <a href={`${site.base}/admin`}>All prescribers</a>,
      );
    return shown(c, found.name, <Prescriber c={c} base={site.base} one={found} refused={refused} />, refused);
  };
  app.get('/admin/prescriber/:npi', (c) => one(c));
  for (const verb of [
    'administration.enter-right',
    'administration.execute-right',
    'administration.revoke-right',
    'administration.resynchronize',
    'administration.unlock',
    'administration.report-lost',
    'administration.report-broken',
    'gold.invite',
    'calmhsa.create-account',
    'drchrono.create-account',
    'drchrono.approve',
  ] as const)
    admin.post(`/admin/prescriber/:npi/${verb}`, {
      verb,
      open: true,
      given: (_, c) => (verb === 'drchrono.approve' ? {} : { npi: c.req.param('npi') ?? '' }),
      next: (_, __, c) => `/admin/prescriber/${c.req.param('npi')}?said=done`,
      again: one,
    });
  registryRoutes(app, site, shown, listed);
}

type Shown = (c: Context, heading: string, body: Child, refused?: Refused) => Promise<Response>;

function registryRoutes(app: WebApp, site: Site, shown: Shown, listed: () => Promise<Listed[]>): void {
  const registry = async (c: Context, refused?: Refused, report?: string) => {
    const npi = c.req.query('npi');
    const answer = npi === undefined ? undefined : await site.ask('registry.look-up', { npi });
    const wrong: Refused | undefined =
      answer?.outcome === 'refused'
        ? { verb: 'registry.look-up', refusal: answer.refusal, typed: { npi: npi ?? '' } }
        : undefined;
    const found = answer?.outcome === 'done' ? answer.value.entry : undefined;
    return shown(
      c,
      'Registry',
      <>
        {report === undefined ? null : <Said text={report} />}
        <p>
          Binding the iPrescribe Authenticator looks an NPI up in regions 1 to 5. Who is in none is sent to
          the hardware token.
        </p>
        <Table
          caption="Prescribers and their regions"
          columns={['NPI', 'Name', 'Region']}
          rows={(await listed()).map(({ npi, name, region }) => [npi, name, region ?? 'in no region'])}
          empty="No prescriber yet"
        />
        <form class="row" action={`${site.base}/admin/registry`}>
          <div class="field">
            <label for="registry-look-up-npi">NPI</label>
            <input id="registry-look-up-npi" name="npi" type="text" value={npi ?? ''} />
          </div>
          <button type="submit">Look up</button>
        </form>
        {found === undefined ? null : found !== null ? (
          <Facts
            facts={Object.entries(found).map(([name, value]) => [
              name,
              typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''),
            ])}
          />
        ) : (
          <p role="status">The registry has no such NPI.</p>
        )}
        <h2>Import</h2>
        <Form c={c} action={`${site.base}/admin/registry`} files>
          <div class="field">
            <label for="registry-file">CSV with a header line</label>
            <p class="hint" id="registry-file-hint">
              The monthly NPI file, or one of your own, up to 3 MB. Larger ones:{' '}
              <code>foblab epcs registry import</code>
            </p>
            <input id="registry-file" name="file" type="file" aria-describedby="registry-file-hint" />
          </div>
          <div class="field">
            <label for="registry-regions">States and their regions</label>
            <p class="hint" id="registry-regions-hint">
              Lines such as MD,2
            </p>
            <input
              id="registry-regions"
              name="regions"
              type="file"
              aria-describedby="registry-regions-hint"
            />
          </div>
          <button type="submit">Import</button>
        </Form>
      </>,
      refused ?? wrong,
    );
  };
  app.get('/admin/registry', (c) => registry(c));
  app.post('/admin/registry', async (c) => {
    const form = await postedWithFiles(c);
    if (form === undefined) return staleFormPage(c, site);
    const bytesOf = async (file: File | undefined) =>
      file === undefined || file.size === 0 ? undefined : new Uint8Array(await file.arrayBuffer());
    const [file, regions] = [await bytesOf(form.files.file), await bytesOf(form.files.regions)];
    try {
      const answer = await site.ask('registry.import', {
        file: file ?? new Uint8Array(),
        ...(regions === undefined ? {} : { regions }),
      });
      if (answer.outcome === 'refused')
        return registry(c, { verb: 'registry.import', refusal: answer.refusal, typed: {} });
      const { entries, refused } = answer.value;
      return registry(c, undefined, `${entries} entries are added; ${refused} rows are none.`);
    } catch (error) {
      return registry(c, {
        verb: 'registry.import',
        refusal: {
          code: 'usage',
          message: (error as Error).message,
          causes: [],
          remedy: '',
          field: null,
          retryAt: null,
        },
        typed: {},
      });
    }
  });
}

function Prescribers({ base, prescribers }: { base: string; prescribers: readonly Listed[] }) {
  return (
    <Table
      caption="Prescribers"
      columns={['Name', 'NPI', 'Right to sign', 'Tokens', 'Region']}
      rows={prescribers.map(({ npi, name, right, tokens, region }) => [
        <a href={`${base}/admin/prescriber/${npi}`}>{name}</a>,
        npi,
        <Status text={right ?? 'none'} />,
        tokens.filter(({ state }) => state === 'active').length,
        region ?? 'none',
      ])}
      empty="No prescriber yet: prepare a practice on the first page"
    />
  );
}

type Incident = Value<'administration.incidents'>['incidents'][number];

function Incidents({ base, day, incidents }: { base: string; day: string; incidents: readonly Incident[] }) {
  return (
    <>
      <Table
        caption={`Incident report of ${day}`}
        columns={['Time', 'Incident', 'NPI', 'What']}
        rows={incidents.map(({ at, kind, npi, what }) => [minute(at), kind, npi ?? '', what])}
        empty="No incident on this day"
      />
      <form class="row" action={`${base}/admin`}>
        <div class="field">
          <label for="day">Day</label>
          <input id="day" name="day" type="text" value={day} />
        </div>
        <button type="submit">Show this day</button>
      </form>
    </>
  );
}

function FaultsForm(props: {
  c: Context;
  base: string;
  faults: Faults | undefined;
  refused: Refused | undefined;
}) {
  const { c, base, faults, refused } = props;
  if (faults === undefined) return null;
  const flag = (on: boolean) => (on ? { value: 'yes' } : {});
  return (
    <section class="card narrow">
      <h2>What is broken</h2>
      <OperationForm
        c={c}
        action={`${base}/admin/faults`}
        verb="faults.set"
        fields={{
          idmeUnavailable: { label: 'ID.me answers nobody', ...flag(faults.idmeUnavailable) },
          mailLost: { label: 'Mails never arrive', ...flag(faults.mailLost) },
          textUndelivered: { label: 'Text messages never arrive', ...flag(faults.textUndelivered) },
          mailLate: { label: 'Mails arrive late by, seconds', value: String(faults.mailLateSeconds) },
          registrySlow: { label: 'A look-up takes, seconds', value: String(faults.registrySlowSeconds) },
        }}
        button="Save"
        refused={refused}
      />
    </section>
  );
}

function Prescriber(props: { c: Context; base: string; one: Listed; refused: Refused | undefined }) {
  const { c, base, one, refused } = props;
  const alive = one.tokens.filter(({ state }) => state === 'active' || state === 'inactive');
  const credentialId: FieldWords = {
    label: 'Token',
    options: alive.map(({ credentialId, nickname }) => [credentialId, `${nickname} (${credentialId})`]),
  };
  const form = (
    title: string,
    verb: string,
    button: string,
    fields: Record<string, FieldWords>,
    text?: string,
  ) => (
    <details class="more card" open={refused?.verb === verb}>
      <summary>{title}</summary>
      {text === undefined ? null : <p>{text}</p>}
      <OperationForm
        c={c}
        action={`${base}/admin/prescriber/${one.npi}/${verb}`}
        verb={verb}
        fields={fields}
        button={button}
        refused={refused}
      />
    </details>
  );
  const username = { label: 'Username' };
  const password = { label: 'Password', hint: '8 to 128 characters.', clearText: true };
  return (
    <>
      <p>
        <a href={`${base}/admin`}>All prescribers</a>
      </p>
      <Facts
        facts={[
          ['NPI', one.npi],
          ['Email', one.email],
          ['Region', one.region ?? 'in no region'],
          ['Right to sign', <Status text={one.right ?? 'none'} />],
        ]}
      />
      <Table
        caption="Tokens"
        columns={['Token Name', 'Credential ID', 'Status', 'Reason']}
        rows={one.tokens.map(({ nickname, credentialId, state, reason }) => [
          nickname,
          credentialId,
          <Status text={state} />,
          reason ?? '',
        ])}
        empty="No token"
      />
      <h2>Two-person access</h2>
      {form(
        'Enter the right to sign',
        'administration.enter-right',
        'Enter',
        { by: { label: 'Your name' } },
        'The first of two persons enters the right. It is not in force yet.',
      )}
      {form(
        'Execute the right to sign',
        'administration.execute-right',
        'Execute',
        {
          registrant: {
            label: 'Your NPI',
            hint: 'You must be a DEA registrant, and not the first person.',
          },
          token: { label: 'Your token', hint: 'Its serial number or Credential ID.' },
          otp: { label: 'OTP', code: true, clearText: true },
        },
        'The second person executes it with a code of their own token.',
      )}
      {form('End the right to sign', 'administration.revoke-right', 'End it', { by, reason })}
      <h2>Tokens</h2>
      {form(
        'Resynchronize a token',
        'administration.resynchronize',
        'Resynchronize',
        {
          credentialId,
          currentCode: { label: 'Current Code', code: true },
          nextCode: { label: 'Next Code', code: true },
          by,
          reason: { ...reason, value: 'clock' },
        },
        'Its owner reads out a code, waits for it to change, and reads out the next one.',
      )}
      {form('Unlock a token', 'administration.unlock', 'Unlock', { credentialId, by, reason })}
      {form(
        'Report a token lost or stolen',
        'administration.report-lost',
        'Report it lost',
        { credentialId, by, reason },
        'The right to sign ends at once.',
      )}
      {form(
        'Replace a broken token',
        'administration.report-broken',
        'Report it broken',
        { credentialId, what: { label: 'What it is' }, by, reason },
        'Its owner uses the second token, and adds the replacement with its code. Without a second token, send an Invitation ID too.',
      )}
      <div class="line">
        <ButtonForm
          c={c}
          action={`${base}/admin/prescriber/${one.npi}/gold.invite`}
          text="Send an Invitation ID"
        />
      </div>
      <h2>Accounts</h2>
      {form('Make an account at SmartCare', 'calmhsa.create-account', 'Make it', { username, password })}
      {form('Make an account at DrChrono', 'drchrono.create-account', 'Make it', { username, password })}
      {form('Approve an account at DrChrono for EPCS', 'drchrono.approve', 'Approve', { username })}
    </>
  );
}
