// Keeps web pages of other origins off the server: by the Host header against DNS rebinding, by Origin and
// Sec-Fetch-Site against forged requests. There is no CORS, so no such page can read an answer either.
import type { IncomingHttpHeaders } from 'node:http';
import { RequestRefused } from './problem.js';

export interface OriginGuard {
  /** Names that clients may reach the server by, lower case and without a port. */
  hosts: ReadonlySet<string>;
}

export const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'] as const;

/** @throws RequestRefused 421 for a foreign name, which a rebound domain has. */
export function checkHost({ host = '' }: IncomingHttpHeaders, { hosts }: OriginGuard): void {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (hosts.has(name)) return;
  throw new RequestRefused(
    421,
    'permission',
    `this server is not ${JSON.stringify(host.slice(0, 100))}; it is reached as ${[...hosts].join(', ')}, or by a name that --host-name gives it`,
  );
}

/** @throws RequestRefused 403 for a request that a page of another origin makes. */
export function checkOrigin(headers: IncomingHttpHeaders): void {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  // A form of a page that sends no referrer has the origin `null`, and the browser says itself where it comes from.
  if (origin === 'null' && site === 'same-origin') return;
  const foreign =
    origin !== undefined
      ? origin !== `http://${host}` && origin !== `https://${host}`
      : site === 'cross-site' || site === 'same-site';
  // A person who follows a link to a page.
  if (foreign && origin === undefined && headers['sec-fetch-mode'] === 'navigate') return;
  if (foreign)
    throw new RequestRefused(
      403,
      'permission',
      'a page of another origin asks: only pages of this server may',
    );
}
