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

export const outbox = table<Message>('message');

export type Outgoing = Pick<Message, 'channel' | 'to' | 'from' | 'subject' | 'text'> &
  Partial<Pick<Message, 'link' | 'code' | 'expiresUs'>>;

/** Puts a message into the outbox. What the tester made late or lost is late or lost here. */
export async function send(work: Work, name: string, message: Outgoing): Promise<string> {
  const { mailLateSeconds, mailLost, textUndelivered } = (await work.read(faults, 'faults')) ?? noFaults;
  const { atUs } = work;
  const lost = message.channel === 'mail' ? mailLost : message.channel === 'text' && textUndelivered;
  const lateUs = message.channel === 'mail' ? mailLateSeconds * 1_000_000 : 0;
  // In the order in which they are sent.
  const key = `${String(atUs).padStart(16, '0')}/${work.random(`message ${name}`)}`;
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
