// Who makes a request, and what they may do.
import type { IncomingHttpHeaders } from 'node:http';
import type { Access } from '../contract/operation.js';
import { type AccessLevel, type AccessTokens, accessLevels } from '../host/access-tokens.js';
import { RequestRefused } from './problem.js';

export interface Caller {
  /** The name of the token; null for a request without one. */
  token: string | null;
  access: AccessLevel;
}

export interface Authentication {
  tokens: AccessTokens | undefined;
  /** True as soon as the server listens beyond loopback. */
  required: boolean;
}

/**
 * @returns undefined for a request without a token where one is required
 * @throws RequestRefused 401 for a token that is not known (any more), also where none is required
 */
export function callerOf({ authorization }: IncomingHttpHeaders, { tokens, required }: Authentication) {
  if (authorization === undefined) return required ? undefined : localCaller;
  const [, token] = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(authorization) ?? [];
  const found = token === undefined ? undefined : tokens?.find(token);
  if (found === undefined)
    throw new RequestRefused(401, 'permission', 'the token is not known, or it was revoked', {
      'www-authenticate': 'Bearer realm="foblab", error="invalid_token"',
    });
  return { token: found.name, access: found.access } satisfies Caller as Caller;
}

/** A program of this machine. */
const localCaller: Caller = { token: null, access: 'administer' };

/**
 * @returns the caller, who may do what `needed` says
 * @throws RequestRefused 401 without a token, 403 with one that is too weak
 */
export function admit(caller: Caller | undefined, needed: Access, what: string): Caller {
  if (needed === 'anyone') return caller ?? stranger;
  if (caller === undefined)
    throw new RequestRefused(
      401,
      'permission',
      'this server needs a token: send "Authorization: Bearer <token>"; foblab token add makes one',
      { 'www-authenticate': 'Bearer realm="foblab"' },
    );
  if (accessLevels.indexOf(caller.access) >= accessLevels.indexOf(needed)) return caller;
  throw new RequestRefused(
    403,
    'permission',
    `${what} needs a token that may ${needed}; the token ${JSON.stringify(caller.token)} may ${caller.access}`,
  );
}

/** Somebody without a token: a relying party asks them for a session of its own. */
const stranger: Caller = { token: null, access: 'look' };
