// The routes of ID.me: the page of each path, and the verb of each form. /idme shows the current step of the session.
import type { Context } from 'hono';
import type { Refused, Site, WebApp } from '../site.js';
import { signedOutPage } from '../stale.js';
import { System } from '../system.js';
import { keepReturn, returnOf } from '../visitor.js';
import { waitRoute } from '../waiting.js';
import { idmePage, type Progress } from './frame.js';
import { activatePage, linkDonePage, linkKinds, linkPage } from './links.js';
import {
  addPushPage,
  confirmDevicePage,
  devicePage,
  generatorPage,
  overviewPage,
  ownershipPage,
  recoveryCodePage,
  securityPage,
} from './security.js';
import {
  chooseMethodPage,
  confirmEmailPage,
  forgotPasswordPage,
  methodPage,
  newPasswordPage,
  setUpPhonePage,
  signInPage,
  signUpPage,
} from './sign-in.js';
import { proofingSteps, verifyPage } from './verify.js';

/** The state that a page shows. A waiting page continues when it changes. */
function stateOf({ stage, proofing, waits }: Progress): string {
  return [stage, proofing, waits === null ? '' : `${waits.for} ${waits.over}`].join('/');
}

const notices: Readonly<Record<string, string>> = {
  password: 'Your password is changed. Sign in with the new one.',
  device: 'Your device is added.',
};

export function idmeRoutes(app: WebApp, site: Site): void {
  const idme = new System(app, site, 'idme', '/idme');
  // The provider's page leads here while a program's request waits, and the end of each step leads back to it.
  for (const path of ['/idme', '/idme/*'])
    app.use(path, async (c, next) => {
      const interaction = c.req.query('interaction');
      if (interaction !== undefined && /^[\w-]{1,100}$/.test(interaction))
        keepReturn(c, `/idme/interaction/${interaction}`);
      await next();
    });
  const saidOf = (c: Context) => notices[c.req.query('said') ?? ''];
  /** The page of the session's current step. */
  const present = async (c: Context, refused?: Refused): Promise<Response> => {
    if (!idme.hasSession(c)) return signInPage(c, site, refused, saidOf(c));
    const answer = await idme.ask(c, 'idme.progress', {});
    if (answer.outcome === 'refused') return signInPage(c, site, refused, saidOf(c));
    const progress = answer.value;
    const state = stateOf(progress);
    const selected = c.req.query('phone') !== undefined || refused?.verb === 'idme.set-up-phone';
    switch (progress.stage) {
      case 'confirm-email':
      case 'recovery-email':
        return confirmEmailPage(c, site, progress, state, refused);
      case 'set-up-phone':
        return setUpPhonePage(c, site, progress, selected, refused);
      case 'choose-method':
        return chooseMethodPage(c, site, progress, refused);
      case 'method': {
        const sent = c.req.query('sent') !== undefined || refused?.verb === 'idme.enter-code';
        return methodPage(c, site, progress, { sent, state, refused });
      }
      case 'recovery-ownership':
        return ownershipPage(c, site, refused);
      case 'recovery-method':
        return progress.generator && refused?.verb === 'idme.confirm-code-generator'
          ? confirmDevicePage(c, site, undefined, refused)
          : devicePage(c, site, undefined, refused);
      case 'signed-in':
        if (selected || (progress.phone !== null && c.req.query('code') !== undefined))
          return setUpPhonePage(c, site, progress, selected, refused);
        return idme.show(c, 'idme.methods', {}, (security) =>
          overviewPage(c, site, security, progress, returnOf(c)),
        );
    }
  };
  app.get('/idme', (c) => present(c));
  waitRoute(idme, '/idme/wait', 'idme.progress', stateOf);

  app.get('/idme/sign-up', (c) => signUpPage(c, site));
  app.get('/idme/forgot-password', (c) => forgotPasswordPage(c, site));
  app.get('/idme/password', (c) => newPasswordPage(c, site, c.req.query('link') ?? ''));
  const open = { open: true };
  idme.post('/idme/sign-in', { verb: 'idme.sign-in', ...open, next: '/idme', again: present });
  idme.post('/idme/sign-up', {
    verb: 'idme.sign-up',
    ...open,
    next: '/idme',
    again: (c, refused) => signUpPage(c, site, refused),
  });
  idme.post('/idme/forgot-password', {
    verb: 'idme.forgot-password',
    ...open,
    next: (_, __, c) => forgotPasswordPage(c, site, undefined, true),
    again: (c, refused) => forgotPasswordPage(c, site, refused),
  });
  idme.post('/idme/password', {
    verb: 'idme.reset-password',
    ...open,
    next: '/idme?said=password',
    again: (c, refused) => newPasswordPage(c, site, refused.typed.link ?? '', refused),
  });
  idme.logOut('/idme/sign-out', 'idme.sign-out', '/idme');

  for (const verb of [
    'after-confirmation',
    'after-recovery-email',
    'choose-method',
    'enter-code',
    'use-recovery-code',
    'after-push',
    'begin-mfa-recovery',
    'go-back',
    'verify-ownership',
  ] as const)
    idme.post(`/idme/${verb}`, { verb: `idme.${verb}`, next: '/idme', again: present });
  idme.post('/idme/send-code', { verb: 'idme.send-code', next: '/idme?sent', again: present });
  idme.post('/idme/set-up-phone', { verb: 'idme.set-up-phone', next: '/idme?code', again: present });
  idme.post('/idme/confirm-phone', { verb: 'idme.confirm-phone', next: '/idme', again: present });
  app.get('/idme/changed-number', (c) => idmePage(c, site, { heading: 'A changed number' }, changedNumber));

  proofingRoutes(app, site, idme);
  securityRoutes(app, site, idme, present);
  linkRoutes(app, site, idme);
}

