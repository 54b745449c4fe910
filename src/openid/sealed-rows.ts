// The provider's rows in the credentials' database. Row keys are hashes and contents are sealed, so a reader of the database
// gets no token, code or key.
import { createHash } from 'node:crypto';
import type { Context } from '../epcs/index.js';
import {
  type CompanionWrite,
  openSealed,
  StaleCompanionError,
  seal,
  VerificationError,
} from '../verification/index.js';

export interface SealedRow<Value> {
  /** 0 if there is no such row. */
  readonly version: number;
  /** null if there is none, or if it was sealed under a key that no longer exists. */
  readonly value: Value | null;
}

export interface RowWrite {
  readonly table: string;
  readonly key: string;
  /** The version of the row when it was read; 0 if there was none. */
  readonly version: number;
  /** null removes the row. */
  readonly value: unknown;
}

export async function readRow<Value>(
  context: Context,
  table: string,
  key: string,
): Promise<SealedRow<Value>> {
  const row = await context.store.companion(nameOf(table), key);
  if (row === null) return { version: 0, value: null };
  const { keyId, sealed } = JSON.parse(row.body) as { keyId: string; sealed: string };
  return { version: row.version, value: opened(context, keyId, boundTo(table, key), sealed) as Value | null };
}

/** Writes all rows or none. @returns false if one of the rows has changed since it was read */
export async function writeRows(context: Context, writes: readonly RowWrite[]): Promise<boolean> {
  const rows = writes.map(
    ({ table, key, version, value }): CompanionWrite => ({
      table: nameOf(table),
      key,
      version,
      body: value === null ? null : sealedText(context, table, key, value),
    }),
  );
  try {
    await context.verifier.record({ atUs: context.nowUs(), rows, audit: [] });
    return true;
  } catch (error) {
    if (error instanceof StaleCompanionError) return false;
    throw error;
  }
}

/** The keys of a table in ascending order, with the versions of their rows. */
export async function rowKeys(
  context: Context,
  table: string,
  prefix = '',
  limit = 100,
): Promise<readonly { key: string; version: number }[]> {
  return context.store.companions({ table: nameOf(table), prefix, limit });
}

function opened({ keyring }: Context, keyId: string, bound: string, sealed: string): unknown {
  try {
    const bytes = openSealed(keyring, keyId, bound, Buffer.from(sealed, 'base64'));
    return bytes === null ? null : JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    if (error instanceof VerificationError && error.code === 'unknown-key') return null;
    throw error;
  }
}

export function hashed(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

function sealedText({ keyring }: Context, table: string, key: string, value: unknown): string {
  const bytes = Buffer.from(JSON.stringify(value), 'utf8');
  const sealed = seal(keyring, keyring.currentId, boundTo(table, key), bytes);
  return JSON.stringify({ keyId: keyring.currentId, sealed: Buffer.from(sealed).toString('base64') });
}

function boundTo(table: string, key: string): string {
  return `openid ${table} ${key}`;
}

function nameOf(table: string): string {
  return `openid.${table}`;
}
