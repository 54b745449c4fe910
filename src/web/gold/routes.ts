// The pages of EPCS Gold and what their forms do: each asks one operation and shows its answer.
import type { Context } from 'hono';
import { findOperation } from '../../operations/index.js';
import { codeOf, type Posted, posted } from '../posted.js';
import type { Refusal, Site, VerbAnswer, WebApp } from '../site.js';
import { signedOutPage, staleFormPage } from '../stale.js';
import { endSession, keepSession, sessionOf } from '../visitor.js';
import { type EnrolmentView, enrolmentPage, invitationPage } from './enroll.js';
import { type BindingRow, factsPage, type Home, homePage, reportsPage } from './home.js';
import { reportLostPage, secondFactorPage, signInPage, type TokenChoice } from './sign-in.js';
import { addTokenPage, type TokenTable, tokenActionPage, tokensPage } from './tokens.js';

interface FirstFactor {
  session: string;
  tokens: TokenChoice[];
  biometric: boolean;
}

export function goldRoutes(app: WebApp, site: Site): void {
  const { base } = site;
  const to = (c: Context, path: string): Response => c.redirect(base + path, 303);

  /** Runs what needs a session; without one, or with one that has ended, the sign-in is shown and nothing is done. */
  const behind = async <T>(
    c: Context,
    verb: string,
    given: Record<string, unknown>,
    show: (value: T) => Response | Promise<Response>,
    refused?: (refusal: Refusal) => Response | Promise<Response>,
    id?: string,
  ): Promise<Response> => {
    const session = sessionOf(c, 'gold');
    if (session === undefined || session === '') return signedOutPage(c, site, '/gold');
    const answer = await site.ask<T>(verb, { ...given, session }, id);
    if (answer.outcome === 'done') return show(answer.value);
    const { code } = answer.refusal;
    if (code === 'signed-out' || (code === 'step-out-of-order' && refused === undefined)) {
      endSession(c, 'gold');
      return signedOutPage(c, site, '/gold');
    }
    return refused === undefined ? signInPage(c, site, {}, answer.refusal) : refused(answer.refusal);
  };
  const post = (path: string, handle: (c: Context, form: Posted) => Promise<Response>): void => {
    app.post(path, async (c) => {
      const form = await posted(c);
      return form === undefined ? staleFormPage(c, site) : handle(c, form);
    });
  };

  app.get('/gold', (c) => signInPage(c, site));
  post('/gold', async (c, form) => {
    const { npi = '', passphrase = '' } = form;
    const answer = await site.ask<FirstFactor>('gold.sign-in', { npi, passphrase });
    if (answer.outcome === 'refused') return signInPage(c, site, { npi }, answer.refusal);
    const { session, tokens, biometric } = answer.value;
    keepSession(c, 'gold', session);
    return secondFactorPage(c, site, tokens, biometric);
  });
  app.get('/gold/token', (c) => to(c, '/gold'));
  post('/gold/token', (c, form) => {
    if (form.cancel !== undefined) {
      endSession(c, 'gold');
      return Promise.resolve(to(c, '/gold'));
    }
    const { token = '' } = form;
    return behind<{ session: string }>(
      c,
      'gold.submit-otp',
      { token, otp: codeOf(form.otp) },
      ({ session }) => {
        keepSession(c, 'gold', session);
        return to(c, '/gold/home');
      },
      (refusal) =>
        secondFactorPage(c, site, [{ nickname: 'Token', credentialId: token }], false, { token }, refusal),
    );
  });
  app.get('/gold/home', (c) => behind<Home>(c, 'gold.home', {}, (home) => homePage(c, site, home)));
  app.get('/gold/profile', (c) =>
    behind<Record<string, unknown>>(c, 'gold.profile', {}, (facts) => factsPage(c, site, 'Profile', facts)),
  );
  app.get('/gold/contact', (c) =>
    behind<Record<string, unknown>>(c, 'gold.contact-us', {}, (facts) =>
      factsPage(c, site, 'Contact Us', facts),
    ),
  );
  app.get('/gold/reports', (c) =>
    behind<{ bindings: BindingRow[] }>(c, 'gold.binding-report', {}, ({ bindings }) =>
      reportsPage(c, site, bindings),
    ),
  );
  const table = (
    c: Context,
    show: (table: TokenTable, showDeleted: boolean) => Response | Promise<Response>,
  ) => {
    const showDeleted = c.req.query('deleted') === 'yes';
    return behind<TokenTable>(c, 'gold.tokens', { showDeleted }, (value) => show(value, showDeleted));
  };
  app.get('/gold/tokens', (c) =>
    table(c, (value, showDeleted) => tokensPage(c, site, value, { showDeleted })),
  );
  app.get('/gold/tokens/add', (c) => table(c, () => addTokenPage(c, site)));
  post('/gold/tokens/add', (c, form) => {
    const {
      manufacturer = '',
      type = '',
      nickname = '',
      credentialId = '',
      issuer = 'DRFIRST',
      device,
    } = form;
    const given = { manufacturer, type, nickname, credentialId, issuer, otp: codeOf(form.otp) };
    return behind(
      c,
      'gold.add-token',
      device === undefined || device === '' ? given : { ...given, device },
      () => to(c, '/gold/tokens'),
      (refusal) => addTokenPage(c, site, form, refusal),
      form.request,
    );
  });
  for (const action of ['edit', 'disable', 'enable', 'delete'] as const) {
    const path = `/gold/tokens/:credential/${action}`;
    const show = (c: Context, refusal?: Refusal) =>
      behind<TokenTable>(c, 'gold.tokens', { showDeleted: true }, async ({ tokens }) => {
        const token = tokens.find(({ credentialId }) => credentialId === c.req.param('credential'));
        if (token === undefined) return to(c, '/gold/tokens');
        const operation = await findOperation('epcs-gold.disable-token');
        return tokenActionPage(c, site, action, token, operation?.parameters.reason?.choices ?? [], refusal);
      });
    app.get(path, (c) => show(c));
    post(path, (c, form) => {
      const credentialId = c.req.param('credential') ?? '';
      const more =
        action === 'edit'
          ? { nickname: form.nickname ?? '' }
          : action === 'disable'
            ? { reason: form.reason ?? '' }
            : {};
      return behind(
        c,
        `gold.${action}-token`,
        { credentialId, ...more },
        () => to(c, '/gold/tokens'),
        (refusal) => show(c, refusal),
        form.request,
      );
    });
  }
  app.get('/gold/report-lost', (c) => reportLostPage(c, site));
  post('/gold/report-lost', async (c, form) => {
    const { npi = '', credentialId = '', passphrase = '' } = form;
    const answer = await site.ask('gold.report-lost-token', { npi, credentialId, passphrase }, form.request);
    return answer.outcome === 'refused'
      ? reportLostPage(c, site, { npi, credentialId }, answer.refusal)
      : reportLostPage(c, site, {}, undefined, credentialId);
  });
  post('/gold/log-out', async (c) => {
    const session = sessionOf(c, 'gold');
    if (session !== undefined) await site.ask('gold.log-out', { session });
    endSession(c, 'gold');
    return to(c, '/gold');
  });

  app.get('/gold/enroll', async (c) => {
    const session = sessionOf(c, 'gold');
    if (session === undefined || session === '') return invitationPage(c, site);
    const answer = await site.ask<EnrolmentView>('gold.enrolment', { session });
    return answer.outcome === 'done' ? enrolmentPage(c, site, answer.value) : invitationPage(c, site);
  });
  post('/gold/enroll', async (c, { invitationId = '' }) => {
    const answer: VerbAnswer<{ session: string }> = await site.ask('gold.begin-enrolment', { invitationId });
    if (answer.outcome === 'refused') return invitationPage(c, site, answer.refusal);
    keepSession(c, 'gold', answer.value.session);
    return to(c, '/gold/enroll');
  });
  const enrolling = (
    path: string,
    verb: string,
    given: (form: Posted) => Record<string, unknown>,
    then: string,
  ): void => {
    post(path, (c, form) =>
      behind<{ session?: string }>(
        c,
        verb,
        given(form),
        ({ session }) => {
          if (session !== undefined) keepSession(c, 'gold', session);
          return to(c, then);
        },
        (refusal) =>
          behind<EnrolmentView>(c, 'gold.enrolment', {}, (view) =>
            enrolmentPage(c, site, view, form, refusal),
          ),
        form.request,
      ),
    );
  };
  enrolling(
    '/gold/enroll/token',
    'gold.enrol-token',
    ({ manufacturer, issuer, type, nickname, credentialId, otp }) => ({
      manufacturer,
      issuer,
      type,
      nickname,
      credentialId,
      otp: codeOf(otp),
    }),
    '/gold/enroll',
  );
  enrolling('/gold/enroll/proof', 'gold.prove-identity', ({ outcome }) => ({ outcome }), '/gold/enroll');
  enrolling(
    '/gold/enroll/passphrase',
    'gold.choose-passphrase',
    ({ passphrase, question, answer }) => ({ passphrase, question, answer }),
    '/gold',
  );
}
