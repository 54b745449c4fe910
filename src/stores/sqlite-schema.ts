// Brings a SQLite file to WAL mode and this program's schema, inside one transaction.

import { StoreError } from '../database/database-error.js';
import type { SqliteDriver } from '../database/sqlite-driver.js';
import { auditGenesis } from './audit-link.js';
import { type Migration, pendingMigrations } from './migrations/index.js';

/** "fobl": tells a foblab store from any other SQLite file. */
const applicationId = 0x666f626c;

/** @throws StoreError where the file belongs to another program or to a newer foblab */
export function migrateSqlite(driver: SqliteDriver, migrations: readonly Migration[], path: string): void {
  // Before anything is written: the journal mode is kept in the file.
  refuseForeign(driver, path);
  driver.exec('PRAGMA journal_mode = WAL');
  driver.exec('BEGIN IMMEDIATE');
  try {
    refuseForeign(driver, path);
    const version = Number(driver.prepare('PRAGMA user_version').get([])?.[0] ?? 0);
    const pending = pendingMigrations(migrations, version, path);
    for (const { sqlite, fill } of pending) {
      driver.exec(sqlite);
      if (fill === undefined) continue;
      const insert = driver.prepare(fill.insert.sqlite);
      for (const row of driver.prepare(fill.select).all([])) insert.run(fill.valuesOf(row));
    }
    if (pending.length > 0)
      driver.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
    driver
      .prepare('INSERT INTO foblab_audit_head (one, sequence, hash) VALUES (1, 0, ?) ON CONFLICT DO NOTHING')
      .run([auditGenesis]);
    driver.exec('COMMIT');
  } catch (error) {
    driver.exec('ROLLBACK');
    throw error;
  }
}

function refuseForeign(driver: SqliteDriver, path: string): void {
  const application = Number(driver.prepare('PRAGMA application_id').get([])?.[0] ?? 0);
  const tables = Number(driver.prepare('SELECT count(*) FROM sqlite_schema').get([])?.[0] ?? 0);
  if (application !== applicationId && tables > 0)
    throw new StoreError(
      'foreign',
      `${path} is a SQLite database of another program. Name another file for the store.`,
    );
}
