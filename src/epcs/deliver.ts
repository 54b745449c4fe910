// Reads the outbox and delivers its messages.
import { type Answer, done } from './answer.js';
import type { Context } from './context.js';
import { fictionalEmail, fictionalPhone } from './identifiers/contact.js';
import { pushes } from './idme/sign-in.js';
import {
  keyOfNumber,
  lastNumber,
  type Message,
  mailboxes,
  mailboxOf,
  outbox,
  undelivered,
} from './outbox.js';
import { transact, type Work } from './work.js';

export interface ListedMessage extends Message {
  readonly id: string;
  /** `lost`: it never arrives. `answered`: a push that no longer waits for an answer. */
  readonly state: 'under-way' | 'arrived' | 'lost' | 'answered';
}

/**
 * The newest 200 messages, in the order in which they were sent; with `to`, only those to that address. They hold links and
 * codes: show them only to the tester.
 */
export function messages(
  context: Context,
  input: { to?: string },
): Promise<Answer<{ messages: readonly ListedMessage[] }>> {
  return transact(context, null, async (work) => {
    const { to } = input;
    const sent = to === undefined ? await newest(work) : await sentTo(work, to);
    const found: ListedMessage[] = [];
    for (const { key, row } of sent) {
      const { dueUs, channel, code } = row;
      const push = channel === 'push' && code !== null ? await work.read(pushes, code) : null;
      const open =
        push === null ? channel !== 'push' : push.state === 'pending' && work.atUs < push.expiresUs;
      found.push({
        ...row,
        id: key,
        state: dueUs === null ? 'lost' : dueUs > work.atUs ? 'under-way' : open ? 'arrived' : 'answered',
      });
    }
    return done({ messages: found });
  });
}

interface Sent {
  readonly key: string;
  readonly row: Message;
}

const mostListed = 200;

async function newest(work: Work): Promise<readonly Sent[]> {
  const first = Math.max(0, (await lastNumber(work)) - mostListed);
  return work.list(outbox, { afterKey: keyOfNumber(first), limit: mostListed });
}

/** The messages to an address or number, in any spelling. */
async function sentTo(work: Work, typed: string): Promise<readonly Sent[]> {
  const to = fictionalPhone(typed) ?? fictionalEmail(typed.trim()) ?? typed;
  const sent: Sent[] = [];
  for (const { key } of (await work.listAll(mailboxes, `${mailboxOf(to)}/`)).slice(-mostListed)) {
    const number = key.slice(key.indexOf('/') + 1);
    const row = await work.read(outbox, number);
    if (row !== null) sent.push({ key: number, row });
  }
  return sent;
}

/**
 * Gives `take` every text, call and push that has arrived and is not delivered, and records those that it takes. A message
 * that expires before it is taken stays in the outbox.
 */
export async function deliver(
  context: Context,
  take: (message: Message, id: string) => boolean,
): Promise<void> {
  const atUs = context.nowUs();
  for (const { key, body } of await context.store.companions({ table: undelivered.name, limit: 1000 })) {
    const { expiresUs } = JSON.parse(body) as { expiresUs: number | null };
    const row = await context.store.companion(outbox.name, key);
    const message = row === null ? null : (JSON.parse(row.body) as Message);
    const over = message === null || (expiresUs !== null && expiresUs <= atUs);
    const taken = !over && message.dueUs !== null && message.dueUs <= atUs && take(message, key);
    if (!over && !taken) continue;
    await transact(context, null, async (work) => {
      if ((await work.read(undelivered, key)) === null) return done(null);
      work.remove(undelivered, key);
      const now = await work.read(outbox, key);
      if (taken && now !== null) work.write(outbox, key, { ...now, deliveredUs: atUs });
      return done(null);
    });
  }
}
