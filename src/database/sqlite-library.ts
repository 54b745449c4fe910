// One interface for two SQLite libraries: the one in Node 22.13 and later, and libsql on Node 20.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type SqlValue = string | number | Uint8Array | null;

export interface SqliteConnection {
  /** Runs several statements without values. */
  exec(sql: string): void;
  prepare(sql: string): {
    /** @returns the number of rows that changed */
    run(values: readonly unknown[]): number;
    get(values: readonly unknown[]): SqlValue[] | undefined;
    all(values: readonly unknown[]): SqlValue[][];
  };
  close(): void;
}

/**
 * Opens or creates a database file. Its statements wait for no lock until `PRAGMA busy_timeout` is set.
 * @throws Error whose `code` begins with `SQLITE_` on both libraries
 */
export function openSqlite(path: string): SqliteConnection {
  nodeSqlite ??= loadNodeSqlite();
  return nodeSqlite === null ? openLibsql(path) : openNodeSqlite(nodeSqlite, path);
}

/** The library and its version, for `doctor`. */
export function sqliteLibrary(): string {
  const connection = openSqlite(':memory:');
  const [version] = connection.prepare('SELECT sqlite_version()').get([]) ?? [];
  connection.close();
  return `${nodeSqlite === null ? 'libsql' : 'node:sqlite'}, SQLite ${String(version)}`;
}

// ---- node:sqlite -------------------------------------------------------------------------------------------------

interface NodeStatement {
  run(...values: unknown[]): { changes: number | bigint };
  get(...values: unknown[]): Record<string, SqlValue> | SqlValue[] | undefined;
  all(...values: unknown[]): (Record<string, SqlValue> | SqlValue[])[];
  setReturnArrays?(on: boolean): void;
  setReadBigInts?(on: boolean): void;
}

interface NodeDatabase {
  exec(sql: string): void;
  prepare(sql: string): NodeStatement;
  close(): void;
}

type NodeSqlite = { DatabaseSync: new (path: string) => NodeDatabase };

/** null if this Node has none. */
let nodeSqlite: NodeSqlite | null | undefined;

/** Node 22 warns that the module is experimental. That one warning is silenced, and no other. */
function loadNodeSqlite(): NodeSqlite | null {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (String(warning).startsWith('SQLite is an experimental feature')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    return (process.getBuiltinModule?.('node:sqlite' as 'node:fs') as unknown as NodeSqlite) ?? null;
  } finally {
    process.emitWarning = emitWarning;
  }
}

function openNodeSqlite({ DatabaseSync }: NodeSqlite, path: string): SqliteConnection {
  const database = withSqliteCode(() => new DatabaseSync(path));
  return {
    exec: (sql) => withSqliteCode(() => database.exec(sql)),
    prepare(sql) {
      const statement = withSqliteCode(() => database.prepare(sql));
      // Node 22.13 to 22.15 return rows as objects only. Our statements name no column twice.
      statement.setReturnArrays?.(true);
      const row = (found: Record<string, SqlValue> | SqlValue[]): SqlValue[] =>
        (Array.isArray(found) ? found : Object.values(found)).map((value) =>
          typeof value === 'bigint' ? Number(value) : value,
        );
      // A number beyond 2^53, such as a time after 2255, can be read only as a bigint.
      const read = <T>(query: () => T): T => {
        try {
          return withSqliteCode(query);
        } catch (error) {
          if ((error as { code?: string }).code !== 'ERR_OUT_OF_RANGE') throw error;
          statement.setReadBigInts?.(true);
          return withSqliteCode(query);
        }
      };
      return {
        run: (values) => withSqliteCode(() => Number(statement.run(...values).changes)),
        get(values) {
          const found = read(() => statement.get(...values));
          return found === undefined ? undefined : row(found);
        },
        all: (values) => read(() => statement.all(...values)).map(row),
      };
    },
    close: () => database.close(),
  };
}

/** SQLite's primary result codes by number: https://www.sqlite.org/rescode.html */
const resultCodes: Readonly<Record<number, string>> = {
  1: 'SQLITE_ERROR',
  3: 'SQLITE_PERM',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  15: 'SQLITE_PROTOCOL',
  17: 'SQLITE_SCHEMA',
  18: 'SQLITE_TOOBIG',
  19: 'SQLITE_CONSTRAINT',
  20: 'SQLITE_MISMATCH',
  21: 'SQLITE_MISUSE',
  23: 'SQLITE_AUTH',
  26: 'SQLITE_NOTADB',
};

