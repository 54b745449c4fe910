// The store for several nodes: PostgreSQL, one transaction a batch, the chain's head locked first.

import type { Pool, PoolClient } from 'pg';
import { withoutPassword } from '../database/database-address.js';
import { GroupCommit } from '../database/group-commit.js';
import { postgresError } from '../database/postgres-error.js';
import { foldedSerial } from '../serials/index.js';
import { encodeAudit } from './audit-encoding.js';
import { linkRecord } from './audit-link.js';
import { readAuditEntry } from './audit-rows.js';
import {
  type ColumnValue,
  factValues,
  idOrder,
  readRecord,
  stateValues,
  textOrNull,
} from './credential-columns.js';
import { migrations } from './migrations/index.js';
import { migratePostgres } from './postgres-schema.js';
import { afterPrefix, checkChange, checkResult, recordsOf, type SqlStore } from './sql-store.js';
import { type PostgresStatements, postgresStatements, type StatementName } from './statements.js';
import {
  type AuditHead,
  type AuditRow,
  type Change,
  type CommitResult,
  type CompanionQuery,
  type CompanionRow,
  type Companions,
  type CredentialRecord,
  type ListQuery,
  limitOf,
  type SpelledTwice,
  type StoredAnswer,
} from './store.js';

/** One message. Durable before the answer is given, whatever the server's or the role's default is. */
const begin =
  "BEGIN; SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local')";

/**
 * @param url `postgres://user:password@host:port/database`, or `postgres:///database?host=/folder` for a socket
 * @param statements others, for tests that show what a missing condition does
 * @throws StoreError naming the server (never the password) and how to fix it
 */
export async function openPostgresStore(
  url: string,
  statements: PostgresStatements = postgresStatements,
): Promise<SqlStore> {
  const where = withoutPassword(url);
  // Loaded where it is used: most benches never see PostgreSQL.
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 10_000,
    application_name: 'foblab',
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    // A lent connection may break between two statements: the next statement fails and tells the caller.
    client.on('error', () => {});
  });
  try {
    const client = await pool.connect();
    try {
      await migratePostgres(client, migrations, where);
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end();
    throw postgresError(where, error, 'open');
  }
  return new PostgresStore(pool, statements, where);
}

interface Chain {
  sequence: number;
  hash: Uint8Array;
  readonly appended: {
    sequence: number;
    credentialId: string;
    record: Buffer;
    hash: Buffer;
    rowCheck: string | null;
  }[];
}

class PostgresStore implements SqlStore {
  readonly #pool: Pool;
  readonly #statements: PostgresStatements;
  readonly #where: string;
  readonly #commits = new GroupCommit((batch: readonly Change[]) => this.#transaction(batch));
  #transactions = 0;
  #closed = false;

  constructor(pool: Pool, statements: PostgresStatements, where: string) {
    this.#pool = pool;
    this.#statements = statements;
    this.#where = where;
  }

  get transactions(): number {
    return this.#transactions;
  }

  async get(id: string): Promise<CredentialRecord | null> {
    this.#refuseWhenClosed();
    return this.#row(this.#pool, id);
  }

  async list({ afterId, limit, lifecycle }: ListQuery = {}): Promise<readonly CredentialRecord[]> {
    this.#refuseWhenClosed();
    const after = afterId === undefined ? new Uint8Array(0) : idOrder(afterId);
    const { rows } = await this.#query(this.#pool, 'list', [after, lifecycle ?? null, limitOf(limit)]);
    return rows.map(readRecord);
  }

  async spelledTwice(): Promise<readonly SpelledTwice[]> {
    this.#refuseWhenClosed();
    const { rows } = await this.#query(this.#pool, 'spelledTwice', []);
    const found: SpelledTwice[] = [];
    for (const [id] of rows) {
      const holder = await this.#query(this.#pool, 'holder', [foldedSerial(String(id))]);
      found.push({ first: String(holder.rows[0]?.[0]), other: String(id) });
    }
    return found;
  }

