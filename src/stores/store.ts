// What the verification core needs of a database: one conditional write, one audit chain, bounded answers.
// A leaf: it knows the shape of what is stored and nothing of how a code is judged.

/** Lifecycle of a credential; `deleted` and `replaced` rows are kept and stay listable. */
export const lifecycleStates = [
  'issued',
  'active',
  'disabled',
  'lost',
  'expired',
  'deleted',
  'replaced',
] as const;
export type LifecycleState = (typeof lifecycleStates)[number];

/** What seldom changes: written at enrolment and by operators, never by a verification. */
export interface CredentialFacts {
  readonly serial: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** Nonce, ciphertext and tag; opaque to the store. */
  readonly sealedSeed: Uint8Array;
  /** Which key of the keyring sealed the seed. */
  readonly seedKeyId: string;
  readonly kind: 'totp' | 'hotp';
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  readonly digits: number;
  /** Whole seconds; 0 for HOTP. */
  readonly stepSeconds: number;
  /** Unix time of step 0, whole seconds; 0 for HOTP. */
  readonly t0Seconds: number;
  /** Name of the policy that judges it. */
  readonly policy: string;
  readonly notBeforeUs: number | null;
  readonly expiresUs: number | null;
  readonly enrolledUs: number;
  readonly replacedBy: string | null;
  /** Whose it is; null: nobody's. */
  readonly owner: string | null;
  /** Who issued the token, as its seed file says (RFC 6030 §4.3.3 Issuer). */
  readonly issuer: string | null;
  /** A name for people, as its seed file says (RFC 6030 §4.3.3 FriendlyName). */
  readonly label: string | null;
}

/** What a verification may change. Always written as a whole, so that one prepared statement is enough. */
export interface CredentialState {
  readonly lifecycle: LifecycleState;
  /** Highest consumed step or counter; −1 while none is. Up to 2^53−1. */
  readonly lastConsumed: number;
  /** Learned offset of the fob's clock, in whole steps; + means that the fob is ahead. */
  readonly driftSteps: number;
  /** The drift that enrolment or the last resynchronization established, and when: the ppm bound counts from it. */
  readonly driftAnchorSteps: number;
  readonly driftAnchorUs: number;
  /** `initial` until the first success after enrolment or a reset. */
  readonly windowPhase: 'initial' | 'production';
  /** Consecutive failures. */
  readonly failures: number;
  /** Keyed digest of the last wrong code (never the code). */
  readonly lastWrongDigest: Uint8Array | null;
  readonly throttledUntilUs: number | null;
  readonly lockedAtUs: number | null;
  /** Failed resynchronizations since `resyncSinceUs`. */
  readonly resyncFailures: number;
  readonly resyncSinceUs: number | null;
  readonly candidateStep: number | null;
  readonly candidateExpiresUs: number | null;
  readonly lastSuccessUs: number | null;
}

export interface CredentialRecord {
  readonly id: string;
  /** 1 at enrolment, +1 at each applied change of this row. */
  readonly version: number;
  readonly facts: CredentialFacts;
  readonly state: CredentialState;
  /** The check that came with the last change of the row; absent if that change had none. */
  readonly rowCheck?: string;
}

/** One audit record before it is chained. Neither a seed nor a full code is ever in it. */
export interface AuditEntry {
  readonly timeUs: number;
  readonly credentialId: string;
  readonly event: string;
  readonly outcome: string;
  /** Who asked. */
  readonly actor: string;
  readonly reason: string;
  readonly requestId: string | null;
  /** Name and value, in the order in which they are hashed. A number is written as its decimal text, and read as that. */
  readonly detail: readonly (readonly [name: string, value: string | number])[];
}

