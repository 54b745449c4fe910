// Credentials, the audit chain and its head, and the answers kept for retransmits.
import type { Migration } from './migration.js';

export const initialSchema: Migration = {
  version: 1,
  what: 'credentials, audit, answers',
  sqlite: schema({
    text: 'TEXT',
    integer: 'INTEGER',
    bytes: 'BLOB',
    strict: ' STRICT',
    withoutRowid: ' STRICT, WITHOUT ROWID',
  }),
  postgres: schema({ text: 'text', integer: 'bigint', bytes: 'bytea', strict: '', withoutRowid: '' }),
};

interface Dialect {
  readonly text: string;
  readonly integer: string;
  readonly bytes: string;
  readonly strict: string;
  readonly withoutRowid: string;
}

function schema({ text, integer, bytes, strict, withoutRowid }: Dialect): string {
  return `
CREATE TABLE foblab_credentials (
  id ${text} PRIMARY KEY,
  id_order ${bytes} NOT NULL UNIQUE,
  version ${integer} NOT NULL,
  serial ${text},
  manufacturer ${text},
  model ${text},
  sealed_seed ${bytes} NOT NULL,
  seed_key_id ${text} NOT NULL,
  kind ${text} NOT NULL,
  algorithm ${text} NOT NULL,
  digits ${integer} NOT NULL,
  step_seconds ${integer} NOT NULL,
  t0_seconds ${integer} NOT NULL,
  policy ${text} NOT NULL,
  not_before_us ${integer},
  expires_us ${integer},
  enrolled_us ${integer} NOT NULL,
  replaced_by ${text},
  lifecycle ${text} NOT NULL,
  last_consumed ${integer} NOT NULL,
  drift_steps ${integer} NOT NULL,
  drift_anchor_steps ${integer} NOT NULL,
  drift_anchor_us ${integer} NOT NULL,
  window_phase ${text} NOT NULL,
  failures ${integer} NOT NULL,
  last_wrong_digest ${bytes},
  throttled_until_us ${integer},
  locked_at_us ${integer},
  resync_failures ${integer} NOT NULL,
  resync_since_us ${integer},
  candidate_step ${integer},
  candidate_expires_us ${integer},
  last_success_us ${integer},
  backup_salt ${bytes},
  backup_hashes ${bytes} NOT NULL
)${strict};
CREATE TABLE foblab_audit (
  sequence ${integer} PRIMARY KEY,
  credential_id ${text} NOT NULL,
  record ${bytes} NOT NULL,
  hash ${bytes}
)${strict};
CREATE INDEX foblab_audit_by_credential ON foblab_audit (credential_id, sequence);
CREATE TABLE foblab_audit_head (
  one ${integer} PRIMARY KEY CHECK (one = 1),
  sequence ${integer} NOT NULL,
  hash ${bytes} NOT NULL
)${strict};
CREATE TABLE foblab_answers (
  credential_id ${text} NOT NULL,
  request_id ${text} NOT NULL,
  question_digest ${bytes} NOT NULL,
  answer ${text} NOT NULL,
  expires_us ${integer} NOT NULL,
  PRIMARY KEY (credential_id, request_id)
)${withoutRowid};
CREATE INDEX foblab_answers_by_expiry ON foblab_answers (expires_us);
`;
}
