// CalMHSA Rx through SmartCare: log-in, then main menu → Utilities → Token Management, which leads to EPCS Gold
// (004:195-204).
import type { Context } from 'hono';
import { ButtonForm } from '../form.js';
import { logInPage } from '../log-in-page.js';
import { page } from '../page.js';
import type { Refused, Site, Value, WebApp } from '../site.js';
import { System } from '../system.js';

type Menu = Value<'calmhsa.menu'>;

const system = { name: 'CalMHSA Rx', path: '/calmhsa' };

export function calmhsaRoutes(app: WebApp, site: Site): void {
  const calmhsa = new System(app, site, 'calmhsa', '/calmhsa');
  app.get('/calmhsa', async (c) => {
    if (!calmhsa.hasSession(c)) return logIn(c, site);
    const answer = await calmhsa.ask(c, 'calmhsa.menu', {});
    return answer.outcome === 'done' ? homePage(c, site, answer.value) : logIn(c, site);
  });
  calmhsa.post('/calmhsa', {
    verb: 'calmhsa.log-in',
    open: true,
    next: '/calmhsa',
    again: (c, refused) => logIn(c, site, refused),
  });
  calmhsa.post('/calmhsa/token-management', {
    verb: 'calmhsa.token-management',
    next: '/gold',
    again: (c) => calmhsa.to(c, '/calmhsa'),
  });
  calmhsa.logOut('/calmhsa/log-out', 'calmhsa.log-out', '/calmhsa');
}

const logIn = (c: Context, site: Site, refused?: Refused) =>
  logInPage(c, site, { product: 'SmartCare', system, verb: 'calmhsa.log-in', refused });

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