/** node:sqlite throws ERR_SQLITE_ERROR with the number in `errcode`; libsql gives SQLite's own name. */
function withSqliteCode<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode !== undefined)
      Object.assign(error as Error, { code: resultCodes[errcode & 0xff] ?? `SQLITE_${errcode}` });
    throw error;
  }
}

// ---- libsql ------------------------------------------------------------------------------------------------------

/**
 * The native half of libsql 0.5.29. Its JavaScript half would add half the time of an empty Node start, most of it to find
 * out the platform. The version is pinned, since these functions are not its public interface.
 */
interface LibsqlNative {
  databaseOpen(
    path: string,
    token: string,
    cipher: string,
    key: string,
    timeoutS: number,
    remote: string,
  ): object;
  databaseClose(this: object): void;
  databaseExecSync(this: object, sql: string): void;
  databasePrepareSync(this: object, sql: string): object;
  statementRaw(this: object, raw: boolean): void;
  statementIsReader(this: object): boolean;
  statementRun(this: object, values: readonly unknown[]): { changes: number };
  statementGet(this: object, values: readonly unknown[]): SqlValue[] | undefined;
  statementRowsSync(this: object, values: readonly unknown[]): object;
  rowsNext(this: object, rows: (SqlValue[] | undefined)[]): void;
}

let libsql: LibsqlNative | undefined;

function openLibsql(path: string): SqliteConnection {
  libsql ??= loadLibsql();
  const native = libsql;
  const database = withLibsqlCode(() => native.databaseOpen(path, '', 'aes256cbc', '', 0, ''));
  return {
    exec: (sql) => withLibsqlCode(() => native.databaseExecSync.call(database, sql)),
    prepare(sql) {
      const statement = withLibsqlCode(() => native.databasePrepareSync.call(database, sql));
      if (native.statementIsReader.call(statement)) native.statementRaw.call(statement, true);
      return {
        run: (values) => withLibsqlCode(() => native.statementRun.call(statement, values).changes),
        get: (values) => withLibsqlCode(() => native.statementGet.call(statement, values)),
        all: (values) => withLibsqlCode(() => allRows(native, statement, values)),
      };
    },
    close() {
      // The memory of a connection is free only once its statements are collected, and the collector does not see it.
      try {
        native.databaseExecSync.call(database, 'PRAGMA shrink_memory');
      } catch {
        // A damaged file, or one that a full disk keeps locked.
      }
      native.databaseClose.call(database);
    },
  };
}

function allRows(native: LibsqlNative, statement: object, values: readonly unknown[]): SqlValue[][] {
  const cursor = native.statementRowsSync.call(statement, values);
  const all: SqlValue[][] = [];
  const page: (SqlValue[] | undefined)[] = new Array(100);
  for (;;) {
    page.fill(undefined);
    native.rowsNext.call(cursor, page);
    for (const row of page) {
      if (row === undefined) return all;
      all.push(row);
    }
  }
}

function withLibsqlCode<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { libsqlError, message, code } = error as Error & { libsqlError?: boolean; code?: string };
    if (!libsqlError) throw error;
    // A connection that fails has its number only in the text of the error.
    const number = /: (\d+)"\)$/.exec(message)?.[1];
    throw Object.assign(new Error(message), { code: code || resultCodes[Number(number) & 0xff] });
  }
}

/**
 * Opens the binary of this platform by its path: `require` would load Node's module loader, which costs a short command more
 * time than the database does.
 * @throws Error naming the package
 */
function loadLibsql(): LibsqlNative {
  const { platform, arch } = process;
  const libraries = platform === 'linux' ? ['gnu', 'musl'] : platform === 'win32' ? ['msvc'] : [];
  const names =
    libraries.length === 0 ? [`${platform}-${arch}`] : libraries.map((c) => `${platform}-${arch}-${c}`);
  let failure: unknown;
  for (const name of names)
    for (const file of binariesOf(name))
      try {
        const module = { exports: {} as LibsqlNative };
        process.dlopen(module, file);
        return module.exports;
      } catch (error) {
        failure ??= error;
      }
  throw new Error(
    `foblab needs the package @libsql/${names[0]} on Node ${process.version}: run npm ci in the folder of foblab, or use Node 22.13 or newer`,
    { cause: failure },
  );
}

/** npm installs it beside this package's other dependencies, or inside libsql. */
function* binariesOf(name: string): Generator<string> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const parent of ['node_modules', 'node_modules/libsql/node_modules']) {
      const file = join(folder, parent, '@libsql', name, 'index.node');
      if (existsSync(file)) yield file;
    }
    if (folder === dirname(folder)) return;
  }
}
