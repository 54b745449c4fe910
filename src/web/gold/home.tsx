// EPCS Gold behind the sign-in: the tabs of 004:94, Home with grants and tokens (004:72-86), and the pages that only show.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { page, Table } from '../document.js';
import { Form } from '../form.js';
import type { Site } from '../site.js';
import { system } from './sign-in.js';

export type Tab = 'Home' | 'Profile' | 'Tokens' | 'Reports' | 'Contact Us';

const paths: Record<Tab, string> = {
  Home: '/gold/home',
  Profile: '/gold/profile',
  Tokens: '/gold/tokens',
  Reports: '/gold/reports',
  'Contact Us': '/gold/contact',
};

export function goldPage(
  c: Context,
  site: Site,
  tab: Tab,
  heading: string,
  body: Child,
  status: 200 | 400 = 200,
) {
  const nav = (
    <nav class="tabs" aria-label="EPCS Gold">
      <ul>
        {(Object.entries(paths) as [Tab, string][]).map(([name, path]) => (
          <li>
            <a href={site.base + path} aria-current={name === tab ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
        <li>
          <Form c={c} action={`${site.base}/gold/log-out`} class="inline">
            <button type="submit" class="link">
              Logout
            </button>
          </Form>
        </li>
      </ul>
    </nav>
  );
  return page(c, site, { title: `EPCS Gold: ${tab}`, heading, system, nav, status }, body);
}

export interface Home {
  name: string;
  npi: string;
  grants: { organization: string; deaNumber: string; status: string }[];
  tokens: { name: string; identifier: string; status: string }[];
  advice: string | null;
}

const advices: Record<string, string> = {
  'second-token-recommended':
    'You have one token. Add a second one: if the only token fails, the entire identity proofing has to be done again.',
  'entire-proofing-again': 'You have no token that works. The entire identity proofing has to be done again.',
};

export function Advice({ advice }: { advice: string | null }) {
  return advice === null ? null : <p class="advice">{advices[advice] ?? advice}</p>;
}

export function homePage(c: Context, site: Site, home: Home) {
  return goldPage(
    c,
    site,
    'Home',
    home.name,
    <>
      <dl class="facts">
        <dt>Name</dt>
        <dd>{home.name}</dd>
        <dt>NPI</dt>
        <dd>{home.npi}</dd>
      </dl>
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
      <p>
        <a class="button" href={`${site.base}/gold/tokens`}>
          Manage Tokens
        </a>
      </p>
    </>,
  );
}

export function Status({ text }: { text: string }) {
  return <span class={`status ${text.toLowerCase()}`}>{text}</span>;
}

export function factsPage(c: Context, site: Site, tab: Tab, facts: Readonly<Record<string, unknown>>) {
  return goldPage(
    c,
    site,
    tab,
    tab,
    <dl class="facts">
      {Object.entries(facts).map(([name, value]) => (
        <>
          <dt>{label(name)}</dt>
          <dd>
            {typeof value === 'object' && value !== null ? Object.values(value).join(', ') : String(value)}
          </dd>
        </>
      ))}
    </dl>,
  );
}

function label(name: string): string {
  if (name === 'npi') return 'NPI';
  return name[0]!.toUpperCase() + name.slice(1);
}

export interface BindingRow {
  nickname: string;
  credentialId: string;
  status: string;
  reason: string | null;
  boundUs: number;
  changedUs: number;
}

export function reportsPage(c: Context, site: Site, bindings: readonly BindingRow[]) {
  return goldPage(
    c,
    site,
    'Reports',
    'Reports',
    <Table
      caption="Token bindings"
      columns={['Token Name', 'Credential ID', 'Status', 'Reason', 'Bound', 'Changed']}
      rows={bindings.map((row) => [
        row.nickname,
        row.credentialId,
        <Status text={row.status} />,
        row.reason ?? '',
        day(row.boundUs),
        day(row.changedUs),
      ])}
      empty="No token was ever bound"
    />,
  );
}

function day(us: number): string {
  return new Date(us / 1000).toISOString().slice(0, 16).replace('T', ' ');
}
