// One credential for one serial number, however it is spelled: the folded form of each ID is unique.
import { foldedSerial } from '../../serials/index.js';
import type { Migration } from './migration.js';

export const identities: Migration = {
  version: 2,
  what: 'identities',
  sqlite: `
CREATE TABLE foblab_identities (
  identity TEXT PRIMARY KEY,
  credential_id TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;`,
  postgres: `
CREATE TABLE foblab_identities (
  identity text PRIMARY KEY,
  credential_id text NOT NULL UNIQUE
);`,
  // A database may hold two spellings already: the first keeps the identity, and the store reports the other.
  fill: {
    select: 'SELECT id FROM foblab_credentials ORDER BY id_order',
    insert: {
      sqlite: 'INSERT INTO foblab_identities (identity, credential_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
      postgres:
        'INSERT INTO foblab_identities (identity, credential_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    },
    valuesOf: ([id]) => [foldedSerial(String(id)), String(id)],
  },
};