/** An audit record as stored. */
export interface AuditRow {
  /** 1, 2, 3 … without a gap. */
  readonly sequence: number;
  /** null where the stored bytes are no audit record (`decodeAudit` throws): somebody altered them. */
  readonly entry: AuditEntry | null;
  /** `linkAudit(previous hash, sequence, entry)`; null only in a row that something else wrote. */
  readonly hash: Uint8Array | null;
  /** The check that came with the record; null or absent if it came without one. */
  readonly rowCheck?: string | null;
}

export interface AuditHead {
  /** 0 while the log is empty. */
  readonly sequence: number;
  readonly hash: Uint8Array;
}

/** The first answer to a request, so that its retransmits get the same one. */
export interface StoredAnswer {
  readonly credentialId: string;
  readonly requestId: string;
  /** Keyed digest of what was asked: another question under the same id is not a retransmit. */
  readonly questionDigest: Uint8Array;
  /** The verdict as JSON text. */
  readonly answer: string;
  readonly expiresUs: number;
}

/**
 * The condition of a write. All of it holds at the moment of the write, or nothing of the change is applied.
 * `version` is the version that the decision was made on; 0 says that no row may exist (enrolment).
 * `consumedBelow`: the stored `lastConsumed` must be lower than this. It follows from an equal version; it is
 * demanded again because it is the one rule that no defect elsewhere may break (RFC 6238 §5.2, RFC 4226 §7.2).
 */
export interface Condition {
  readonly version: number;
  readonly consumedBelow: number | null;
}

/** Everything that one decision changes. */
export interface Change {
  readonly credentialId: string;
  readonly timeUs: number;
  /** null: the row is neither looked at nor written; only `audit` and `answer` are stored. */
  readonly condition: Condition | null;
  /** The new state. Given exactly when `condition` is. */
  readonly state: CredentialState | null;
  /** New facts: given at enrolment (version 0) and where an operator changes them; null leaves them. */
  readonly facts: CredentialFacts | null;
  /** null only where there are companions: what they say is then in the audit alone, or nothing is. */
  readonly audit: AuditEntry | null;
  readonly answer: StoredAnswer | null;
  /** Rows and records of a relying party that belong to this change. */
  readonly companions?: Companions;
  /** Kept with the row, so that the writer knows its row again. */
  readonly rowCheck?: string;
  /** The same for each audit record. It is called inside the transaction, which is where the hash is known. */
  readonly recordCheck?: (sequence: number, hash: Uint8Array) => string;
}

/** A row of a relying party, kept in the credentials' database: one text, found by table and key. */
export interface CompanionRow {
  readonly table: string;
  readonly key: string;
  /** 1 where it is new, +1 at each write. */
  readonly version: number;
  readonly body: string;
}

/** One condition on a row and what becomes of the row. The condition is that its version is `version`; 0: that there
 *  is no such row. */
export interface CompanionWrite {
  readonly table: string;
  readonly key: string;
  readonly version: number;
  /** The new text; null removes the row; absent: the row stays, and its version is a condition of the change. */
  readonly body?: string | null;
}

export interface Companions {
  readonly rows: readonly CompanionWrite[];
  /** Chained after `audit`, in this order. */
  readonly audit: readonly AuditEntry[];
}

export interface CompanionQuery {
  readonly table: string;
  /** Only keys that begin with this. */
  readonly prefix?: string;
  /** Only keys after this one. */
  readonly afterKey?: string;
  /** 1 to 1000; 100 where absent. */
  readonly limit?: number;
}

export type CommitResult =
  /** All of the change is stored, durably where the store is durable. */
  | {
      readonly applied: true;
      readonly version: number;
      /** Of its audit record. */
      readonly sequence: number;
    }
  /** Nothing is stored. `row` is the current row (null: none), `answer` an unexpired one for the same request,
   *  `companion` the first companion row whose version is another one. */
  | {
      readonly applied: false;
      readonly row: CredentialRecord | null;
      readonly answer: StoredAnswer | null;
      readonly companion?: { readonly table: string; readonly key: string };
    };

