// The paths of the provider on the HTTP server.
import { Hono } from 'hono';
import { paths } from './create-provider.js';
import { interactionPath } from './interaction-path.js';
import type { OpenIdApp } from './openid-app.js';
import type { OpenIdEnvironment } from './openid-environment.js';
import { ownClientIds } from './own-clients.js';
import { ownLoginPath } from './own-login-routes.js';
import { stylePath } from './pages/layout.js';

/** The same shape as in src/api/mount.ts, since this folder may not import the server. */
export interface OpenIdMount {
  readonly path: string;
  readonly access: 'anyone';
  readonly crossOrigin: true;
  app(place: { readonly bench: { readonly name: string } }): Hono<OpenIdEnvironment>;
}

/** The same paths without a provider: each answers why it is not served. */
export function refusingMounts(why: string): OpenIdMount[] {
  const refusal = new Hono<OpenIdEnvironment>().all('/*', (c) =>
    c.json({ error: 'access_denied', error_description: why }, 403),
  );
  return places.map((path) => ({ path, access: 'anyone', crossOrigin: true, app: () => refusal }));
}

/** Only these two paths of each client belong to the provider: src/web serves its other pages. */
const ownLogins = ownClientIds.flatMap((id) => [ownLoginPath(id, 'begin'), ownLoginPath(id, 'callback')]);

const places = [paths.issuer, '/oauth', '/api/public', interactionPath, stylePath, ...ownLogins];

/**
 * Programs and browsers need no token of the server here, and requests may come from other sites: the provider checks client
 * secrets and forms itself. A lab has no provider, since an issuer needs a lasting address.
 *
 * @example
 * createServer({ client, version, mounts: openIdMounts(openIdApp(options)) });
 */
export function openIdMounts({ app }: OpenIdApp): OpenIdMount[] {
  const whole = new Hono<OpenIdEnvironment>().all('/*', (c) => app.fetch(c.req.raw, c.env));
  return places.map((path) => ({
    path,
    access: 'anyone',
    crossOrigin: true,
    app: ({ bench }) => (bench.name === '' ? whole : new Hono<OpenIdEnvironment>()),
  }));
}
