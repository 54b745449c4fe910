// Keeps web pages of other origins off the server: by the host of the URL against DNS rebinding, by Origin and
// Sec-Fetch-Site against forged requests. There is no CORS, so no such page can read an answer either.
import type { IncomingMessage } from 'node:http';
import { RequestRefused } from './problem.js';

export interface OriginGuard {
  /** Names that clients may reach the server by, lower case and without a port. */
  hosts: ReadonlySet<string>;
}

export const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'] as const;

/**
 * `url`: whose host is the Host header, or the target's own where that is a whole URL (RFC 9112 §3.2.2).
 * @throws RequestRefused 421 for a foreign name, which a rebound domain has; 400 for more than one Host (RFC 9112 §3.2)
 */
export function checkHost(url: string, rawHeaders: readonly string[], { hosts }: OriginGuard): void {
  const authority = /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  const name = authority.replace(/:\d+$/, '').toLowerCase();
  if (!hosts.has(name))
    throw new RequestRefused(
      421,
      'permission',
      `this server is not ${JSON.stringify(authority.slice(0, 100))}; it is reached as ${[...hosts].join(', ')}, or by a name that --host-name gives it`,
    );
  let given = 0;
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (rawHeaders[i]!.length === 4 && rawHeaders[i]!.toLowerCase() === 'host') given++;
  if (given > 1) throw new RequestRefused(400, 'usage', `Host: given ${given} times; expected once`);
}

/** @throws RequestRefused 403 for a request that a page of another origin makes. */
export function checkOrigin({ headers, method }: IncomingMessage): void {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  // A form of a page that sends no referrer has the origin `null`, and the browser says itself where it comes from.
  if (origin === 'null' && site === 'same-origin') return;
  const foreign =
    origin !== undefined
      ? origin !== `http://${host}` && origin !== `https://${host}`
      : site === 'cross-site' || site === 'same-site';
  // A person who follows a link to a page.
  if (foreign && origin === undefined && method === 'GET' && headers['sec-fetch-mode'] === 'navigate') return;
  if (foreign)
    throw new RequestRefused(
      403,
      'permission',
      'a page of another origin asks: only pages of this server may',
    );
}
