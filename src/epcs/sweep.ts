// Rows whose time is over are taken out as new ones come: each new row looks at its neighbours. Keys are hashes or random,
// so that every row has new neighbours in time, and more rows are looked at than are made.
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

/** When a row means nothing any more. A failure is remembered for a day after its delay; an answer of ID.me for thirty. */
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

/** `made`: the rows that a verb has just added. */
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
      // Somebody else was faster, or uses one of them again.
      if (!(error instanceof StaleCompanionError)) throw error;
    }
  }
}

/** Tables that are swept, for a test that looks for one that is forgotten. */
export function isSwept<Row>({ name }: Table<Row>): boolean {
  return Object.hasOwn(endOf, name);
}
