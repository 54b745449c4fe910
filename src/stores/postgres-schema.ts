// Brings a PostgreSQL database to this program's schema, in one transaction that other nodes wait for.
import type { ClientBase } from 'pg';
import { auditGenesis } from './audit-link.js';
import { type Migration, pendingMigrations } from './migrations/index.js';

/** "foblab": nodes that start together take turns. */
const migrationLock = 0x666f626c6162;

/** @throws Error where the database has the schema of a newer foblab */
export async function migratePostgres(
  client: ClientBase,
  migrations: readonly Migration[],
  where: string,
): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query('CREATE TABLE IF NOT EXISTS foblab_schema (version bigint NOT NULL)');
    const { rows } = await client.query<{ version: string }>(
      'SELECT max(version) AS version FROM foblab_schema',
    );
    const pending = pendingMigrations(migrations, Number(rows[0]?.version ?? 0), where);
    for (const { postgres, version, fill } of pending) {
      await client.query(postgres);
      if (fill !== undefined) {
        const { rows: old } = await client.query<unknown[]>({ text: fill.select, rowMode: 'array' });
        for (const row of old) await client.query(fill.insert.postgres, [...fill.valuesOf(row)]);
      }
      await client.query('INSERT INTO foblab_schema (version) VALUES ($1)', [version]);
    }
    await client.query(
      'INSERT INTO foblab_audit_head (one, sequence, hash) VALUES (1, 0, $1) ON CONFLICT DO NOTHING',
      [Buffer.from(auditGenesis)],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
