// The routes of iPrescribe: the page of each path, and the verb of each form. /iprescribe shows the current step of the
// session.
import type { Context } from 'hono';
import type { Refused, Site, WebApp } from '../site.js';
import { System } from '../system.js';
import { codeChangeRoute } from '../waiting.js';
import {
  authenticatorPage,
  hardwareTokenPage,
  methodsPage,
  stoppedPage,
  synchronizedPage,
  synchronizePage,
} from './binding.js';
import type { Progress } from './frame.js';
import { homePage, logInPage, registrationPage, secondFactorPage, signUpPage } from './registration.js';
import { activateDevicePage, authenticatorsPage, pairingPage, settingsPage } from './settings.js';

export function iprescribeRoutes(app: WebApp, site: Site): void {
  const iprescribe = new System(app, site, 'iprescribe', '/iprescribe');
  const progressOf = (c: Context, show: (progress: Progress) => Response | Promise<Response>) =>
    iprescribe.show(c, 'iprescribe.progress', {}, show);
  const present = async (c: Context, refused?: Refused): Promise<Response> => {
    if (!iprescribe.hasSession(c)) return logInPage(c, site, refused, notices[c.req.query('said') ?? '']);
    const answer = await iprescribe.ask(c, 'iprescribe.progress', {});
    if (answer.outcome === 'refused') return logInPage(c, site, refused);
    const progress = answer.value;
    switch (progress.stage) {
      case 'register-account':
      case 'register':
        return registrationPage(c, site, progress, refused);
      case 'second-factor':
        return secondFactorPage(c, site, progress, refused);
      case 'set-up':
      case 'signed-in':
        return homePage(c, site, progress, refused);
    }
  };
  app.get('/iprescribe', async (c) => {
    if (c.req.query('idme') === undefined || !iprescribe.hasSession(c)) return present(c);
    // The browser returns from ID.me after Allow or Deny: the registration ends, or the pairing continues.
    const answer = await iprescribe.ask(c, 'iprescribe.progress', {});
    if (answer.outcome === 'refused') return present(c);
    if (answer.value.pairing === 'idme') return iprescribe.to(c, '/iprescribe/pair');
    const finished = await iprescribe.ask(c, 'iprescribe.finish-registration', {});
    if (finished.outcome === 'done') {
      iprescribe.end(c);
      return iprescribe.to(c, '/iprescribe?said=registered');
    }
    return present(c, { verb: 'iprescribe.finish-registration', refusal: finished.refusal, typed: {} });
  });
  app.get('/iprescribe/sign-up', (c) => signUpPage(c, site));
  app.get('/iprescribe/resume', (c) => logInPage(c, site, undefined, undefined, true));
  iprescribe.post('/iprescribe/sign-up', {
    verb: 'iprescribe.sign-up',
    open: true,
    next: '/iprescribe',
    again: (c, refused) => signUpPage(c, site, refused),
  });
  iprescribe.post('/iprescribe/log-in', {
    verb: 'iprescribe.log-in',
    open: true,
    next: '/iprescribe',
    again: (c, refused) => logInPage(c, site, refused),
  });
  iprescribe.post('/iprescribe/resume', {
    verb: 'iprescribe.resume-registration',
    open: true,
    next: '/iprescribe',
    again: (c, refused) => logInPage(c, site, refused, undefined, true),
  });
  for (const verb of [
    'create-account',
    'save-personal-info',
    'save-practice-info',
    'finish-registration',
    'submit-code',
    'submit-backup-code',
  ] as const)
    iprescribe.post(`/iprescribe/${verb}`, {
      verb: `iprescribe.${verb}`,
      next: '/iprescribe',
      again: present,
    });
  iprescribe.post('/iprescribe/launch-idme', {
    verb: 'iprescribe.launch-idme',
    next: ({ authorization }) => `/iprescribe/idme/begin?authorization=${encodeURIComponent(authorization)}`,
    again: present,
  });
  iprescribe.logOut('/iprescribe/log-out', 'iprescribe.log-out', '/iprescribe');
  settingsRoutes(app, site, iprescribe, progressOf);
  bindingRoutes(app, site, iprescribe, progressOf);
}

const notices: Readonly<Record<string, string>> = {
  registered: 'You are registered. Log in with your username and password.',
};

type ProgressOf = (
  c: Context,
  show: (progress: Progress) => Response | Promise<Response>,
) => Promise<Response>;

