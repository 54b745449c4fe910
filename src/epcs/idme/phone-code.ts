// The 6-digit code in a text or a call (001:76-81, 002:34-35): sending, sending again after a pause, entering.
import { codeDigest } from '../../verification/index.js';
import { Refused } from '../answer.js';
import { linkLifetimes } from '../link.js';
import { newCode, send } from '../outbox.js';
import { table } from '../table.js';
import { sha256, type Work } from '../work.js';

interface Sent {
  /** A keyed hash: a plain hash of six digits could be reversed by trying all codes. */
  readonly digest: string;
  readonly expiresUs: number;
}

/** The times at which codes were sent to a number. */
const pace = table<{ readonly sentUs: readonly number[] }>('code-pace');
const sentCodes = table<Sent>('phone-code');
const betweenUs = 30_000_000;
const periodUs = 3_600_000_000;
const mostInPeriod = 5;

/** Sends a code for a purpose and subject; it makes an older one void. @throws Refused `resend-too-soon` */
export async function sendPhoneCode(
  work: Work,
  purpose: string,
  subject: string,
  phone: string,
  channel: 'text' | 'call',
): Promise<void> {
  const paceKey = sha256(phone);
  const recent = ((await work.read(pace, paceKey))?.sentUs ?? []).filter((us) => work.atUs - us < periodUs);
  const last = recent.at(-1);
  if (last !== undefined && work.atUs - last < betweenUs)
    throw new Refused('resend-too-soon', { retryAtUs: last + betweenUs });
  if (recent.length >= mostInPeriod)
    throw new Refused('resend-too-soon', { retryAtUs: (recent[0] ?? work.atUs) + periodUs });
  const key = sha256(`${purpose} ${subject}`);
  await work.read(sentCodes, key);
  const code = newCode(work, purpose);
  const expiresUs = work.atUs + linkLifetimes.textCodeUs;
  work.write(pace, paceKey, { sentUs: [...recent, work.atUs] });
  work.write(sentCodes, key, { digest: digestOf(work, key, code), expiresUs });
  await send(work, {
    channel,
    to: phone,
    from: 'ID.me',
    subject: 'Your code',
    text: `Your 6-digit code is ${code}.`,
    code,
    expiresUs,
  });
}

/** True if it is the latest code sent; then the code is used up. */
export async function usePhoneCode(
  work: Work,
  purpose: string,
  subject: string,
  typed: string,
): Promise<boolean> {
  const key = sha256(`${purpose} ${subject}`);
  const sent = await work.read(sentCodes, key);
  const plain = typed.slice(0, 64).replace(/\s/g, '');
  if (sent === null || work.atUs >= sent.expiresUs || sent.digest !== digestOf(work, key, plain))
    return false;
  work.remove(sentCodes, key);
  return true;
}

function digestOf(work: Work, key: string, code: string): string {
  return Buffer.from(codeDigest(work.context.keyring, 'phone-code', [key, code])).toString('hex');
}
