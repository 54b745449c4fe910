// What a browser keeps of a visit: a random name of its own, from which the token of each form is made, and one cookie a
// system with the token of its session. Ports of one host share cookies, so each has a name of its own.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export type SystemName = 'gold' | 'calmhsa' | 'iprescribe' | 'idme' | 'drchrono' | 'administration';

const visitorCookie = 'foblab_visitor';

/** Of this process: a form that was shown by an earlier one is refused, and the page is shown again. */
const formKey = randomBytes(32);

const cookieOptions = { httpOnly: true, sameSite: 'Lax', path: '/' } as const;

/** The token that every form of this browser carries. */
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

/** True where the form was shown to this browser. */
export function isOwnForm(c: Context, given: unknown): boolean {
  const visitor = getCookie(c, visitorCookie);
  if (visitor === undefined || typeof given !== 'string') return false;
  const [expected, got] = [Buffer.from(tokenOf(visitor)), Buffer.from(given)];
  return expected.length === got.length && timingSafeEqual(expected, got);
}

function tokenOf(visitor: string): string {
  return createHmac('sha256', formKey).update(visitor).digest('base64url');
}

export function sessionOf(c: Context, system: SystemName): string | undefined {
  return getCookie(c, `foblab_${system}`);
}

export function keepSession(c: Context, system: SystemName, session: string): void {
  setCookie(c, `foblab_${system}`, session, { ...cookieOptions, secure: isSecure(c) });
}

export function endSession(c: Context, system: SystemName): void {
  setCookie(c, `foblab_${system}`, '', { ...cookieOptions, maxAge: 0 });
}

function isSecure(c: Context): boolean {
  return new URL(c.req.url).protocol === 'https:';
}
