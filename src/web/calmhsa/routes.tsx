// CalMHSA Rx through SmartCare: log in, then main menu → Utilities → Token Management, which leads to EPCS Gold
// (004:195-204).
import type { Context } from 'hono';
import { ButtonForm, OperationForm } from '../form.js';
import { page } from '../page.js';
import { RefusalSummary } from '../refusal.js';
import type { Refused, Site, WebApp } from '../site.js';
import { System } from '../system.js';

interface Menu {
  name: string;
  menu: Record<string, string[]>;
}

const system = { name: 'CalMHSA Rx', path: '/calmhsa' };

export function calmhsaRoutes(app: WebApp, site: Site): void {
  const calmhsa = new System(app, site, 'calmhsa', '/calmhsa');
  app.get('/calmhsa', async (c) => {
    if (!calmhsa.hasSession(c)) return logInPage(c, site);
    const answer = await calmhsa.ask<Menu>(c, 'calmhsa.menu', {});
    return answer.outcome === 'done' ? homePage(c, site, answer.value) : logInPage(c, site);
  });
  calmhsa.post('/calmhsa', {
    verb: 'calmhsa.log-in',
    open: true,
    next: '/calmhsa',
    again: (c, refused) => logInPage(c, site, refused),
  });
  calmhsa.post('/calmhsa/token-management', {
    verb: 'calmhsa.token-management',
    next: '/gold',
    again: (c) => calmhsa.to(c, '/calmhsa'),
  });
  calmhsa.logOut('/calmhsa/log-out', 'calmhsa.log-out', '/calmhsa');
}

function logInPage(c: Context, site: Site, refused?: Refused) {
  return page(
    c,
    site,
    {
      title: 'Log in: SmartCare',
      heading: 'Log in to SmartCare',
      system,
      status: refused === undefined ? 200 : 400,
    },
    <>
      <RefusalSummary refused={refused} />
      <div class="card narrow">
        <OperationForm
          c={c}
          action={`${site.base}/calmhsa`}
          verb="calmhsa.log-in"
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

function homePage(c: Context, site: Site, { name, menu }: Menu) {
  const mainMenu = (
    <details class="main-menu">
      <summary aria-label="Main menu">☰</summary>
      <nav aria-label="Main menu">
        {Object.entries(menu).map(([entry, items]) => (
          <details>
            <summary>{entry}</summary>
            {items.map((item) => (
              <ButtonForm c={c} action={`${site.base}/calmhsa/token-management`} text={item} class="link" />
            ))}
          </details>
        ))}
      </nav>
    </details>
  );
  return page(
    c,
    site,
    {
      title: 'SmartCare',
      heading: `Welcome, ${name}`,
      system,
      menu: mainMenu,
      corner: <ButtonForm c={c} action={`${site.base}/calmhsa/log-out`} text="Log out" class="link" />,
    },
    <p>
      Your tokens are in the main menu at the top left: choose <strong>Utilities</strong>, then{' '}
      <strong>Token Management</strong>. It opens the sign-in of EPCS Gold.
    </p>,
  );
}
