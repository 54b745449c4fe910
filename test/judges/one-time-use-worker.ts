// One of the processes that race: opens the store it is told to, and submits the codes it is told to, at once.

import { openSqliteDriver, type SqliteDriver } from '../../src/database/sqlite-driver.js';
import { openPostgresStore } from '../../src/stores/postgres-store.js';
import { openSqliteStore } from '../../src/stores/sqlite-store.js';
import { postgresStatements } from '../../src/stores/statements.js';
import type { Store } from '../../src/stores/store.js';
import { isSuccess, VerificationError, type Verifier } from '../../src/verification/index.js';
import { verifierOn } from '../contract/verifying.js';

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

let store: Store | undefined;
let verifier: Verifier | undefined;
let withCondition = true;

process.on('message', (order: Order) => void obey(order).then((accepted) => process.send?.({ accepted })));
process.on('disconnect', () => process.exit());

async function obey(order: Order): Promise<readonly boolean[]> {
  if ('submit' in order) return Promise.all(order.submit.map(isAccepted));
  await store?.close();
  store = undefined;
  if ('open' in order) {
    withCondition = order.withCondition;
    store = await open(order.open);
    verifier = verifierOn(store);
  }
  return [];
}

/** Without the condition, a lost update leaves a row whose check fails. Such a row accepts no more codes. */
async function isAccepted(submission: Submission): Promise<boolean> {
  try {
    return isSuccess((await verifier!.verify(submission)).outcome);
  } catch (error) {
    if (!withCondition && error instanceof VerificationError && error.code === 'altered') return false;
    throw error;
  }
}

function open(address: string): Store | Promise<Store> {
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
