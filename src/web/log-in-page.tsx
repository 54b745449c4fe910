// The log-in of a system whose accounts have a username and a password.
import type { Context } from 'hono';
import { OperationForm } from './form.js';
import { type PageOptions, page } from './page.js';
import { RefusalSummary } from './refusal.js';
import type { Refused, Site } from './site.js';

export interface LogIn {
  /** The name in the heading. */
  readonly product: string;
  readonly system: NonNullable<PageOptions['system']>;
  readonly verb: 'calmhsa.log-in' | 'drchrono.log-in';
  readonly refused: Refused | undefined;
}

export function logInPage(c: Context, site: Site, { product, system, verb, refused }: LogIn) {
  return page(
    c,
    site,
    {
      title: `Log in: ${product}`,
      heading: `Log in to ${product}`,
      system,
      status: refused === undefined ? 200 : 400,
    },
    <>
      <RefusalSummary refused={refused} />
      <div class="card narrow">
        <OperationForm
          c={c}
          action={site.base + system.path}
          verb={verb}
          fields={{
            username: { label: 'Username', autocomplete: 'username' },
            password: { label: 'Password', autocomplete: 'current-password' },
          }}
          button="Log in"
          refused={refused}
        />
      </div>
    </>,
  );
}
