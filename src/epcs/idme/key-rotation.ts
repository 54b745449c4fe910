// Counts the rotations of the signing key. The OpenID provider reads the count and makes the key.
import { type Answer, done } from '../answer.js';
import type { Context } from '../context.js';
import { actorField } from '../field.js';
import { table } from '../table.js';
import { transact } from '../work.js';

const rotations = table<{ readonly count: number }>('oidc-key-rotation');

/** Makes ID.me sign with a new key. The two keys before it stay published, so their tokens stay valid. */
export function rotateKey(context: Context, input: { by: string }): Promise<Answer<{ rotations: number }>> {
  return transact(context, null, async (work) => {
    const by = actorField(input.by);
    const count = ((await work.read(rotations, 'signing'))?.count ?? 0) + 1;
    work.write(rotations, 'signing', { count });
    work.tell({ event: 'epcs.idme-key', outcome: 'rotated', subject: 'idme', actor: by });
    return done({ rotations: count });
  });
}

export async function keyRotations({ store }: Pick<Context, 'store'>): Promise<number> {
  const row = await store.companion(rotations.name, 'signing');
  return row === null ? 0 : (JSON.parse(row.body) as { count: number }).count;
}
