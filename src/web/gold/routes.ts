// The routes of EPCS Gold: the page of each path, and the verb of each form.
import type { Context } from 'hono';
import type { Refused, Site, WebApp } from '../site.js';
import { System } from '../system.js';
import { enrolmentPage, invitationPage } from './enroll.js';
import { factsPage, homePage, reportsPage } from './home.js';
import { forgotPassphrasePage, helpPage, newPassphrasePage, reportLostPage } from './passphrase.js';
import { secondFactorPage, signInPage } from './sign-in.js';
import { tokenActionPage, tokenActions, tokensPage } from './tokens.js';

export function goldRoutes(app: WebApp, site: Site): void {
  const gold = new System(app, site, 'gold', '/gold');
  signInRoutes(app, site, gold);
  passphraseRoutes(app, site, gold);
  dashboardRoutes(app, site, gold);
  enrolmentRoutes(app, site, gold);
}

const notices: Readonly<Record<string, string>> = {
  enrolled: 'You are enrolled. Sign in with your NPI and passphrase.',
  passphrase: 'Your passphrase is changed. Sign in with the new one.',
};

function signInRoutes(app: WebApp, site: Site, gold: System): void {
  app.get('/gold', (c) => signInPage(c, site, undefined, notices[c.req.query('said') ?? '']));
  gold.post('/gold', {
    verb: 'gold.sign-in',
    open: true,
    next: '/gold/token',
    again: (c, refused) => signInPage(c, site, refused),
  });
  const secondFactor = (c: Context, refused?: Refused) =>
    gold.show(c, 'gold.second-factor', {}, (view) => secondFactorPage(c, site, view, refused));
  app.get('/gold/token', (c) => secondFactor(c));
  const submit = { next: '/gold/home', again: secondFactor };
  gold.logOut('/gold/token/cancel', 'gold.cancel-sign-in', '/gold');
  gold.post('/gold/biometric', { verb: 'gold.submit-biometric', ...submit });
  gold.post('/gold/token', { verb: 'gold.submit-otp', ...submit });
  gold.logOut('/gold/log-out', 'gold.log-out', '/gold');
}

function passphraseRoutes(app: WebApp, site: Site, gold: System): void {
  app.get('/gold/help', (c) => helpPage(c, site));
  app.get('/gold/forgot-passphrase', (c) => forgotPassphrasePage(c, site));
  gold.post('/gold/forgot-passphrase', {
    verb: 'gold.forgot-passphrase',
    open: true,
    next: (_, __, c) => forgotPassphrasePage(c, site, undefined, true),
    again: (c, refused) => forgotPassphrasePage(c, site, refused),
  });
  const newPassphrase = async (c: Context, link: string, refused?: Refused) => {
    const answer = await site.ask('gold.security-question', { link });
    return answer.outcome === 'done'
      ? newPassphrasePage(c, site, link, answer.value.question, refused)
      : newPassphrasePage(c, site, link, null, {
          verb: 'gold.security-question',
          refusal: answer.refusal,
          typed: {},
        });
  };
  app.get('/gold/passphrase', (c) => newPassphrase(c, c.req.query('link') ?? ''));
  gold.post('/gold/passphrase', {
    verb: 'gold.reset-passphrase',
    open: true,
    next: '/gold?said=passphrase',
    again: (c, refused) => newPassphrase(c, refused.typed.link ?? '', refused),
  });
  app.get('/gold/report-lost', (c) => reportLostPage(c, site));
  gold.post('/gold/report-lost', {
    verb: 'gold.report-lost-token',
    open: true,
    next: (_, form, c) => reportLostPage(c, site, undefined, form.credentialId),
    again: (c, refused) => reportLostPage(c, site, refused),
  });
}

