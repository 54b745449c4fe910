// A step of the schema: forward only, each with the statements of both dialects.
import { StoreError } from '../../database/database-error.js';

export interface Migration {
  /** 1, 2, 3 … A database at version n has had the first n of them. */
  readonly version: number;
  readonly what: string;
  readonly sqlite: string;
  readonly postgres: string;
  /** New rows that SQL alone cannot make of the old ones: `insert` with the values of each row that `select` gives. */
  readonly fill?: {
    readonly select: string;
    readonly insert: { readonly sqlite: string; readonly postgres: string };
    valuesOf(row: readonly unknown[]): readonly string[];
  };
}

/**
 * What is left to do on a database at `version`.
 * @throws StoreError where the database is newer than this program knows
 */
export function pendingMigrations(
  all: readonly Migration[],
  version: number,
  where: string,
): readonly Migration[] {
  if (version > all.length)
    throw new StoreError(
      'newer',
      `The store ${where} has schema version ${version}; this foblab knows up to ${all.length}. Use the newer foblab that wrote it, or name another store.`,
    );
  return all.slice(version);
}
