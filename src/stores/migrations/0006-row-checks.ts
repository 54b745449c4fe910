// Credentials and audit records carry a check that only a holder of the key can make. A store from before has none: the row
// in `store` asks the first verifier that opens it to make them.
import type { Migration } from './migration.js';

const askForChecks = `
INSERT INTO foblab_companions (table_name, key, version, body)
SELECT 'store', 'without-checks', 1, '{}' WHERE EXISTS (SELECT 1 FROM foblab_audit);
`;

export const rowChecks: Migration = {
  version: 6,
  what: 'checks of credentials and audit records',
  sqlite: `
ALTER TABLE foblab_credentials ADD COLUMN row_check TEXT;
ALTER TABLE foblab_audit ADD COLUMN row_check TEXT;
${askForChecks}`,
  postgres: `
ALTER TABLE foblab_credentials ADD COLUMN row_check text;
ALTER TABLE foblab_audit ADD COLUMN row_check text;
${askForChecks}`,
};