export interface ListQuery {
  /** Only ids after this one, in ascending order of their UTF-16 code units. */
  readonly afterId?: string;
  /** 1 to 1000; 100 where absent. */
  readonly limit?: number;
  /** Only these states; every state where absent. */
  readonly lifecycle?: readonly LifecycleState[];
}

/** Between 1 and 1000. */
export function limitOf(limit: number | undefined): number {
  return Math.min(1000, Math.max(1, Math.floor(limit ?? 100)));
}

/** Two rows for one serial: each has a moving factor of its own, so a code is accepted by both. */
export interface SpelledTwice {
  /** The ID that every other spelling leads to. */
  readonly first: string;
  readonly other: string;
}

export interface Store {
  /** True where the log ends with the process and nobody else can write it: checkpoints would prove nothing. */
  readonly volatile?: boolean;

  /** The row with this ID or, where there is none, with another spelling of it (`foldedSerial`), as of some moment
   *  after the call; or null. The caller never alters what it gets. */
  get(id: string): Promise<CredentialRecord | null>;

  /** Up to 1000 rows that are another spelling of a row which came first. Only a database from before IDs were compared
   *  by their folded form has any. */
  spelledTwice(): Promise<readonly SpelledTwice[]>;

  list(query?: ListQuery): Promise<readonly CredentialRecord[]>;

  /**
   * Applies the whole change or nothing of it, in one transaction, and resolves after it is durable.
   *
   * 1. If `change.answer` is given and an answer of the same (credentialId, requestId) with
   *    `expiresUs > change.timeUs` is stored, nothing is applied and that answer is returned.
   * 2. If `change.condition` is given, ONE conditional write decides:
   *    `UPDATE … WHERE id = ? AND version = ? AND (last_consumed < ? OR ? IS NULL)`, or for version 0
   *    `INSERT … ON CONFLICT DO NOTHING`, which an ID in any spelling conflicts with. Zero rows: nothing is applied,
   *    the current row is returned.
   *    The stored version becomes `condition.version + 1`. A failure count is part of the state under this
   *    condition, so increments are atomic: none is lost and none is seen by a guess that came before it.
   * 3. The audit record is appended in the same transaction with the next sequence number and the hash
   *    `linkAudit(hash of the previous record, sequence, entry)` of audit-link.ts, computed INSIDE the
   *    transaction that owns the chain's head. (Several changes may share one transaction; they are then
   *    chained in the order in which they are applied, and one that is not applied leaves no record.)
   * 4. The answer is stored; an expired one of the same key is overwritten.
   * 5. Companion rows are written, and companion records chained, in the same transaction. Where the version of one
   *    row is not the one that its write names, nothing of the change is applied. A row is named once in a change.
   *
   * A crash before it resolves leaves all of the change or nothing. It rejects only where the database itself
   * fails; the caller then knows nothing about the outcome and must not report an acceptance.
   */
  commit(change: Change): Promise<CommitResult>;

  /** The stored answer of a request that is unexpired at `nowUs`, or null. Expired ones are removed in time:
   *  a store never keeps more than the unexpired answers plus a constant. */
  answer(credentialId: string, requestId: string, nowUs: number): Promise<StoredAnswer | null>;

  /** A companion row as of some moment after the call, or null. */
  companion(table: string, key: string): Promise<CompanionRow | null>;

  /** Companion rows of one table, ascending by the UTF-8 bytes of their keys. */
  companions(query: CompanionQuery): Promise<readonly CompanionRow[]>;

  /** Where the chain ends; `{sequence: 0, hash: auditGenesis}` while it is empty. */
  auditHead(): Promise<AuditHead>;

  /** Up to `limit` (1 to 1000) audit records with `sequence >= from`, ascending; of one credential if given. */
  audit(from: number, limit: number, credentialId?: string): Promise<readonly AuditRow[]>;

  /** Flushes and releases. Later calls reject. */
  close(): Promise<void>;
}
