// The cookies of a visitor: a random name, from which form tokens are made, and one cookie for each system with the token of its
// session. Ports of one host share cookies, so each cookie has its own name.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export type SystemName = 'gold' | 'calmhsa' | 'iprescribe' | 'idme' | 'drchrono' | 'administration';

const visitorCookie = 'foblab_visitor';

/** The key for form tokens in this process. A form from an earlier process is refused. */
const formKey = randomBytes(32);

const cookieOptions = { httpOnly: true, sameSite: 'Lax', path: '/' } as const;

/** The token in every form of this browser. */
export function formToken(c: Context): string {
  let visitor = c.get('visitor') as string | undefined;
  visitor ??= getCookie(c, visitorCookie);
  if (visitor === undefined || !/^[\w-]{20,40}$/.test(visitor)) {
    visitor = randomBytes(16).toString('base64url');
    setCookie(c, visitorCookie, visitor, { ...cookieOptions, secure: isSecure(c) });
  }
  c.set('visitor', visitor);
  return tokenOf(visitor);
}

/** True if the form was shown to this browser. */
export function isOwnForm(c: Context, given: unknown): boolean {
  const visitor = getCookie(c, visitorCookie);
  if (visitor === undefined || typeof given !== 'string') return false;
  const [expected, got] = [Buffer.from(tokenOf(visitor)), Buffer.from(given)];
  return expected.length === got.length && timingSafeEqual(expected, got);
}

function tokenOf(visitor: string): string {
  return createHmac('sha256', formKey).update(visitor).digest('base64url');
}

/** The OpenID provider's pages share the session at ID.me, so a sign-up on one is a sign-in on the other. */
function cookieOf(system: SystemName): string {
  return system === 'idme' ? 'foblab_idme_session' : `foblab_${system}`;
}

export function sessionOf(c: Context, system: SystemName): string | undefined {
  // The cookies of the request do not have the changes that this request has made.
  return (c.get(cookieOf(system)) as string | undefined) ?? getCookie(c, cookieOf(system));
}

export function keepSession(c: Context, system: SystemName, session: string): void {
  c.set(cookieOf(system), session);
  setCookie(c, cookieOf(system), session, { ...cookieOptions, secure: isSecure(c) });
}

export function endSession(c: Context, system: SystemName): void {
  c.set(cookieOf(system), '');
  setCookie(c, cookieOf(system), '', { ...cookieOptions, maxAge: 0 });
}

const benchCookie = 'foblab_bench';

/** `?bench=none` hides the fobs on this and later pages; `?bench=shown` shows them again. */
export function benchHidden(c: Context): boolean {
  const asked = c.req.query('bench');
  if (asked === 'none' || asked === 'shown') {
    setCookie(c, benchCookie, asked, { ...cookieOptions, secure: isSecure(c) });
    return asked === 'none';
  }
  return getCookie(c, benchCookie) === 'none';
}

/** Stores the path of this server to which the browser returns later. */
export function keepReturn(c: Context, path: string): void {
  setCookie(c, returnCookie, path, { ...cookieOptions, secure: isSecure(c) });
}

export function returnOf(c: Context): string | undefined {
  const path = getCookie(c, returnCookie);
  return path !== undefined && /^\/idme\/interaction\/[\w-]{1,100}$/.test(path) ? path : undefined;
}

const returnCookie = 'foblab_idme_return';

function isSecure(c: Context): boolean {
  return new URL(c.req.url).protocol === 'https:';
}
