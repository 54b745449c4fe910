// The provider's places on the HTTP server.
import { Hono } from 'hono';
import { paths } from './create-provider.js';
import { interactionPath } from './interaction-path.js';
import type { OpenIdApp } from './openid-app.js';
import type { OpenIdEnvironment } from './openid-environment.js';
import { ownClientIds } from './own-clients.js';
import { ownLoginPath } from './own-login-routes.js';
import { stylePath } from './pages/layout.js';

/** As src/api/mount.ts has it; the provider knows no server. */
export interface OpenIdMount {
  readonly path: string;
  readonly access: 'anyone';
  readonly crossOrigin: true;
  app(place: { readonly bench: { readonly name: string } }): Hono<OpenIdEnvironment>;
}

/** The same places, where the provider is not served: each says why. */
export function refusingMounts(why: string): OpenIdMount[] {
  const refusal = new Hono<OpenIdEnvironment>().all('/*', (c) =>
    c.json({ error: 'access_denied', error_description: why }, 403),
  );
  return places.map((path) => ({ path, access: 'anyone', crossOrigin: true, app: () => refusal }));
}

/** Pages of these systems may stand beside. */
const ownLogins = ownClientIds.flatMap((id) => [ownLoginPath(id, 'begin'), ownLoginPath(id, 'callback')]);

const places = [paths.issuer, '/oauth', '/api/public', interactionPath, stylePath, ...ownLogins];

/**
 * Programs and browsers come without the server's token, browsers from other sites too; the provider checks secrets and
 * forms itself. Labs have no provider: an issuer needs an address that stays.
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
