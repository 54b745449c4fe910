// Rows of the relying parties, beside the credentials that they belong to.
import type { Migration } from './migration.js';

export const companionRows: Migration = {
  version: 3,
  what: 'companion rows',
  sqlite: `
CREATE TABLE foblab_companions (
  table_name TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (table_name, key)
) STRICT, WITHOUT ROWID;
`,
  // By bytes, as SQLite orders text, whatever the language of the server.
  postgres: `
CREATE TABLE foblab_companions (
  table_name text NOT NULL,
  key text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (table_name, key)
);
`,
};
