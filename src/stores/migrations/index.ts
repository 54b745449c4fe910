// Every step of the schema, in order.
import { initialSchema } from './0001-initial-schema.js';
import { identities } from './0002-identities.js';
import { companionRows } from './0003-companion-rows.js';
import { owners } from './0004-owners.js';
import { names } from './0005-names.js';
import { rowChecks } from './0006-row-checks.js';
import type { Migration } from './migration.js';

export { type Migration, pendingMigrations } from './migration.js';

export const migrations: readonly Migration[] = [
  initialSchema,
  identities,
  companionRows,
  owners,
  names,
  rowChecks,
];
