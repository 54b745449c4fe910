// Credentials keep who issued them and the name for people, which a seed file brings along.
import type { Migration } from './migration.js';

export const names: Migration = {
  version: 5,
  what: 'issuer and label',
  sqlite: `
ALTER TABLE foblab_credentials ADD COLUMN issuer TEXT;
ALTER TABLE foblab_credentials ADD COLUMN label TEXT;
`,
  postgres: `
ALTER TABLE foblab_credentials ADD COLUMN issuer text;
ALTER TABLE foblab_credentials ADD COLUMN label text;
`,
};
