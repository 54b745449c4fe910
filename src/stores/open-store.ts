// One address for every kind of store.

import { isPostgres, sqlitePath } from '../database/database-address.js';
import { StoreError } from '../database/database-error.js';
import { createMemoryStore } from './memory-store.js';
import type { Store } from './store.js';

export { StoreError } from '../database/database-error.js';

/**
 * `memory:` · a file path or `sqlite:PATH` · `postgres://user:password@host/database`
 * @throws StoreError naming the address (never a password) and what is expected
 */
export async function openStore(address: string): Promise<Store> {
  if (address === 'memory:' || address === ':memory:') return createMemoryStore();
  if (isPostgres(address)) return (await import('./postgres-store.js')).openPostgresStore(address);
  const path = sqlitePath(address);
  if (path === null)
    throw new StoreError(
      'address',
      `${JSON.stringify(schemeOnly(address))} is no store. Expected memory:, a file path, sqlite:PATH or postgres://user:password@host/database.`,
    );
  return (await import('./sqlite-store.js')).openSqliteStore(path);
}

/** What follows an unknown scheme may hold a password. */
function schemeOnly(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]+:).+/i, '$1…');
}
