// Accepts forms only from pages of this server. It checks a token in the form against a cookie, and the browser's headers
// about the origin of the request.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export function newCsrfCookie(): string {
  return randomBytes(32).toString('base64url');
}

/** The token of a form, valid for one browser and one interaction. */
export function csrfToken(key: string, cookie: string, interaction: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(`form ${cookie} ${interaction}`)
    .digest('base64url');
}

export interface SentForm {
  readonly cookie: string | undefined;
  readonly token: string;
  readonly interaction: string;
  readonly origin: string | undefined;
  readonly site: string | undefined;
}

/** With `Referrer-Policy: no-referrer` browsers send the origin "null" even for our own forms. */
export function isOwnForm(key: string, publicUrl: string, form: SentForm): boolean {
  const { cookie, token, interaction, origin, site } = form;
  if (origin !== undefined && origin !== 'null' && origin !== publicUrl) return false;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (cookie === undefined) return false;
  const [wanted, given] = [Buffer.from(csrfToken(key, cookie, interaction)), Buffer.from(token)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
