// The tables of a bench's file. Text is kept as bytes: SQLite libraries treat text that is not UTF-8 differently, and a
// damaged byte must reach the row's own check. Each row ends in its CRC-32. What many fobs need, the bench's identity and
// their models, is there twice.

/** "fobb": tells a bench from any other SQLite file. */
export const applicationId = 0x666f6262;
export const schemaVersion = 3;

export const createTables = `
CREATE TABLE bench (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  identity BLOB NOT NULL,
  rate REAL NOT NULL,
  virtual_anchor_us INTEGER NOT NULL,
  wall_anchor_us INTEGER NOT NULL,
  lived_us INTEGER NOT NULL,
  told_us INTEGER NOT NULL,
  last_event INTEGER NOT NULL,
  first_event INTEGER NOT NULL,
  next_order INTEGER NOT NULL,
  fobs INTEGER NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE identity_copy (one INTEGER PRIMARY KEY CHECK (one = 1), identity BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
CREATE TABLE fobs (
  place INTEGER PRIMARY KEY,
  folded BLOB NOT NULL UNIQUE,
  entry BLOB NOT NULL,
  label BLOB,
  next_wake_us INTEGER,
  listing BLOB,
  crc INTEGER NOT NULL
) STRICT;
CREATE INDEX fobs_by_wake ON fobs (next_wake_us, place) WHERE next_wake_us IS NOT NULL;
CREATE INDEX fobs_by_label ON fobs (label) WHERE label IS NOT NULL;
CREATE TABLE states (place INTEGER PRIMARY KEY, state BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
CREATE TABLE seeds (place INTEGER PRIMARY KEY, seed BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
CREATE TABLE models (number INTEGER PRIMARY KEY, model BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
CREATE TABLE models_copy (number INTEGER PRIMARY KEY, model BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
CREATE TABLE events (number INTEGER PRIMARY KEY, event BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
CREATE TABLE answers (id BLOB PRIMARY KEY, at_ms INTEGER NOT NULL, answer BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
CREATE TABLE kinds (schema BLOB PRIMARY KEY) STRICT;
CREATE INDEX answers_by_time ON answers (at_ms);
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
`;
