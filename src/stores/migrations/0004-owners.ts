// Credentials have an owner, and backup codes are the owner's: those of before go to the credential's own name.
import type { Migration } from './migration.js';

export const owners: Migration = {
  version: 4,
  what: 'owners, backup codes of owners',
  sqlite: `
ALTER TABLE foblab_credentials ADD COLUMN owner TEXT;
INSERT INTO foblab_companions (table_name, key, version, body)
SELECT 'backup-codes', id, 1, json_object(
  'salt', lower(hex(backup_salt)), 'hashes', lower(hex(backup_hashes)), 'failures', 0,
  'lastWrongDigest', NULL, 'throttledUntilUs', NULL, 'lockedAtUs', NULL)
FROM foblab_credentials WHERE backup_salt IS NOT NULL;
ALTER TABLE foblab_credentials DROP COLUMN backup_salt;
ALTER TABLE foblab_credentials DROP COLUMN backup_hashes;
`,
  postgres: `
ALTER TABLE foblab_credentials ADD COLUMN owner text;
INSERT INTO foblab_companions (table_name, key, version, body)
SELECT 'backup-codes', id, 1, json_build_object(
  'salt', encode(backup_salt, 'hex'), 'hashes', encode(backup_hashes, 'hex'), 'failures', 0,
  'lastWrongDigest', NULL, 'throttledUntilUs', NULL, 'lockedAtUs', NULL)::text
FROM foblab_credentials WHERE backup_salt IS NOT NULL;
ALTER TABLE foblab_credentials DROP COLUMN backup_salt;
ALTER TABLE foblab_credentials DROP COLUMN backup_hashes;
`,
};
