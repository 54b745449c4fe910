// The outbox: every mail, text, call and push of the relying parties. It is all that they send; who delivers it reads it.
import { faults, noFaults } from './fault.js';
import { table } from './table.js';
import { sha256, type Work } from './work.js';

export const channels = ['mail', 'text', 'call', 'push'] as const;
export type Channel = (typeof channels)[number];

export interface Message {
  readonly channel: Channel;
  /** An address, a number, or the ID of the app that shows a push. */
  readonly to: string;
  /** The system that sends it. */
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** With its secret; null: none. */
  readonly link: string | null;
  /** What a text or call tells; null: none. */
  readonly code: string | null;
  readonly sentUs: number;
  /** When it arrives; null: it never does (a fault of the tester's). */
  readonly dueUs: number | null;
  /** When its link or code ends; null: it has none. */
  readonly expiresUs: number | null;
  /** When somebody delivered it; null: not yet. */
  readonly deliveredUs: number | null;
}

/** By number, in the order in which they were sent. */
export const outbox = table<Message>('message');
/** Texts, calls and pushes that nobody has delivered yet: so that they are found without reading all that was ever sent. */
export const undelivered = table<{ readonly expiresUs: number | null }>('undelivered');
/** Which messages an address got, by its hash and their numbers. */
export const mailboxes = table<Record<string, never>>('mailbox');
const counts = table<{ readonly sent: number }>('count');

export type Outgoing = Pick<Message, 'channel' | 'to' | 'from' | 'subject' | 'text'> &
  Partial<Pick<Message, 'link' | 'code' | 'expiresUs'>>;

/** Puts a message into the outbox. What the tester made late or lost is late or lost here. */
export async function send(work: Work, message: Outgoing): Promise<string> {
  const { mailLateSeconds, mailLost, textUndelivered } = (await work.read(faults, 'faults')) ?? noFaults;
  const { atUs } = work;
  const lost = message.channel === 'mail' ? mailLost : message.channel === 'text' && textUndelivered;
  const lateUs = message.channel === 'mail' ? mailLateSeconds * 1_000_000 : 0;
  // Numbered, since many are sent at one moment of a bench whose time stands.
  const number = ((await work.read(counts, 'message'))?.sent ?? 0) + 1;
  work.write(counts, 'message', { sent: number });
  const key = keyOfNumber(number);
  work.write(outbox, key, {
    link: null,
    code: null,
    expiresUs: null,
    ...message,
    sentUs: atUs,
    dueUs: lost ? null : atUs + lateUs,
    deliveredUs: null,
  });
  work.write(mailboxes, `${mailboxOf(message.to)}/${key}`, {});
  const { expiresUs = null } = message;
  if (message.channel !== 'mail' && !lost) work.write(undelivered, key, { expiresUs });
  return key;
}

export function mailboxOf(address: string): string {
  return sha256(address).slice(0, 32);
}

/** The number of the message that was sent last; 0: none was. */
export async function lastNumber(work: Work): Promise<number> {
  return (await work.read(counts, 'message'))?.sent ?? 0;
}

export function keyOfNumber(number: number): string {
  return String(number).padStart(12, '0');
}

/** Six digits, evenly spread. */
export function newCode(work: Work, name: string): string {
  for (let attempt = 0; ; attempt++) {
    const value = Buffer.from(work.random(`code ${name} ${attempt}`, 4), 'base64url').readUInt32BE();
    // Numbers at the end would make the first codes likelier.
    if (value < 4_294_000_000) return String(value % 1_000_000).padStart(6, '0');
  }
}

/** The digest under which a link's or session's secret is stored. */
export const digestOfSecret = sha256;
