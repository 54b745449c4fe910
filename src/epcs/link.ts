// Links in messages: 128 random bits, stored as a hash. A link works once and expires.
import { Refused } from './answer.js';
import { table } from './table.js';
import { sha256, type Work } from './work.js';

export interface Link {
  /** The purpose of the link; it is refused for any other purpose. */
  readonly purpose: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly expiresUs: number;
}

const links = table<Link>('link');

/** Makes a link and returns its secret. */
export function newLink(work: Work, link: Link): string {
  const secret = work.random(`link ${link.purpose}`, 16);
  work.write(links, sha256(secret), link);
  return secret;
}

/** Takes the secret, or the whole link from the message. */
function keyOf(typed: string): string {
  const text = typed.trim().slice(0, 2000);
  return sha256((/[?&]link=([^&#]+)/.exec(text)?.[1] ?? text).slice(0, 200));
}

/** Reads a link without using it up. @throws Refused `link-not-good` if it is wrong, used or expired */
export async function linkOf(work: Work, secret: string, purpose: string): Promise<Link> {
  const link = await work.read(links, keyOf(secret));
  if (link === null || link.purpose !== purpose || work.atUs >= link.expiresUs)
    throw new Refused('link-not-good');
  return link;
}

/** Reads a link and uses it up. @throws Refused `link-not-good` if it is wrong, used or expired */
export async function useLink(work: Work, secret: string, purpose: string): Promise<Link> {
  const link = await linkOf(work, secret, purpose);
  work.remove(links, keyOf(secret));
  return link;
}

export function linkAddress(work: Work, path: string, secret: string): string {
  return `${work.context.settings.publicUrl}${path}?link=${secret}`;
}

const minuteUs = 60_000_000;
/** Our own lifetimes, since the documents give none. */
export const linkLifetimes = {
  confirmEmailUs: 24 * 60 * minuteUs,
  recoverUs: 60 * minuteUs,
  phoneUs: 30 * minuteUs,
  textCodeUs: 10 * minuteUs,
  pushUs: 5 * minuteUs,
  invitationUs: 30 * 24 * 60 * minuteUs,
} as const;
