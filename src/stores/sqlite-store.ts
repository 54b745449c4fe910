// The embedded store: one SQLite file, durable before an answer is given, shared by any number of processes.

import { GroupCommit } from '../database/group-commit.js';

import {
  openSqliteDriver,
  type SqliteDriver,
  type SqliteStatement,
  type SqlValue,
} from '../database/sqlite-driver.js';
import { foldedSerial } from '../serials/index.js';
import { encodeAudit } from './audit-encoding.js';
import { linkRecord } from './audit-link.js';
import { readAuditEntry } from './audit-rows.js';
import {
  factValues,
  idOrder,
  readRecord,
  stateValues,
  storedText,
  textOrNull,
} from './credential-columns.js';
import { migrations } from './migrations/index.js';
import { afterPrefix, checkChange, checkResult, recordsOf, type SqlStore } from './sql-store.js';
import { migrateSqlite } from './sqlite-schema.js';
import { sqliteListInStates, sqliteStatement, sqliteStatements as statements } from './statements.js';
import {
  type AuditHead,
  type AuditRow,
  type Change,
  type CommitResult,
  type CompanionQuery,
  type CompanionRow,
  type Companions,
  type CompanionWrite,
  type CredentialRecord,
  type ListQuery,
  limitOf,
  type SpelledTwice,
  type StoredAnswer,
} from './store.js';

/**
 * @param path the file, created for its owner only where it does not exist
 * @param openDriver another driver, for tests that show what a missing condition does
 * @throws Error naming the path and how to fix it
 */
export function openSqliteStore(
  path: string,
  openDriver: (path: string) => SqliteDriver = openSqliteDriver,
): SqlStore {
  const driver = openDriver(path);
  try {
    migrateSqlite(driver, migrations, path);
    return new SqliteStore(driver);
  } catch (error) {
    driver.close();
    throw error;
  }
}

class SqliteStore implements SqlStore {
  readonly #driver: SqliteDriver;
  readonly #prepared = new Map<string, SqliteStatement>();
  readonly #commits = new GroupCommit((batch: readonly Change[]) => this.#transaction(batch));
  #transactions = 0;
  #closed = false;

  constructor(driver: SqliteDriver) {
    this.#driver = driver;
  }

  get transactions(): number {
    return this.#transactions;
  }

  async get(id: string): Promise<CredentialRecord | null> {
    this.#refuseWhenClosed();
    return this.#row(id);
  }

  async list(query: ListQuery = {}): Promise<readonly CredentialRecord[]> {
    this.#refuseWhenClosed();
    const { afterId, lifecycle } = query;
    if (lifecycle?.length === 0) return [];
    const sql = lifecycle === undefined ? statements.list : sqliteListInStates(lifecycle.length);
    // The empty id stands before all others, and no credential has it as its own.
    return this.#statement(sql)
      .all([
        afterId === undefined ? new Uint8Array(0) : idOrder(afterId),
        limitOf(query.limit),
        ...(lifecycle ?? []),
      ])
      .map(readRecord);
  }

  async spelledTwice(): Promise<readonly SpelledTwice[]> {
    this.#refuseWhenClosed();
    const others = this.#statement(statements.spelledTwice).all([]);
    const holder = this.#statement(statements.holder);
    return others.map(([id]) => ({
      first: storedText(holder.get([foldedSerial(storedText(id))])?.[0]),
      other: storedText(id),
    }));
  }

