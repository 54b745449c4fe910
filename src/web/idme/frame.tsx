// The header of ID.me's pages (002:22), with the numbered steps (002:31-38) and the current one.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { ButtonForm } from '../form.js';
import { type PageOptions, page } from '../page.js';
import { RefusalSummary } from '../refusal.js';
import type { Refused, Site, Value } from '../site.js';

export type Progress = Value<'idme.progress'>;

export type IdmeTab = 'Overview' | 'Profile' | 'Sign In & Security' | 'My Wallet';

const paths: Record<IdmeTab, string> = {
  Overview: '/idme',
  Profile: '/idme/profile',
  'Sign In & Security': '/idme/security',
  'My Wallet': '/idme/wallet',
};

export interface IdmePage extends Pick<PageOptions, 'heading'> {
  tab?: IdmeTab;
  /** The current one of the three numbered steps. */
  step?: 1 | 2 | 3;
  refused?: Refused | undefined;
}

export function idmePage(c: Context, site: Site, options: IdmePage, body: Child) {
  const { tab, heading, step, refused } = options;
  return page(
    c,
    site,
    {
      title: `${heading}: ID.me`,
      heading,
      system: { name: 'ID.me', path: '/idme' },
      status: refused === undefined ? 200 : 400,
      ...(tab === undefined
        ? {}
        : {
            tabs: Object.entries(paths).map(([text, path]) => ({ text, path, current: text === tab })),
            corner: <ButtonForm c={c} action={`${site.base}/idme/sign-out`} text="Sign out" class="link" />,
          }),
    },
    <>
      {step === undefined ? null : <Steps step={step} />}
      <RefusalSummary refused={refused} />
      {body}
    </>,
  );
}

function Steps({ step }: { step: 1 | 2 | 3 }) {
  return (
    <ol class="steps" aria-label={`Step ${step} of 3`}>
      {[1, 2, 3].map((number) => (
        <li class={number < step ? 'past' : ''} aria-current={number === step ? 'step' : undefined}>
          {number}
        </li>
      ))}
    </ol>
  );
}
