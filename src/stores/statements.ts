// The statements of both SQL stores, in PostgreSQL's notation; SQLite's are made from them.
import { byteNames, factNames, recordNames, stateNames } from './credential-columns.js';

const names = (list: readonly string[]): string => list.join(', ');
const marks = (count: number, from = 1): string =>
  Array.from({ length: count }, (_, i) => `$${from + i}`).join(', ');
const assigned = (list: readonly string[]): string => list.map((name, i) => `${name} = $${i + 1}`).join(', ');
const select = `SELECT ${names(recordNames)} FROM foblab_credentials`;
const stateColumns = [...stateNames, 'row_check'];
const columns = [...factNames, ...stateColumns];

/** The parameters after `before` others: id, version, and the step that the last accepted one must be below. */
function condition(before: number): string {
  const [id, version, below] = [before + 1, before + 2, before + 3].map((n) => `$${n}`);
  return `WHERE id = ${id} AND version = ${version} AND (${below}::bigint IS NULL OR last_consumed < ${below}::bigint)`;
}

/** Both databases run these. */
const statements = {
  insert: `INSERT INTO foblab_credentials (id, id_order, version, ${names(columns)}) VALUES ($1, $2, 1, ${marks(columns.length, 3)}) ON CONFLICT DO NOTHING`,
  updateState: `UPDATE foblab_credentials SET version = version + 1, ${assigned(stateColumns)} ${condition(stateColumns.length)}`,
  updateAll: `UPDATE foblab_credentials SET version = version + 1, ${assigned(columns)} ${condition(columns.length)}`,
  one: `${select} WHERE id = $1`,
  oneSpelled: `${select} WHERE id = (SELECT credential_id FROM foblab_identities WHERE identity = $1)`,
  claim: 'INSERT INTO foblab_identities (identity, credential_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
  holder: 'SELECT credential_id FROM foblab_identities WHERE identity = $1',
  spelledTwice:
    'SELECT c.id FROM foblab_credentials c LEFT JOIN foblab_identities i ON i.credential_id = c.id WHERE i.credential_id IS NULL ORDER BY c.id_order LIMIT 1000',
  head: 'SELECT sequence, hash FROM foblab_audit_head',
  moveHead: 'UPDATE foblab_audit_head SET sequence = $1, hash = $2',
  audit:
    'SELECT sequence, record, hash, row_check FROM foblab_audit WHERE sequence >= $1 ORDER BY sequence LIMIT $2',
  auditOf:
    'SELECT sequence, record, hash, row_check FROM foblab_audit WHERE credential_id = $3 AND sequence >= $1 ORDER BY sequence LIMIT $2',
  answer:
    'SELECT question_digest, answer, expires_us FROM foblab_answers WHERE credential_id = $1 AND request_id = $2 AND expires_us > $3',
  keepAnswer:
    'INSERT INTO foblab_answers (credential_id, request_id, question_digest, answer, expires_us) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (credential_id, request_id) DO UPDATE SET question_digest = excluded.question_digest, answer = excluded.answer, expires_us = excluded.expires_us',
  companion: 'SELECT version, body FROM foblab_companions WHERE table_name = $1 AND key = $2',
  companions:
    'SELECT key, version, body FROM foblab_companions WHERE table_name = $1 AND key >= $2 AND ($3::text IS NULL OR key > $3) AND ($4::text IS NULL OR key < $4) ORDER BY key LIMIT $5',
  // Two leave for each one that comes, so that only unexpired ones pile up.
  dropAnswers:
    'DELETE FROM foblab_answers WHERE (credential_id, request_id) IN (SELECT credential_id, request_id FROM foblab_answers WHERE expires_us <= $1 ORDER BY expires_us LIMIT 2)',
} as const;

/** PostgreSQL takes a whole batch at once, and locks the head of the audit by itself. */
export const postgresStatements = {
  ...statements,
  list: `${select} WHERE id_order > $1 AND ($2::text[] IS NULL OR lifecycle = ANY ($2::text[])) ORDER BY id_order LIMIT $3`,
  lockHead: 'SELECT sequence, hash FROM foblab_audit_head FOR UPDATE',
  append:
    'INSERT INTO foblab_audit (sequence, credential_id, record, hash, row_check) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::bytea[], $5::text[])',
  versions:
    'SELECT wanted.at, row.version FROM unnest($1::bigint[], $2::text[], $3::text[]) AS wanted (at, table_name, key) LEFT JOIN foblab_companions row USING (table_name, key) ORDER BY wanted.at',
  writeCompanions:
    'INSERT INTO foblab_companions (table_name, key, version, body) SELECT table_name, key, 1, body FROM unnest($1::text[], $2::text[], $3::text[]) AS new (table_name, key, body) ON CONFLICT (table_name, key) DO UPDATE SET version = foblab_companions.version + 1, body = excluded.body',
  removeCompanions:
    'DELETE FROM foblab_companions WHERE (table_name, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))',
} as const;

/** SQLite takes one row at a time, inside a transaction that holds the write lock. */
export const sqliteStatements = {
  ...statements,
  list: `${select} WHERE id_order > $1 ORDER BY id_order LIMIT $2`,
  append:
    'INSERT INTO foblab_audit (sequence, credential_id, record, hash, row_check) VALUES ($1, $2, $3, $4, $5)',
  insertCompanion: 'INSERT INTO foblab_companions (table_name, key, version, body) VALUES ($1, $2, 1, $3)',
  updateCompanion:
    'UPDATE foblab_companions SET version = version + 1, body = $3 WHERE table_name = $1 AND key = $2',
  removeCompanion: 'DELETE FROM foblab_companions WHERE table_name = $1 AND key = $2',
} as const;

/** The list of the credentials in `count` states; they are $3 and on. */
export function sqliteListInStates(count: number): string {
  return sqliteStatements.list.replace(' ORDER BY', ` AND lifecycle IN (${marks(count, 3)}) ORDER BY`);
}

/** The statement as SQLite takes it: without casts, `?` for each parameter, and which of the values each one is. */
export function sqliteStatement(sql: string): { readonly sql: string; readonly order: readonly number[] } {
  const order: number[] = [];
  const marked = sql.replace(/\$(\d+)(?:::\w+)?/g, (_, number) => {
    order.push(Number(number) - 1);
    return '?';
  });
  return { sql: marked.replace(/^SELECT (.*?) FROM/, (_, list) => `SELECT ${asWritten(list)} FROM`), order };
}

const bytes = new Set([
  ...byteNames,
  'credential_id',
  'question_digest',
  'answer',
  'key',
  'body',
  'record',
  'hash',
]);

/**
 * Columns as the type that foblab wrote, text as bytes: libsql ends the process over text that is not UTF-8, and
 * node:sqlite puts other characters in its place.
 */
function asWritten(list: string): string {
  const cast = (column: string): string =>
    `CAST(${column} AS ${bytes.has(column.replace(/^\w+\./, '')) ? 'BLOB' : 'INTEGER'})`;
  return list.split(', ').map(cast).join(', ');
}

export type StatementName = keyof typeof postgresStatements;
export type PostgresStatements = Readonly<Record<StatementName, string>>;