  async commit(change: Change): Promise<CommitResult> {
    this.#refuseWhenClosed();
    checkChange(change);
    return checkResult(change, await this.#commits.submit(change));
  }

  async answer(credentialId: string, requestId: string, nowUs: number): Promise<StoredAnswer | null> {
    this.#refuseWhenClosed();
    return this.#findAnswer(this.#pool, credentialId, requestId, nowUs);
  }

  async companion(table: string, key: string): Promise<CompanionRow | null> {
    this.#refuseWhenClosed();
    const [found] = (await this.#query(this.#pool, 'companion', [table, key])).rows;
    return found === undefined ? null : { table, key, version: Number(found[0]), body: String(found[1]) };
  }

  async companions({
    table,
    prefix = '',
    afterKey,
    limit,
  }: CompanionQuery): Promise<readonly CompanionRow[]> {
    this.#refuseWhenClosed();
    const values = [table, prefix, afterKey ?? null, afterPrefix(prefix), limitOf(limit)];
    const { rows } = await this.#query(this.#pool, 'companions', values);
    return rows.map(([key, version, body]) => ({
      table,
      key: String(key),
      version: Number(version),
      body: String(body),
    }));
  }

  async auditHead(): Promise<AuditHead> {
    this.#refuseWhenClosed();
    return this.#head(this.#pool, 'head');
  }

  async audit(from: number, limit: number, credentialId?: string): Promise<readonly AuditRow[]> {
    this.#refuseWhenClosed();
    const page = [from, limitOf(limit)];
    const { rows } =
      credentialId === undefined
        ? await this.#query(this.#pool, 'audit', page)
        : await this.#query(this.#pool, 'auditOf', [...page, credentialId]);
    return rows.map(([sequence, record, hash, rowCheck]) => ({
      sequence: Number(sequence),
      entry: readAuditEntry(record as Uint8Array),
      hash: hash === null ? null : new Uint8Array(hash as Uint8Array),
      rowCheck: textOrNull(rowCheck),
    }));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#commits.drain();
    await this.#pool.end();
  }

  /** READ COMMITTED behind the head's row lock: writers of all nodes take turns, and each sees what came before. */
  async #transaction(batch: readonly Change[]): Promise<readonly CommitResult[]> {
    const client = await this.#pool.connect().catch((error) => {
      throw postgresError(this.#where, error, 'use');
    });
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const chain: Chain = { ...(await this.#head(client, 'lockHead')), appended: [] };
      const results: CommitResult[] = [];
      for (const change of batch) results.push(await this.#apply(client, change, chain));
      if (!results.some(({ applied }) => applied)) {
        await client.query('ROLLBACK');
        return results;
      }
      if (chain.appended.length > 0) await this.#append(client, chain);
      await client.query('COMMIT');
      this.#transactions++;
      return results;
    } catch (error) {
      broken = await client.query('ROLLBACK').then(
        () => undefined,
        (fault: Error) => fault,
      );
      throw postgresError(this.#where, error, 'use');
    } finally {
      // A connection that cannot even roll back is thrown away.
      client.release(broken);
    }
  }

  async #apply(client: PoolClient, change: Change, chain: Chain): Promise<CommitResult> {
    const { credentialId, answer, companions, timeUs } = change;
    const first =
      answer === null ? null : await this.#findAnswer(client, answer.credentialId, answer.requestId, timeUs);
    if (first !== null) return { applied: false, row: await this.#row(client, credentialId), answer: first };
    const stale = companions === undefined ? null : await this.#staleCompanion(client, companions);
    if (stale !== null)
      return { applied: false, row: await this.#row(client, credentialId), answer: null, companion: stale };
    if (change.condition !== null && !(await this.#write(client, change)))
      return { applied: false, row: await this.#row(client, credentialId), answer: null };
    for (const entry of recordsOf(change)) {
      chain.sequence += 1;
      const record = encodeAudit(entry);
      chain.hash = linkRecord(chain.hash, chain.sequence, record);
      chain.appended.push({
        sequence: chain.sequence,
        credentialId: entry.credentialId,
        record: Buffer.from(record),
        hash: Buffer.from(chain.hash),
        rowCheck: change.recordCheck?.(chain.sequence, chain.hash) ?? null,
      });
    }
    if (companions !== undefined) await this.#writeCompanions(client, companions);
    if (answer !== null) await this.#keepAnswer(client, answer, timeUs);
    const version = change.condition === null ? 0 : change.condition.version + 1;
    return { applied: true, version, sequence: chain.sequence };
  }

  /** The one conditional write (RFC 6238 §5.2, RFC 4226 §7.2). */
  async #write(
    client: PoolClient,
    { credentialId, condition, state, facts, rowCheck }: Change,
  ): Promise<boolean> {
    const { version, consumedBelow } = condition as NonNullable<Change['condition']>;
    const values = [...stateValues(state as NonNullable<Change['state']>), rowCheck ?? null];
    if (version === 0) {
      if (facts === null) return false;
      const claimed = await this.#query(client, 'claim', [foldedSerial(credentialId), credentialId]);
      if (claimed.count !== 1) return false;
      const all = [credentialId, idOrder(credentialId), ...factValues(facts), ...values];
      return (await this.#query(client, 'insert', all)).count === 1;
    }
    const where: ColumnValue[] = [credentialId, version, consumedBelow];
    const { count } =
      facts === null
        ? await this.#query(client, 'updateState', [...values, ...where])
        : await this.#query(client, 'updateAll', [...factValues(facts), ...values, ...where]);
    return count === 1;
  }

  /** Looked at before anything of the change is written, behind the lock of the head: what is found stays. */
  async #staleCompanion(
    client: PoolClient,
    { rows: wanted }: Companions,
  ): Promise<{ table: string; key: string } | null> {
    if (wanted.length === 0) return null;
    const { rows } = await this.#query(client, 'versions', [
      wanted.map((_, at) => at),
      wanted.map(({ table }) => table),
      wanted.map(({ key }) => key),
    ]);
    const at = wanted.findIndex(({ version }, i) => Number(rows[i]?.[1] ?? 0) !== version);
    const stale = wanted[at];
    return stale === undefined ? null : { table: stale.table, key: stale.key };
  }

  async #writeCompanions(client: PoolClient, { rows }: Companions): Promise<void> {
    const written = rows.filter(({ body }) => typeof body === 'string');
    const removed = rows.filter(({ body }) => body === null);
    if (written.length > 0)
      await this.#query(client, 'writeCompanions', [
        written.map(({ table }) => table),
        written.map(({ key }) => key),
        written.map(({ body }) => body),
      ]);
    if (removed.length > 0)
      await this.#query(client, 'removeCompanions', [
        removed.map(({ table }) => table),
        removed.map(({ key }) => key),
      ]);
  }

  async #append(client: PoolClient, { appended, sequence, hash }: Chain): Promise<void> {
    await this.#query(client, 'append', [
      appended.map((row) => row.sequence),
      appended.map((row) => row.credentialId),
      appended.map((row) => row.record),
      appended.map((row) => row.hash),
      appended.map((row) => row.rowCheck),
    ]);
    await this.#query(client, 'moveHead', [sequence, hash]);
  }

  async #keepAnswer(client: PoolClient, answer: StoredAnswer, nowUs: number): Promise<void> {
    const { credentialId, requestId, questionDigest, expiresUs } = answer;
    await this.#query(client, 'dropAnswers', [nowUs]);
    await this.#query(client, 'keepAnswer', [
      credentialId,
      requestId,
      questionDigest,
      answer.answer,
      expiresUs,
    ]);
  }

  async #row(client: Pool | PoolClient, id: string): Promise<CredentialRecord | null> {
    let { rows } = await this.#query(client, 'one', [id]);
    if (rows[0] === undefined) ({ rows } = await this.#query(client, 'oneSpelled', [foldedSerial(id)]));
    return rows[0] === undefined ? null : readRecord(rows[0]);
  }

  async #head(client: Pool | PoolClient, statement: 'head' | 'lockHead'): Promise<AuditHead> {
    const [sequence, hash] = (await this.#query(client, statement, [])).rows[0] ?? [];
    return { sequence: Number(sequence), hash: new Uint8Array(hash as Uint8Array) };
  }

  async #findAnswer(
    client: Pool | PoolClient,
    credentialId: string,
    requestId: string,
    nowUs: number,
  ): Promise<StoredAnswer | null> {
    const [found] = (await this.#query(client, 'answer', [credentialId, requestId, nowUs])).rows;
    if (found === undefined) return null;
    return {
      credentialId,
      requestId,
      questionDigest: new Uint8Array(found[0] as Uint8Array),
      answer: String(found[1]),
      expiresUs: Number(found[2]),
    };
  }

  async #query(
    client: Pool | PoolClient,
    name: StatementName,
    values: readonly unknown[],
  ): Promise<{ rows: unknown[][]; count: number }> {
    const { rows, rowCount } = await client
      .query<unknown[]>({
        name: `foblab-${name}`,
        text: this.#statements[name],
        values: values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value)),
        rowMode: 'array',
      })
      .catch((error: unknown) => {
        throw postgresError(this.#where, error, 'use');
      });
    return { rows, count: rowCount ?? 0 };
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error('This store is closed. Open a new one.');
  }
}