  async commit(change: Change): Promise<CommitResult> {
    this.#refuseWhenClosed();
    checkChange(change);
    return checkResult(change, await this.#commits.submit(change));
  }

  async answer(credentialId: string, requestId: string, nowUs: number): Promise<StoredAnswer | null> {
    this.#refuseWhenClosed();
    return this.#findAnswer(credentialId, requestId, nowUs);
  }

  async companion(table: string, key: string): Promise<CompanionRow | null> {
    this.#refuseWhenClosed();
    return this.#companion(table, key);
  }

  async companions({
    table,
    prefix = '',
    afterKey,
    limit,
  }: CompanionQuery): Promise<readonly CompanionRow[]> {
    this.#refuseWhenClosed();
    const after = afterKey ?? null;
    const end = afterPrefix(prefix);
    return this.#statement(statements.companions)
      .all([table, prefix, after, end, limitOf(limit)])
      .map(([key, version, body]) => ({
        table,
        key: storedText(key),
        version: Number(version),
        body: storedText(body),
      }));
  }

  async auditHead(): Promise<AuditHead> {
    this.#refuseWhenClosed();
    return this.#head();
  }

  async audit(from: number, limit: number, credentialId?: string): Promise<readonly AuditRow[]> {
    this.#refuseWhenClosed();
    const rows =
      credentialId === undefined
        ? this.#statement(statements.audit).all([from, limitOf(limit)])
        : this.#statement(statements.auditOf).all([from, limitOf(limit), credentialId]);
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
    this.#driver.close();
  }

  /** IMMEDIATE: the write lock is taken before anything is read, so the head that is read stays the head. */
  #transaction(batch: readonly Change[]): readonly CommitResult[] {
    this.#driver.refuseIfGone?.();
    this.#driver.exec('BEGIN IMMEDIATE');
    try {
      const before = this.#head();
      const chain = { sequence: before.sequence, hash: before.hash };
      const results = batch.map((change) => this.#apply(change, chain));
      if (!results.some(({ applied }) => applied)) {
        this.#driver.exec('ROLLBACK');
        return results;
      }
      if (chain.sequence !== before.sequence)
        this.#statement(statements.moveHead).run([chain.sequence, chain.hash]);
      this.#driver.exec('COMMIT');
      this.#transactions++;
      return results;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #apply(change: Change, chain: { sequence: number; hash: Uint8Array }): CommitResult {
    const { credentialId, answer, companions, timeUs } = change;
    const first = answer === null ? null : this.#findAnswer(answer.credentialId, answer.requestId, timeUs);
    if (first !== null) return { applied: false, row: this.#row(credentialId), answer: first };
    const stale = this.#staleCompanion(companions);
    if (stale !== null)
      return { applied: false, row: this.#row(credentialId), answer: null, companion: stale };
    if (change.condition !== null && !this.#write(change))
      return { applied: false, row: this.#row(credentialId), answer: null };
    for (const entry of recordsOf(change)) {
      chain.sequence += 1;
      const record = encodeAudit(entry);
      chain.hash = linkRecord(chain.hash, chain.sequence, record);
      this.#statement(statements.append).run([
        chain.sequence,
        entry.credentialId,
        record,
        chain.hash,
        change.recordCheck?.(chain.sequence, chain.hash) ?? null,
      ]);
    }
    for (const write of companions?.rows ?? []) this.#writeCompanion(write);
    if (answer !== null) this.#keepAnswer(answer, timeUs);
    const version = change.condition === null ? 0 : change.condition.version + 1;
    return { applied: true, version, sequence: chain.sequence };
  }

  /** The one conditional write (RFC 6238 §5.2, RFC 4226 §7.2). */
  #write({ credentialId, condition, state, facts, rowCheck }: Change): boolean {
    const { version, consumedBelow } = condition as NonNullable<Change['condition']>;
    const values = [...stateValues(state as NonNullable<Change['state']>), rowCheck ?? null];
    if (version === 0) {
      if (facts === null) return false;
      if (this.#statement(statements.claim).run([foldedSerial(credentialId), credentialId]) !== 1)
        return false;
      const all = [credentialId, idOrder(credentialId), ...factValues(facts), ...values];
      return this.#statement(statements.insert).run(all) === 1;
    }
    if (facts !== null) values.unshift(...factValues(facts));
    values.push(credentialId, version, consumedBelow);
    return this.#statement(facts === null ? statements.updateState : statements.updateAll).run(values) === 1;
  }

  /** Looked at before anything of the change is written: the write lock is held, so what is found stays. */
  #staleCompanion(companions: Companions | undefined): { table: string; key: string } | null {
    for (const { table, key, version } of companions?.rows ?? [])
      if ((this.#companion(table, key)?.version ?? 0) !== version) return { table, key };
    return null;
  }

  #writeCompanion({ table, key, version, body }: CompanionWrite): void {
    if (body === undefined) return;
    if (body === null) this.#statement(statements.removeCompanion).run([table, key]);
    else if (version === 0) this.#statement(statements.insertCompanion).run([table, key, body]);
    else this.#statement(statements.updateCompanion).run([table, key, body]);
  }

  #companion(table: string, key: string): CompanionRow | null {
    const found = this.#statement(statements.companion).get([table, key]);
    return found === undefined ? null : { table, key, version: Number(found[0]), body: storedText(found[1]) };
  }

  #keepAnswer(
    { credentialId, requestId, questionDigest, answer, expiresUs }: StoredAnswer,
    nowUs: number,
  ): void {
    this.#statement(statements.dropAnswers).run([nowUs]);
    this.#statement(statements.keepAnswer).run([credentialId, requestId, questionDigest, answer, expiresUs]);
  }

  #row(id: string): CredentialRecord | null {
    const row =
      this.#statement(statements.one).get([id]) ??
      this.#statement(statements.oneSpelled).get([foldedSerial(id)]);
    return row === undefined ? null : readRecord(row);
  }

  #head(): AuditHead {
    const [sequence, hash] = this.#statement(statements.head).get([]) ?? [];
    return { sequence: Number(sequence), hash: new Uint8Array(hash as Uint8Array) };
  }

  #findAnswer(credentialId: string, requestId: string, nowUs: number): StoredAnswer | null {
    const found = this.#statement(statements.answer).get([credentialId, requestId, nowUs]);
    if (found === undefined) return null;
    const [questionDigest, answer, expiresUs] = found;
    return {
      credentialId,
      requestId,
      questionDigest: new Uint8Array(questionDigest as Uint8Array),
      answer: storedText(answer),
      expiresUs: Number(expiresUs),
    };
  }

  #statement(sql: string): SqliteStatement {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      const { sql: marked, order } = sqliteStatement(sql);
      statement = inOrder(this.#driver.prepare(marked), order);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  /** After a failed COMMIT there may be no transaction left to roll back. */
  #rollBack(): void {
    try {
      this.#driver.exec('ROLLBACK');
    } catch {}
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error('This store is closed. Open a new one.');
    this.#driver.refuseIfGone?.();
  }
}

/** SQLite binds values in the order of the marks, where a statement may name one of them twice or out of order. */
function inOrder(statement: SqliteStatement, order: readonly number[]): SqliteStatement {
  if (order.every((value, i) => value === i)) return statement;
  const bound = (values: readonly SqlValue[]): SqlValue[] => order.map((i) => values[i]!);
  return {
    run: (values) => statement.run(bound(values)),
    get: (values) => statement.get(bound(values)),
    all: (values) => statement.all(bound(values)),
  };
}
