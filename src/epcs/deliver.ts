// The outbox as others see it: what is in it, and what has been delivered.
import { type Answer, done } from './answer.js';
import type { Context } from './context.js';
import { pushes } from './idme/sign-in.js';
import { type Message, outbox } from './outbox.js';
import { transact } from './work.js';

export interface ListedMessage extends Message {
  readonly id: string;
  /** `lost`: it never arrives. `answered`: a push that waits for nobody any more. */
  readonly state: 'under-way' | 'arrived' | 'lost' | 'answered';
}

/** Messages in the order in which they were sent, the newest 200; to one address where it is given. They carry links and
 *  codes: show them to nobody but the tester. */
export function messages(
  context: Context,
  input: { to?: string },
): Promise<Answer<{ messages: readonly ListedMessage[] }>> {
  return transact(context, null, async (work) => {
    const found: ListedMessage[] = [];
    for await (const { key, row } of all(context)) {
      if (input.to !== undefined && row.to !== input.to) continue;
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
    return done({ messages: found.slice(-200) });
  });
}

/** Hands every message that has arrived and is not delivered yet to `take`; where it takes one, that is noted. */
export async function deliver(
  context: Context,
  take: (message: Message, id: string) => boolean,
): Promise<void> {
  const atUs = context.nowUs();
  for await (const { key, row } of all(context)) {
    if (row.deliveredUs !== null || row.dueUs === null || row.dueUs > atUs || !take(row, key)) continue;
    await transact(context, null, async (work) => {
      const now = await work.read(outbox, key);
      if (now !== null) work.write(outbox, key, { ...now, deliveredUs: atUs });
      return done(null);
    });
  }
}

async function* all({ store }: Context): AsyncGenerator<{ key: string; row: Message }> {
  let afterKey: string | undefined;
  for (;;) {
    const rows = await store.companions({
      table: outbox.name,
      limit: 1000,
      ...(afterKey === undefined ? {} : { afterKey }),
    });
    for (const { key, body } of rows) yield { key, row: JSON.parse(body) as Message };
    afterKey = rows.at(-1)?.key;
    if (rows.length < 1000 || afterKey === undefined) return;
  }
}
