// One of the processes that race: opens the store it is told to, and submits the codes it is told to, at once.
import { openPostgresStore, postgresStatements } from '../../src/stores/postgres-store.js';
import { openSqliteDriver, type SqliteDriver } from '../../src/stores/sqlite-driver.js';
import { openSqliteStore } from '../../src/stores/sqlite-store.js';
import type { Store } from '../../src/stores/store.js';
import type { Core } from '../../src/verification/core.js';
import { isSuccess } from '../../src/verification/outcome.js';
import { coreOn, verify } from '../contract/verifying.js';

export interface Submission {
  readonly credentialId: string;
  readonly code: string;
  readonly atUs: number;
}

export type Order =
  | { readonly open: string; readonly withCondition: boolean }
  | { readonly submit: readonly Submission[] }
  | { readonly close: true };

/** How many of the submissions were accepted, each; empty for other orders. */
export type Report = { readonly accepted: readonly boolean[] };

let core: Core | undefined;

process.on('message', (order: Order) => void obey(order).then((accepted) => process.send?.({ accepted })));
process.on('disconnect', () => process.exit());

async function obey(order: Order): Promise<readonly boolean[]> {
  if ('open' in order) core = coreOn(await open(order.open, order.withCondition));
  else if ('close' in order) await core?.store.close();
  else return Promise.all(order.submit.map(async (one) => isSuccess((await verify(core!, one)).outcome)));
  return [];
}

function open(address: string, withCondition: boolean): Store | Promise<Store> {
  if (address.startsWith('postgres:')) {
    if (withCondition) return openPostgresStore(address);
    const { updateState } = postgresStatements;
    return openPostgresStore(address, { ...postgresStatements, updateState: unconditional(updateState) });
  }
  return openSqliteStore(address, withCondition ? openSqliteDriver : unconditionalDriver);
}

/** The same values, compared with nothing: what a store does that reads, judges and then simply writes. */
function unconditional(sql: string): string {
  return sql
    .replace(/AND version = (\?|\$\d+)/, 'AND $1 > 0')
    .replace(/OR last_consumed < (\?|\$\d+)/, 'OR $1 > -1');
}

function unconditionalDriver(path: string): SqliteDriver {
  const driver = openSqliteDriver(path);
  return {
    exec: (sql) => driver.exec(sql),
    close: () => driver.close(),
    prepare: (sql) => driver.prepare(sql.startsWith('UPDATE foblab_credentials') ? unconditional(sql) : sql),
  };
}
