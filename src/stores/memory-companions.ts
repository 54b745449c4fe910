// Companion rows in memory: a map for each table, its keys put in order when they are listed.
import { type CompanionQuery, type CompanionRow, type Companions, limitOf } from './store.js';

export class MemoryCompanions {
  readonly #tables = new Map<string, Map<string, CompanionRow>>();

  get(table: string, key: string): CompanionRow | null {
    return this.#tables.get(table)?.get(key) ?? null;
  }

  list({ table, prefix = '', afterKey, limit }: CompanionQuery): readonly CompanionRow[] {
    return [...(this.#tables.get(table)?.values() ?? [])]
      .filter(({ key }) => key.startsWith(prefix))
      .map((row) => ({ row, order: Buffer.from(row.key, 'utf8') }))
      .filter(({ order }) => afterKey === undefined || order.compare(Buffer.from(afterKey, 'utf8')) > 0)
      .sort((a, b) => a.order.compare(b.order))
      .slice(0, limitOf(limit))
      .map(({ row }) => row);
  }

  /** The first row whose version is not the one that a write names, or null. */
  stale(companions: Companions | undefined): { table: string; key: string } | null {
    for (const { table, key, version } of companions?.rows ?? [])
      if ((this.get(table, key)?.version ?? 0) !== version) return { table, key };
    return null;
  }

  write(companions: Companions | undefined): void {
    for (const { table, key, version, body } of companions?.rows ?? []) {
      if (body === undefined) continue;
      const rows = this.#tables.get(table) ?? new Map<string, CompanionRow>();
      this.#tables.set(table, rows);
      if (body === null) rows.delete(key);
      else rows.set(key, { table, key, version: version + 1, body });
    }
  }
}
