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
  const key = String(number).padStart(12, '0');
  work.write(outbox, key, {
    link: null,
    code: null,
    expiresUs: null,
    ...message,
    sentUs: atUs,
    dueUs: lost ? null : atUs + lateUs,
    deliveredUs: null,
  });
  return key;
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
