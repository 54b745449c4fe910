// What is checked of a request before it is routed: its target, its Host, its origin, its token, how often it comes. All of
// it goes by the URL that the router sees: `/oauth/../v1/fobs` is `/v1/fobs` to both.
import { getPath } from 'hono/utils/url';
import type { AccessTokens } from '../host/access-tokens.js';
import { type Authentication, callerOf } from './caller.js';
import type { Mount, ServerEnvironment } from './mount.js';
import { checkHost, checkOrigin, loopbackHosts } from './origin-guard.js';
import { RequestRefused } from './problem.js';
import { RateLimit } from './rate-limit.js';

export interface RequestGuardOptions {
  tokens: AccessTokens | undefined;
  requireToken: boolean;
  hostNames: readonly string[];
  mounts: readonly Mount[];
  /** Of one client; undefined for any number. */
  requestsPerSecond: number | undefined;
}

/** The limit for one client of a server that listens beyond loopback. */
const requestsPerSecondBeyond = 1000;

export class RequestGuard {
  readonly #authentication: Authentication;
  readonly #hosts: Set<string>;
  readonly #mounts: readonly Mount[];
  readonly #wrongTokens = new RateLimit(0.2, 10);
  #rate: RateLimit | undefined;

  constructor({ tokens, requireToken, hostNames, mounts, requestsPerSecond }: RequestGuardOptions) {
    this.#authentication = { tokens, required: requireToken };
    this.#hosts = new Set([...loopbackHosts, ...hostNames.map((name) => name.toLowerCase())]);
    this.#mounts = mounts;
    if (requestsPerSecond !== undefined) this.#limitTo(requestsPerSecond);
  }

  /** The server listens beyond loopback, where it has these names. */
  listensBeyond(names: readonly string[]): void {
    this.#authentication.required = true;
    if (this.#rate === undefined) this.#limitTo(requestsPerSecondBeyond);
    for (const name of names) this.#hosts.add(name);
  }

  /** Puts the caller into `env`. @throws RequestRefused */
  check(request: Request, env: ServerEnvironment['Bindings']): void {
    const { incoming } = env;
    const path = getPath(request);
    if (path === '/healthz') return;
    checkTarget(incoming.url ?? '');
    checkHost(request.url, incoming.rawHeaders, { hosts: this.#hosts });
    const mount = this.#mounts.find((one) => isBelow(path, one.path));
    if (!mount?.crossOrigin) checkOrigin(incoming);
    const address = incoming.socket.remoteAddress ?? '';
    // A mount for anyone has tokens and passwords of its own in this header.
    if (mount?.access === 'anyone') {
      this.#rate?.take(address);
      return;
    }
    const { authorization } = incoming.headers;
    if (authorization !== undefined && !this.#wrongTokens.allows(address)) this.#wrongTokens.take(address);
    try {
      env.caller = callerOf(incoming.headers, this.#authentication);
    } catch (error) {
      this.#wrongTokens.take(address);
      throw error;
    }
    this.#rate?.take(env.caller?.token ?? address);
  }

  #limitTo(perSecond: number): void {
    this.#rate = new RateLimit(perSecond, 2 * perSecond);
  }
}

/** Percent-encoding that is no UTF-8 would reach an operation as other characters. */
function checkTarget(target: string): void {
  if (!target.includes('%')) return;
  try {
    decodeURIComponent(target);
  } catch {
    throw new RequestRefused(
      400,
      'usage',
      'the URL has percent-encoding that is not UTF-8; expected such as %20 or %C3%A9',
    );
  }
}

/** `/` has no paths of its own here: what it serves needs the caller, as the API does. */
function isBelow(path: string, base: string): boolean {
  if (base === '/') return false;
  const below = path.replace(/^\/v1\/labs\/[^/]+(?=\/)/, '');
  return below === base || below.startsWith(`${base}/`);
}
