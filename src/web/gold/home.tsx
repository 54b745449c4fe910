// EPCS Gold after the sign-in: Home with grants and tokens (004:72-86), and the other read-only pages.
import type { Context } from 'hono';
import type { Site, Value } from '../site.js';
import { Facts, minute, Status, Table } from '../table.js';
import { Advice, type GoldTab, goldPage } from './frame.js';

export type Home = Value<'gold.home'>;

export function homePage(c: Context, site: Site, home: Home) {
  return goldPage(
    c,
    site,
    { tab: 'Home', heading: 'Home' },
    <>
      <Facts
        facts={[
          ['Name', home.name],
          ['NPI', home.npi],
        ]}
      />
      <Advice advice={home.advice} />
      <Table
        caption="Current Organization Grants"
        columns={['Organization Name', 'DEA Number', 'Status']}
        rows={home.grants.map(({ organization, deaNumber, status }) => [
          organization,
          deaNumber,
          <Status text={status} />,
        ])}
        empty="No grants"
      />
      <Table
        caption="Current Tokens"
        columns={['Token Name', 'Token Identifier', 'Status']}
        rows={home.tokens.map(({ name, identifier, status }) => [name, identifier, <Status text={status} />])}
        empty="No tokens"
      />
      <p class="end">
        <a class="button" href={`${site.base}/gold/tokens`}>
          Manage Tokens
        </a>
      </p>
    </>,
  );
}

const factNames: Record<string, string> = {
  npi: 'NPI',
  it: 'IT support',
  licence: 'State license',
  deaNumbers: 'DEA numbers',
};

export function factsPage(c: Context, site: Site, tab: GoldTab, facts: Readonly<Record<string, unknown>>) {
  return goldPage(
    c,
    site,
    { tab, heading: tab },
    <Facts
      facts={Object.entries(facts).map(([name, value]) => [
        factNames[name] ?? wordsOf(name),
        typeof value === 'object' && value !== null
          ? Object.values(value)
              .map((one) =>
                typeof one === 'object' && one !== null ? Object.values(one).join(', ') : String(one),
              )
              .join('; ')
          : String(value),
      ])}
    />,
  );
}

/** `firstName` as `First name`. */
function wordsOf(name: string): string {
  const words = name.replace(/([A-Z])/g, (capital) => ` ${capital.toLowerCase()}`);
  return words[0]!.toUpperCase() + words.slice(1);
}

export interface Reports {
  bindings: Value<'gold.binding-report'>['bindings'];
  month: string;
  records: Value<'gold.signed-record-report'>['records'] | null;
  incidents: Value<'gold.incident-report'>['incidents'];
  problem: string | null;
}

export function reportsPage(c: Context, site: Site, reports: Reports) {
  return goldPage(
    c,
    site,
    { tab: 'Reports', heading: 'Reports', status: reports.problem === null ? 200 : 400 },
    <>
      <Table
        caption="Token bindings"
        columns={['Token Name', 'Credential ID', 'Status', 'Reason', 'Bound', 'Changed']}
        rows={reports.bindings.map((row) => [
          row.nickname,
          row.credentialId,
          <Status text={row.status} />,
          row.reason ?? '',
          minute(row.boundAt),
          minute(row.changedAt),
        ])}
        empty="No token was ever bound"
      />
      <form class="row" action={`${site.base}/gold/reports`}>
        <div class={reports.problem === null ? 'field' : 'field wrong'}>
          <label for="month">Month</label>
          {reports.problem === null ? null : (
            <p class="error" id="month-error">
              {reports.problem}
            </p>
          )}
          <input
            id="month"
            name="month"
            type="text"
            value={reports.month}
            aria-describedby={reports.problem === null ? undefined : 'month-error'}
          />
        </div>
        <button type="submit">Show signed records</button>
      </form>
      {reports.records === null ? null : (
        <Table
          caption={`Signed records of ${reports.month}`}
          columns={['Prescription', 'Signed', 'Token']}
          rows={reports.records.map(({ id, signedAt, credentialId }) => [id, minute(signedAt), credentialId])}
          empty="Nothing was signed in this month"
        />
      )}
      <Table
        caption="Security incidents"
        columns={['Time', 'Incident', 'What']}
        rows={reports.incidents.map(({ at, kind, what }) => [minute(at), kind, what])}
        empty="No incident"
      />
    </>,
  );
}
