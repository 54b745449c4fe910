// The store in memory: the same contract without durability, for suites and for embedding.
import { foldedSerial } from '../serials/index.js';
import { AuditColumns } from './audit-columns.js';
import { auditGenesis, linkAudit } from './audit-link.js';
import { MemoryCompanions } from './memory-companions.js';
import { recordsOf } from './sql-store.js';
import type {
  AuditHead,
  AuditRow,
  Change,
  CommitResult,
  CompanionQuery,
  CompanionRow,
  CredentialRecord,
  ListQuery,
  SpelledTwice,
  Store,
  StoredAnswer,
} from './store.js';

/** A new, empty store. What it holds ends with the process. */
export function createMemoryStore(): Store {
  return new MemoryStore();
}

class MemoryStore implements Store {
  readonly volatile = true;
  readonly #rows = new Map<string, CredentialRecord>();
  /** The ID of each credential by its folded form. */
  readonly #identities = new Map<string, string>();
  readonly #entries = new AuditColumns();
  // Nobody can read the log except through this object, so records are linked when they are first asked for.
  readonly #hashes: Uint8Array[] = [];
  readonly #companions = new MemoryCompanions();
  readonly #answers = new Map<string, StoredAnswer>();
  #closed = false;

  async get(id: string): Promise<CredentialRecord | null> {
    this.#refuseWhenClosed();
    return this.#row(id);
  }

  async list(query: ListQuery = {}): Promise<readonly CredentialRecord[]> {
    this.#refuseWhenClosed();
    const { afterId, limit = 100, lifecycle } = query;
    return [...this.#rows.values()]
      .filter((row) => afterId === undefined || row.id > afterId)
      .filter((row) => lifecycle === undefined || lifecycle.includes(row.state.lifecycle))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  async spelledTwice(): Promise<readonly SpelledTwice[]> {
    this.#refuseWhenClosed();
    return [];
  }

  async commit(change: Change): Promise<CommitResult> {
    this.#refuseWhenClosed();
    const { condition, answer } = change;
    if (answer !== null) {
      const first = this.#findAnswer(answer.credentialId, answer.requestId, change.timeUs);
      if (first !== null) return { applied: false, row: this.#row(change.credentialId), answer: first };
    }
    const stale = this.#companions.stale(change.companions);
    if (stale !== null)
      return { applied: false, row: this.#row(change.credentialId), answer: null, companion: stale };
    let version = 0;
    if (condition !== null) {
      const row =
        condition.version === 0 ? this.#row(change.credentialId) : this.#rows.get(change.credentialId);
      const consumed = row?.state.lastConsumed ?? -1;
      if ((row?.version ?? 0) !== condition.version)
        return { applied: false, row: row ?? null, answer: null };
      if (condition.consumedBelow !== null && consumed >= condition.consumedBelow)
        return { applied: false, row: row ?? null, answer: null };
      const facts = change.facts ?? row?.facts;
      if (facts === undefined || change.state === null)
        throw new TypeError('A change of a row needs its state, and a new row its facts.');
      version = condition.version + 1;
      if (version === 1) this.#identities.set(foldedSerial(change.credentialId), change.credentialId);
      const { credentialId: id, state, rowCheck } = change;
      this.#rows.set(id, { id, version, facts, state, ...(rowCheck === undefined ? {} : { rowCheck }) });
    }
    for (const entry of recordsOf(change)) this.#entries.append(entry);
    this.#companions.write(change.companions);
    if (answer !== null) this.#keepAnswer(answer, change.timeUs);
    return { applied: true, version, sequence: this.#entries.length };
  }

  async answer(credentialId: string, requestId: string, nowUs: number): Promise<StoredAnswer | null> {
    this.#refuseWhenClosed();
    return this.#findAnswer(credentialId, requestId, nowUs);
  }

  async companion(table: string, key: string): Promise<CompanionRow | null> {
    this.#refuseWhenClosed();
    return this.#companions.get(table, key);
  }

  async companions(query: CompanionQuery): Promise<readonly CompanionRow[]> {
    this.#refuseWhenClosed();
    return this.#companions.list(query);
  }

  async auditHead(): Promise<AuditHead> {
    this.#refuseWhenClosed();
    this.#linkRecords();
    return { sequence: this.#entries.length, hash: this.#hashes.at(-1) ?? auditGenesis };
  }

  async audit(from: number, limit: number, credentialId?: string): Promise<readonly AuditRow[]> {
    this.#refuseWhenClosed();
    this.#linkRecords();
    const rows: AuditRow[] = [];
    for (let i = Math.max(1, from) - 1; i < this.#entries.length && rows.length < limit; i++) {
      const entry = this.#entries.at(i);
      if (credentialId === undefined || entry.credentialId === credentialId)
        rows.push({ sequence: i + 1, entry, hash: this.#hashes[i]! });
    }
    return rows;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #row(id: string): CredentialRecord | null {
    return this.#rows.get(id) ?? this.#rows.get(this.#identities.get(foldedSerial(id)) ?? '') ?? null;
  }

  #findAnswer(credentialId: string, requestId: string, nowUs: number): StoredAnswer | null {
    const found = this.#answers.get(answerKey(credentialId, requestId));
    return found !== undefined && found.expiresUs > nowUs ? found : null;
  }

  /** Two expired answers leave for each one that comes, so that only unexpired ones pile up. */
  #keepAnswer(answer: StoredAnswer, nowUs: number): void {
    const key = answerKey(answer.credentialId, answer.requestId);
    let looks = 2;
    for (const [oldKey, old] of this.#answers) {
      if (looks-- === 0) break;
      this.#answers.delete(oldKey);
      if (old.expiresUs > nowUs) this.#answers.set(oldKey, old);
    }
    this.#answers.delete(key);
    this.#answers.set(key, answer);
  }

  #linkRecords(): void {
    for (let i = this.#hashes.length; i < this.#entries.length; i++)
      this.#hashes.push(linkAudit(this.#hashes[i - 1] ?? auditGenesis, i + 1, this.#entries.at(i)));
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error('This store is closed. Open a new one.');
  }
}

/** The length keeps ("a", "bc") and ("ab", "c") apart. */
function answerKey(credentialId: string, requestId: string): string {
  return `${credentialId.length}:${credentialId}${requestId}`;
}
