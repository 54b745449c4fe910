// The outbox: every mail, text, call and push of the relying parties. They send nothing else; deliver.ts reads it.
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
  /** The link with its secret; null for none. */
  readonly link: string | null;
  /** The code in a text or call; null for none. */
  readonly code: string | null;
  readonly sentUs: number;
  /** When it arrives; null: never, because of a fault that the tester has set. */
  readonly dueUs: number | null;
  /** When its link or code expires; null if it has none. */
  readonly expiresUs: number | null;
  /** When it was delivered; null: not yet. */
  readonly deliveredUs: number | null;
}

/** Messages by number, in the order in which they were sent. */
export const outbox = table<Message>('message');
/** Undelivered texts, calls and pushes: this index finds them without reading all messages. */
export const undelivered = table<{ readonly expiresUs: number | null }>('undelivered');
/** The messages of an address: keys are the hash of the address and the number of the message. */
export const mailboxes = table<Record<string, never>>('mailbox');
const counts = table<{ readonly sent: number }>('count');

export type Outgoing = Pick<Message, 'channel' | 'to' | 'from' | 'subject' | 'text'> &
  Partial<Pick<Message, 'link' | 'code' | 'expiresUs'>>;

/** Puts a message into the outbox. It is late or lost if the tester has set such a fault. */
export async function send(work: Work, message: Outgoing): Promise<string> {
  const { mailLateSeconds, mailLost, textUndelivered } = (await work.read(faults, 'faults')) ?? noFaults;
  const { atUs } = work;
  const lost = message.channel === 'mail' ? mailLost : message.channel === 'text' && textUndelivered;
  const lateUs = message.channel === 'mail' ? mailLateSeconds * 1_000_000 : 0;
  // Numbered, since a paused bench may send many messages at the same moment.
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

/** The number of the latest message; 0 if there is none. */
export async function lastNumber(work: Work): Promise<number> {
  return (await work.read(counts, 'message'))?.sent ?? 0;
}

export function keyOfNumber(number: number): string {
  return String(number).padStart(12, '0');
}

/** A random code of six digits, all codes equally likely. */
export function newCode(work: Work, name: string): string {
  for (let attempt = 0; ; attempt++) {
    const value = Buffer.from(work.random(`code ${name} ${attempt}`, 4), 'base64url').readUInt32BE();
    // Numbers from the incomplete last range would make the first codes likelier.
    if (value < 4_294_000_000) return String(value % 1_000_000).padStart(6, '0');
  }
}

/** The digest under which a link's or session's secret is stored. */
export const digestOfSecret = sha256;