const changedNumber =
  'Sign in by another method and add the new number under Sign In & Security. If you have no other method, choose the MFA recovery process on the page that lists the methods.';

function proofingRoutes(app: WebApp, site: Site, idme: System): void {
  const verify = (c: Context, refused?: Refused) =>
    idme.show(c, 'idme.progress', {}, (progress) =>
      progress.stage === 'signed-in'
        ? verifyPage(c, site, progress, { state: stateOf(progress), refused, program: returnOf(c) })
        : idme.to(c, '/idme'),
    );
  app.get('/idme/verify', (c) => verify(c));
  for (const { verb } of Object.values(proofingSteps))
    idme.post(`/idme/${verb}`, { verb: `idme.${verb}`, next: '/idme/verify', again: verify });
}

function securityRoutes(
  app: WebApp,
  site: Site,
  idme: System,
  present: (c: Context, refused?: Refused) => Promise<Response>,
): void {
  const security = (c: Context, refused?: Refused) =>
    idme.show(c, 'idme.methods', {}, (value) =>
      securityPage(c, site, value, refused, notices[c.req.query('said') ?? '']),
    );
  app.get('/idme/security', (c) => security(c));
  for (const verb of ['rename-method', 'delete-method'] as const)
    idme.post(`/idme/${verb}`, { verb: `idme.${verb}`, next: '/idme/security', again: security });
  idme.post('/idme/generate-recovery-code', {
    verb: 'idme.generate-recovery-code',
    next: ({ code }, _, c) => recoveryCodePage(c, site, code),
    again: security,
  });
  for (const [path, tab] of [
    ['/idme/profile', 'Profile'],
    ['/idme/wallet', 'My Wallet'],
  ] as const)
    app.get(path, (c) =>
      idme.show(c, 'idme.methods', {}, ({ email, verifiedAt }) =>
        idmePage(
          c,
          site,
          { tab, heading: tab },
          tab === 'Profile'
            ? `Your email address is ${email}.`
            : verifiedAt === null
              ? 'Your wallet is empty: your identity is not verified yet.'
              : 'Your wallet has two IDs: Medical Provider and Verified Identity.',
        ),
      ),
    );

  /** A signed-in user adds a device, or a user at the end of the recovery. */
  const adding = (
    c: Context,
    show: (tab: 'Sign In & Security' | undefined) => Response | Promise<Response>,
  ) =>
    idme.show(c, 'idme.progress', {}, ({ stage }) =>
      stage === 'signed-in' || stage === 'recovery-method'
        ? show(stage === 'signed-in' ? 'Sign In & Security' : undefined)
        : present(c),
    );
  const device = (c: Context, refused?: Refused) => adding(c, (tab) => devicePage(c, site, tab, refused));
  const confirm = (c: Context, refused?: Refused) =>
    adding(c, (tab) => confirmDevicePage(c, site, tab, refused));
  app.get('/idme/device', (c) => device(c));
  app.get('/idme/device/confirm', (c) => confirm(c));
  app.get('/idme/begin-code-generator', (c) => idme.to(c, '/idme/device'));
  idme.post('/idme/begin-code-generator', {
    verb: 'idme.begin-code-generator',
    next: (secret, _, c) => adding(c, (tab) => generatorPage(c, site, tab, secret)),
    again: device,
  });
  idme.post('/idme/send-activation-link', {
    verb: 'idme.send-activation-link',
    next: '/idme/device/confirm',
    again: device,
  });
  idme.post('/idme/confirm-code-generator', {
    verb: 'idme.confirm-code-generator',
    next: (_, __, c) => returnOf(c) ?? '/idme/security?said=device',
    again: confirm,
  });
  app.get('/idme/push', (c) => adding(c, () => addPushPage(c, site)));
  idme.post('/idme/add-push', {
    verb: 'idme.add-push',
    next: '/idme/security?said=device',
    again: (c, refused) => addPushPage(c, site, refused),
  });
}

function linkRoutes(app: WebApp, site: Site, idme: System): void {
  for (const kind of linkKinds) {
    app.get(kind.path, (c) => linkPage(c, site, kind, c.req.query('link') ?? ''));
    idme.post(kind.path, {
      verb: kind.verb,
      open: true,
      next: `${kind.path}/done`,
      again: (c, refused) => linkPage(c, site, kind, '', refused),
    });
    app.get(`${kind.path}/done`, (c) => linkDonePage(c, site, kind));
  }
  app.get('/idme/activate', (c) => activatePage(c, site, c.req.query('link') ?? ''));
  idme.post('/idme/activate', {
    verb: 'idme.open-activation-link',
    open: true,
    next: async ({ secretKey }, { serial = '' }, c) => {
      try {
        await site.run('fob.add', { model: 'idme/code-generator', serial, secret: secretKey });
      } catch (error) {
        return idmePage(c, site, { heading: 'The app was not set up' }, (error as Error).message);
      }
      return idme.hasSession(c) ? '/idme/device/confirm' : '/bench';
    },
    again: (c, refused) => activatePage(c, site, refused.typed.link ?? '', refused),
  });
  app.get('/idme/*', (c) => signedOutPage(c, site, '/idme'));
}