function dashboardRoutes(app: WebApp, site: Site, gold: System): void {
  app.get('/gold/home', (c) => gold.show(c, 'gold.home', {}, (home) => homePage(c, site, home)));
  for (const [path, verb, tab] of [
    ['/gold/profile', 'gold.profile', 'Profile'],
    ['/gold/contact', 'gold.contact-us', 'Contact Us'],
  ] as const)
    app.get(path, (c) => gold.show(c, verb, {}, (facts) => factsPage(c, site, tab, facts)));
  app.get('/gold/reports', (c) =>
    gold.show(c, 'gold.binding-report', {}, async ({ bindings }) => {
      const { at } = await site.run('bench.status', {});
      const month = c.req.query('month') ?? at.slice(0, 7);
      const records = await gold.ask(c, 'gold.signed-record-report', {
        month,
      });
      const incidents = await gold.ask(c, 'gold.incident-report', {});
      return reportsPage(c, site, {
        bindings,
        month,
        records: records.outcome === 'done' ? records.value.records : null,
        problem: records.outcome === 'done' ? null : `${records.refusal.message} ${records.refusal.remedy}`,
        incidents: incidents.outcome === 'done' ? incidents.value.incidents : [],
      });
    }),
  );
  const table = (c: Context, more: Parameters<typeof tokensPage>[3] = {}) =>
    gold.show(c, 'gold.tokens', { showDeleted: more.showDeleted ?? false }, (value) =>
      tokensPage(c, site, value, more),
    );
  app.get('/gold/tokens', (c) =>
    table(c, {
      showDeleted: c.req.query('deleted') === 'yes',
      ...(c.req.query('added') === undefined
        ? {}
        : { said: 'Your token is now associated with your account.' }),
    }),
  );
  app.get('/gold/tokens/add', (c) =>
    table(c, { adding: { manufacturer: c.req.query('manufacturer') ?? '' } }),
  );
  gold.post('/gold/tokens/add', {
    verb: 'gold.add-token',
    next: '/gold/tokens?added',
    again: (c, refused) => table(c, { adding: { manufacturer: refused.typed.manufacturer ?? '' }, refused }),
  });
  for (const action of tokenActions) {
    const path = `/gold/tokens/:credential/${action}`;
    const show = (c: Context, refused?: Refused) =>
      gold.show(c, 'gold.tokens', { showDeleted: true }, ({ tokens }) => {
        const token = tokens.find(({ credentialId }) => credentialId === c.req.param('credential'));
        return token === undefined
          ? gold.to(c, '/gold/tokens')
          : tokenActionPage(c, site, action, token, refused);
      });
    app.get(path, (c) => show(c));
    gold.post(path, {
      verb: `gold.${action}-token`,
      given: (_, c) => ({ credentialId: c.req.param('credential') ?? '' }),
      next: '/gold/tokens',
      again: show,
    });
  }
}

function enrolmentRoutes(app: WebApp, site: Site, gold: System): void {
  const enrolment = async (c: Context, refused?: Refused) => {
    if (!gold.hasSession(c)) return invitationPage(c, site, refused);
    const answer = await gold.ask(c, 'gold.enrolment', {});
    if (answer.outcome === 'refused') return invitationPage(c, site, refused);
    const manufacturer = refused?.typed.manufacturer ?? c.req.query('manufacturer') ?? '';
    return enrolmentPage(c, site, answer.value, {
      manufacturer,
      ...(refused === undefined ? {} : { refused }),
    });
  };
  app.get('/gold/enroll', (c) => enrolment(c));
  app.get('/gold/enroll/token', (c) => enrolment(c));
  gold.post('/gold/enroll', {
    verb: 'gold.begin-enrolment',
    open: true,
    next: '/gold/enroll',
    again: (c, refused) => invitationPage(c, site, refused),
  });
  gold.post('/gold/enroll/token', { verb: 'gold.enrol-token', next: '/gold/enroll', again: enrolment });
  gold.post('/gold/enroll/proof', { verb: 'gold.prove-identity', next: '/gold/enroll', again: enrolment });
  gold.post('/gold/enroll/passphrase', {
    verb: 'gold.choose-passphrase',
    next: '/gold?said=enrolled',
    again: enrolment,
  });
}
