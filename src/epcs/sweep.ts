// Removes expired rows as new ones are added: each new row checks its neighbours by key. Keys are hashes or random, so every
// row gets new neighbours in time, and more rows are checked than are added.
import { StaleCompanionError } from '../verification/index.js';
import type { Context } from './context.js';
import { idleUs } from './session-time.js';
import type { Table } from './table.js';

interface Dated {
  readonly expiresUs?: number;
  readonly untilUs?: number;
  readonly seenUs?: number;
  readonly state?: string;
  readonly sentUs?: readonly number[];
}

const neighbours = 8;
const dayUs = 86_400_000_000;

/** When a row expires. A failure is kept for a day after its delay, an answer of ID.me for thirty days. */
const endOf: Readonly<Record<string, (row: Dated) => number>> = {
  'epcs.session': ({ seenUs = 0 }) => seenUs + idleUs,
  'epcs.link': expiry,
  'epcs.request': expiry,
  'epcs.phone-code': expiry,
  'epcs.push': expiry,
  'epcs.registry-question': expiry,
  'epcs.idme-recovery': expiry,
  'epcs.authorization': (row) => expiry(row) + (row.state === 'pending' ? 0 : 30 * dayUs),
  'epcs.throttle': ({ untilUs = 0 }) => untilUs + dayUs,
  'epcs.code-pace': ({ sentUs = [] }) => (sentUs.at(-1) ?? 0) + dayUs,
};

function expiry({ expiresUs }: Dated): number {
  return expiresUs ?? Number.MAX_SAFE_INTEGER;
}

/** @param made the rows that a verb has just added */
export async function sweepBeside(
  { store, verifier }: Context,
  made: readonly { readonly table: string; readonly key: string }[],
  atUs: number,
): Promise<void> {
  for (const { table, key } of made) {
    const end = Object.hasOwn(endOf, table) ? endOf[table] : undefined;
    if (end === undefined) continue;
    const beside = await store.companions({ table, afterKey: key, limit: neighbours });
    const over = beside.filter(({ body }) => end(JSON.parse(body) as Dated) < atUs);
    if (over.length === 0) continue;
    const rows = over.map(({ key, version }) => ({ table, key, version, body: null }));
    try {
      await verifier.record({ atUs, rows, audit: [] });
    } catch (error) {
      // Another process was faster, or has used one of the rows again.
      if (!(error instanceof StaleCompanionError)) throw error;
    }
  }
}

/** True if the table is swept. A test uses it to find a forgotten table. */
export function isSwept<Row>({ name }: Table<Row>): boolean {
  return Object.hasOwn(endOf, name);
}