function settingsRoutes(app: WebApp, site: Site, iprescribe: System, progressOf: ProgressOf): void {
  const settings = (c: Context, refused?: Refused) =>
    progressOf(c, (progress) =>
      iprescribe.show(c, 'iprescribe.settings', {}, (value) =>
        settingsPage(c, site, progress, value, refused),
      ),
    );
  app.get('/iprescribe/settings', (c) => settings(c));
  iprescribe.post('/iprescribe/activate-epcs', {
    verb: 'iprescribe.activate-epcs',
    next: '/iprescribe/settings',
    again: settings,
  });
  const authenticators = (c: Context, refused?: Refused) =>
    progressOf(c, async (progress) => {
      const answer = await iprescribe.ask(c, 'iprescribe.authenticators', {});
      return answer.outcome === 'done'
        ? authenticatorsPage(c, site, progress, answer.value.devices, refused)
        : settings(c, { verb: 'iprescribe.authenticators', refusal: answer.refusal, typed: {} });
    });
  app.get('/iprescribe/authenticators', (c) => authenticators(c));
  iprescribe.post('/iprescribe/start-pairing', {
    verb: 'iprescribe.start-pairing',
    next: ({ authorization }) => `/iprescribe/idme/begin?authorization=${encodeURIComponent(authorization)}`,
    again: authenticators,
  });
  const pairing = (c: Context, refused?: Refused) =>
    progressOf(c, (progress) =>
      progress.pairing === 'idme' ? pairingPage(c, site, progress, refused) : authenticators(c, refused),
    );
  app.get('/iprescribe/pair', (c) => pairing(c));
  iprescribe.post('/iprescribe/pairing-password', {
    verb: 'iprescribe.pairing-password',
    next: '/iprescribe/authenticators',
    again: pairing,
  });
  const activate = (c: Context, refused?: Refused) =>
    progressOf(c, (progress) =>
      progress.pairing === 'activate'
        ? activateDevicePage(c, site, progress, refused)
        : authenticators(c, refused),
    );
  app.get('/iprescribe/activate', (c) => activate(c));
  iprescribe.post('/iprescribe/select-device', {
    verb: 'iprescribe.select-device',
    next: '/iprescribe/activate',
    again: authenticators,
  });
  iprescribe.post('/iprescribe/activate-device', {
    verb: 'iprescribe.activate-device',
    next: '/iprescribe/authenticators',
    again: activate,
  });
}

function bindingRoutes(app: WebApp, site: Site, iprescribe: System, progressOf: ProgressOf): void {
  const methods = (c: Context, refused?: Refused) =>
    progressOf(c, (progress) =>
      iprescribe.show(c, 'iprescribe.authentication-methods', {}, (value) =>
        methodsPage(c, site, progress, value.methods, refused),
      ),
    );
  app.get('/iprescribe/two-factor', (c) => methods(c));
  iprescribe.post('/iprescribe/bind-authenticator', {
    verb: 'iprescribe.bind-authenticator',
    next: (start, _, c) =>
      progressOf(c, async (progress) => {
        if (start.outcome === 'stopped') return stoppedPage(c, site, progress, start);
        const { serial, seed } = start.activation;
        const { image } = await site.run('activation.image', { serial, secret: seed });
        return authenticatorPage(c, site, progress, { serial, image });
      }),
    again: methods,
  });
  const authenticator = (c: Context, refused?: Refused) =>
    progressOf(c, (progress) =>
      progress.authenticator === null
        ? methods(c, refused)
        : authenticatorPage(c, site, progress, { serial: progress.authenticator, image: null }, refused),
    );
  app.get('/iprescribe/authenticator', (c) => authenticator(c));
  iprescribe.post('/iprescribe/confirm-authenticator', {
    verb: 'iprescribe.confirm-authenticator',
    next: '/iprescribe',
    again: authenticator,
  });
  const hardware = (c: Context, refused?: Refused) =>
    progressOf(c, (progress) => hardwareTokenPage(c, site, progress, refused));
  app.get('/iprescribe/hardware-token', (c) => hardware(c));
  iprescribe.post('/iprescribe/enter-serial', {
    verb: 'iprescribe.enter-serial',
    next: '/iprescribe/synchronize',
    again: hardware,
  });
  codeChangeRoute(iprescribe, '/iprescribe/code-changed');
  const synchronize = (c: Context, refused?: Refused) =>
    progressOf(c, (progress) =>
      progress.synchronizing === null
        ? hardwareTokenPage(c, site, progress)
        : synchronizePage(c, site, progress, progress.synchronizing, refused),
    );
  app.get('/iprescribe/synchronize', (c) => synchronize(c));
  iprescribe.post('/iprescribe/synchronize', {
    verb: 'iprescribe.synchronize',
    next: (value, _, c) => progressOf(c, (progress) => synchronizedPage(c, site, progress, value)),
    again: synchronize,
  });
}
