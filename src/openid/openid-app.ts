// The provider as a hono application: ID.me's endpoints, and the pages where users sign in and answer.
import type { IncomingMessage } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { currentFaults, idme } from '../epcs/index.js';
import { cookieNames, cookieOptions } from './cookies.js';
import { paths } from './create-provider.js';
import { csrfToken, isOwnForm, newCsrfCookie } from './form-guard.js';
import { type InteractionCall, type Outcome, show, steps } from './interaction.js';
import { interactionPath } from './interaction-path.js';
import type { OpenIdEnvironment } from './openid-environment.js';
import type { OpenIdOptions } from './openid-options.js';
import { ownLoginRoutes } from './own-login-routes.js';
import { stylePath } from './pages/layout.js';
import { type Message, messagePage } from './pages/message-page.js';
import { pageHeaders } from './pages/page-headers.js';
import { style } from './pages/style.js';
import { redirectOrigins } from './registered-client.js';
import { type RunningProvider, startProvider } from './running-provider.js';

export interface OpenIdApp {
  readonly app: Hono<OpenIdEnvironment>;
  close(): Promise<void>;
}

type Request = Context<OpenIdEnvironment>;

const mostBodyBytes = 65_536;

export function openIdApp(options: OpenIdOptions): OpenIdApp {
  let starting: Promise<RunningProvider> | undefined;
  const start = (before?: RunningProvider): Promise<RunningProvider> => {
    const started = startProvider(options, before).catch((error) => {
      if (starting === started) starting = undefined;
      throw error;
    });
    starting = started;
    return started;
  };
  const running = async (): Promise<RunningProvider> => {
    const now = await (starting ?? start());
    if ((await idme.keyRotations(await options.context())) === now.keys.rotations) return now;
    // The first of several simultaneous requests starts the provider with the new key; the others wait for it.
    const last = starting === undefined ? undefined : await starting;
    return last === undefined || last === now ? start(now) : last;
  };
  const app = new Hono<OpenIdEnvironment>();
  for (const path of endpoints) {
    app.all(path, async (c) => (await outage(c, options)) ?? toProvider(c, options, await running()));
    app.all(`${path}/*`, async (c) => (await outage(c, options)) ?? toProvider(c, options, await running()));
  }
  app.get(stylePath, (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get(`${interactionPath}/:uid`, async (c) => {
    const refusal = await outage(c, options);
    return refusal ?? interact(c, options, await running(), (call) => show(call));
  });
  app.post(
    `${interactionPath}/:uid/:step`,
    bodyLimit({ maxSize: mostBodyBytes, onError: (c) => page(c as Request, 413, tooLong) }),
    async (c) => {
      const refusal = await outage(c, options);
      return refusal ?? submit(c, options, await running());
    },
  );
  ownLoginRoutes(app, options, running);
  return {
    app,
    async close() {
      (await starting?.catch(() => undefined))?.clock.close();
    },
  };
}

const endpoints = [paths.discovery, paths.jwks, paths.authorization, paths.token, paths.userinfo];

/** The fault "ID.me unavailable": every request is refused, as in a real outage. */
async function outage(c: Request, options: OpenIdOptions): Promise<Response | undefined> {
  if (!(await currentFaults(await options.context())).idmeUnavailable) return undefined;
  c.header('retry-after', '60');
  const machine = c.req.path !== paths.authorization && !c.req.path.startsWith(interactionPath);
  if (!machine)
    return page(c, 503, {
      title: 'ID.me is unavailable',
      text: 'ID.me answers no requests now. Try again later.',
    });
  return c.json({ error: 'temporarily_unavailable', error_description: 'ID.me is unavailable' }, 503);
}

/** Passes Node's own request to the package. Addresses in its answers begin with the public one, whatever the Host header. */
async function toProvider(c: Request, options: OpenIdOptions, running: RunningProvider): Promise<Response> {
  const { incoming, outgoing } = c.env;
  prepare(incoming, running);
  if (c.req.path === paths.discovery)
    incoming.url = incoming.url?.replace(paths.discovery, '/.well-known/openid-configuration') ?? '';
  outgoing.setHeader('referrer-policy', 'no-referrer');
  outgoing.setHeader('x-content-type-options', 'nosniff');
  if (c.req.path === paths.authorization && c.req.query('response_mode') !== 'form_post')
    outgoing.setHeader(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    );
  await inTime(options, running, () => running.provider.callback()(incoming, outgoing));
  return RESPONSE_ALREADY_SENT;
}

function prepare(incoming: IncomingMessage, { publicUrl }: RunningProvider): void {
  const { protocol, host } = new URL(publicUrl);
  incoming.headers.host = host;
  incoming.headers['x-forwarded-host'] = host;
  incoming.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  incoming.headers['x-forwarded-for'] = incoming.socket.remoteAddress ?? '';
}

async function inTime<T>(
  options: OpenIdOptions,
  { clock }: RunningProvider,
  work: () => Promise<T>,
): Promise<T> {
  if (clock.time === 'wall') return work();
  const { nowUs } = await options.context();
  return clock.during(Math.floor(nowUs() / 1000), work);
}

async function submit(c: Request, options: OpenIdOptions, running: RunningProvider): Promise<Response> {
  const step = Object.hasOwn(steps, c.req.param('step')!) ? steps[c.req.param('step')!] : undefined;
  if (step === undefined) return page(c, 404, { title: 'Not found', text: 'There is no such step.' });
  const sent = await c.req.parseBody();
  const field = (name: string): string => (typeof sent[name] === 'string' ? sent[name] : '');
  const own = isOwnForm(running.keys.cookie, running.publicUrl, {
    cookie: getCookie(c, cookieNames.csrf),
    token: field('csrf'),
    interaction: c.req.param('uid')!,
    origin: c.req.header('origin'),
    site: c.req.header('sec-fetch-site'),
  });
  if (!own) return page(c, 403, notOurs);
  return interact(c, options, running, async (call) => {
    const outcome = await step(call, field);
    await options.deliver?.();
    return outcome;
  });
}

async function interact(
  c: Request,
  options: OpenIdOptions,
  running: RunningProvider,
  work: (call: InteractionCall) => Promise<Outcome>,
): Promise<Response> {
  const { incoming, outgoing } = c.env;
  const uid = c.req.param('uid')!;
  prepare(incoming, running);
  return inTime(options, running, async () => {
    const interaction = await running.provider.interactionDetails(incoming, outgoing).catch(unlessOver);
    const request = interaction?.uid === uid ? await running.requestOf(uid) : undefined;
    if (interaction === undefined || request === undefined) return page(c, 400, over);
    let csrf = getCookie(c, cookieNames.csrf);
    if (csrf === undefined) {
      csrf = newCsrfCookie();
      setCookie(c, cookieNames.csrf, csrf, cookieOptions(running.publicUrl));
    }
    const outcome = await work({
      running,
      context: await options.context(),
      interaction,
      request,
      session: getCookie(c, cookieNames.session) ?? '',
      place: { action: `${interactionPath}/${uid}`, csrf: csrfToken(running.keys.cookie, csrf, uid) },
      exchange: { incoming, outgoing },
    });
    if (typeof outcome.session === 'string')
      setCookie(c, cookieNames.session, outcome.session, cookieOptions(running.publicUrl));
    if ('location' in outcome) return c.redirect(outcome.location, 303);
    const client = running.client(String(interaction.params.client_id));
    const headers = pageHeaders(client === undefined ? [] : redirectOrigins(client));
    return c.body(String(await outcome.page), outcome.refused ? 422 : 200, headers);
  });
}

/** The package throws if the cookie or its interaction no longer exists. */
function unlessOver(error: Error): undefined {
  if (error.name !== 'SessionNotFound') throw error;
}

const over: Message = {
  title: 'This request has ended',
  text: 'The request was already answered, has expired, or began in another browser. Go back to the program and begin again.',
};
const notOurs: Message = {
  title: 'You are signed out',
  text: 'The form came from another page or has expired, so nothing was changed. Go back to the program and begin again.',
};
const tooLong: Message = { title: 'Too long', text: 'The text that you typed is too long.' };

async function page(c: Request, status: 400 | 403 | 404 | 413 | 503, message: Message): Promise<Response> {
  return c.body(String(await messagePage(message)), status, pageHeaders());
}
