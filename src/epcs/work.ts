// The reads and writes of one verb. If a row that it has read changes before the verb is stored, the verb runs again.
import { createHash } from 'node:crypto';
import {
  type AuditEntry,
  type Companions,
  type CompanionWrite,
  codeDigest,
  openSealed,
  StaleCompanionError,
  seal,
  type Verdict,
} from '../verification/index.js';
import { type Answer, done, Refused, refused } from './answer.js';
import type { Context } from './context.js';
import { sweepBeside } from './sweep.js';
import { type Table, table } from './table.js';

/** A request that may be repeated, such as a form that is posted twice. */
export interface Repeatable {
  readonly verb: string;
  /** The caller: the token of a session, or empty. */
  readonly session?: string;
  /** The sender's ID, 1 to 128 characters. For ten minutes, the same request gets the same answer. */
  readonly requestId?: string | undefined;
  /** The content of the request: another content with the same ID is refused. */
  readonly input: unknown;
}

/**
 * Runs `body` until it can be stored with the rows that it has read. A refusal that `body` returns is stored with its writes; a
 * refusal that it throws discards them.
 */
export async function transact<T>(
  context: Context,
  request: Repeatable | null,
  body: (work: Work) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const kept = new Map<string, unknown>();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const work = new Work(context, kept);
    try {
      await work.readDraws();
      const repeated = await work.begin<T>(request);
      if (repeated !== null) return repeated;
      const answer = await outcomeOf(body(work));
      if (answer.stores) await work.commit(answer.answer);
      await sweepBeside(context, work.made, work.atUs);
      return answer.answer;
    } catch (error) {
      if (error instanceof Refused) return { ok: false, refusal: error.refusal };
      if (!(error instanceof StaleCompanionError)) throw error;
    }
  }
  return refused('busy');
}

async function outcomeOf<T>(run: Promise<Answer<T>>): Promise<{ answer: Answer<T>; stores: boolean }> {
  try {
    return { answer: await run, stores: true };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { answer: { ok: false, refusal: error.refusal }, stores: error.stores };
  }
}

/** The most attempts. In each failed attempt another request has succeeded. */
const attempts = 200;
const repeatUs = 600_000_000;

interface KeptRequest {
  readonly digest: string;
  readonly keyId: string;
  /** Answers are sealed, since they may hold the token of a session. */
  readonly answer: string;
  readonly expiresUs: number;
}

const requests = table<KeptRequest>('request');

/** The number of verbs that have drawn random bytes from the bench's seed. */
const draws = table<{ readonly drawn: number }>('draw');

interface Entry {
  readonly table: string;
  readonly key: string;
  readonly version: number;
  /** The row as read or written; null if there is none. */
  readonly body: string | null;
  readonly written: boolean;
}

/** An audit event that 21 CFR 1311.150 requires. */
export interface Event {
  readonly event: string;
  readonly outcome: string;
  /** The subject: `npi:…`, or the ID of a credential. */
  readonly subject: string;
  readonly actor: string;
  readonly reason?: string;
  readonly detail?: readonly (readonly [name: string, value: string | number])[];
}

export class Work {
  readonly context: Context;
  /** The time of this verb. */
  readonly atUs: number;
  readonly #kept: Map<string, unknown>;
  #entries = new Map<string, Entry>();
  #events: Event[] = [];
  #request: { key: string; version: number; digest: string } | null = null;
  #requestId: string | null = null;
  #draws: { readonly version: number; readonly drawn: number } | null = null;
  #stored = false;

  constructor(context: Context, kept: Map<string, unknown>) {
    this.context = context;
    this.atUs = context.nowUs();
    this.#kept = kept;
  }

  /** On a bench with a seed: the number of earlier verbs that have drawn from it. */
  async readDraws(): Promise<void> {
    if (this.context.seededBytes === undefined) return;
    const row = await this.context.store.companion(draws.name, 'all');
    const { drawn } = row === null ? { drawn: 0 } : (JSON.parse(row.body) as { drawn: number });
    this.#draws = { version: row?.version ?? 0, drawn };
  }

  /** The first answer to this request, or null if it is new. */
  async begin<T>(request: Repeatable | null): Promise<Answer<T> | null> {
    const requestId = request?.requestId;
    if (request === null || requestId === undefined) return null;
    if (requestId.length < 1 || requestId.length > 128) throw new Refused('bad-request-id');
    const { keyring, store } = this.context;
    const key = `${request.verb}/${sha256(`${request.session ?? ''}\n${requestId}`)}`;
    const digest = Buffer.from(codeDigest(keyring, 'epcs', [request.verb, JSON.stringify(request.input)]));
    const row = await store.companion(requests.name, key);
    this.#request = { key, version: row?.version ?? 0, digest: digest.toString('hex') };
    this.#requestId = requestId;
    const kept = row === null ? null : (JSON.parse(row.body) as KeptRequest);
    if (kept === null || kept.expiresUs <= this.atUs) return null;
    if (kept.digest !== this.#request.digest) throw new Refused('request-id-reused');
    const opened = openSealed(keyring, kept.keyId, `epcs request ${key}`, Buffer.from(kept.answer, 'base64'));
    return opened === null ? null : done(JSON.parse(Buffer.from(opened).toString('utf8')) as T);
  }

  /** Reads a row. The verb is stored only if the row has not changed until then. */
  async read<Row>({ name }: Table<Row>, key: string): Promise<Row | null> {
    const known = this.#entries.get(`${name}\n${key}`);
    if (known !== undefined) return parsed<Row>(known.body);
    const row = await this.context.store.companion(name, key);
    this.#entries.set(`${name}\n${key}`, {
      table: name,
      key,
      version: row?.version ?? 0,
      body: row?.body ?? null,
      written: false,
    });
    return parsed<Row>(row?.body ?? null);
  }

  /** Rows of a table by their keys, as stored before this verb. */
  async list<Row>(
    { name }: Table<Row>,
    query: { prefix?: string; afterKey?: string; limit?: number } = {},
  ): Promise<readonly { key: string; row: Row }[]> {
    const rows = await this.context.store.companions({ table: name, ...query });
    return rows.map(({ key, body }) => ({ key, row: JSON.parse(body) as Row }));
  }

  /** All rows whose keys begin with `prefix`, page by page, as stored before this verb. */
  async listAll<Row>(table: Table<Row>, prefix = ''): Promise<readonly { key: string; row: Row }[]> {
    const found: { key: string; row: Row }[] = [];
    for (let afterKey: string | undefined; ; ) {
      const page = await this.list(table, {
        prefix,
        limit: 1000,
        ...(afterKey === undefined ? {} : { afterKey }),
      });
      found.push(...page);
      afterKey = page.at(-1)?.key;
      if (page.length < 1000) return found;
    }
  }

  /** Writes a row that was read, or a new row with a random key. */
  write<Row>({ name }: Table<Row>, key: string, row: Row): void {
    this.#put(name, key, JSON.stringify(row));
  }

  remove<Row>({ name }: Table<Row>, key: string): void {
    this.#put(name, key, null);
  }

  /** Adds a record to the audit, stored with the verb. */
  tell(event: Event): void {
    this.#events.push(event);
  }

  /** Computes a value once, even if the verb runs again: a hash takes half a second. */
  async once<T>(name: string, make: () => Promise<T>): Promise<T> {
    if (!this.#kept.has(name)) this.#kept.set(name, await make());
    return this.#kept.get(name) as T;
  }

  /** At least 16 random bytes as text for a URL. If the verb runs again, they are the same. */
  random(name: string, count = 16): string {
    if (this.#draws !== null) return this.#seeded(this.#draws, name, count);
    if (!this.#kept.has(name))
      this.#kept.set(name, Buffer.from(this.context.randomBytes(count)).toString('base64url'));
    return this.#kept.get(name) as string;
  }

  /** Stores the number of the draw with the verb, so that no two verbs get the same bytes. */
  #seeded({ version, drawn }: { version: number; drawn: number }, name: string, count: number): string {
    const key = `${draws.name}\nall`;
    if (!this.#entries.has(key)) {
      const body = JSON.stringify({ drawn: drawn + 1 });
      this.#entries.set(key, { table: draws.name, key: 'all', version, body, written: true });
    }
    const bytes = this.context.seededBytes?.(`${drawn} ${name}`, count) ?? new Uint8Array();
    return Buffer.from(bytes).toString('base64url');
  }

  /**
   * Asks the verifier, and stores the writes of `plan` in one transaction with the verdict. `plan` is called with every verdict
   * that may be stored, and starts each time from the earlier writes. It must not read rows or throw a refusal.
   */
  async judge<T>(
    ask: (companions: (verdict: Verdict) => Companions) => Promise<Verdict>,
    plan: (verdict: Verdict) => Answer<T>,
  ): Promise<Answer<T>> {
    const [entries, events] = [new Map(this.#entries), [...this.#events]];
    let answer: Answer<T> | undefined;
    await ask((verdict) => {
      this.#entries = new Map(entries);
      this.#events = [...events];
      answer = plan(verdict);
      this.#keep(answer);
      return this.#companions();
    });
    this.#stored = true;
    if (answer === undefined) throw new Error('The verifier answered a request that it had answered before.');
    return answer;
  }

  /** The same for a change of the verifier that is no verdict. */
  async store<T>(
    ask: (companions: () => Companions) => Promise<unknown>,
    plan: () => Answer<T>,
  ): Promise<Answer<T>> {
    const [entries, events] = [new Map(this.#entries), [...this.#events]];
    let answer: Answer<T> | undefined;
    try {
      await ask(() => {
        this.#entries = new Map(entries);
        this.#events = [...events];
        answer = plan();
        this.#keep(answer);
        return this.#companions();
      });
    } catch (error) {
      this.#entries = entries;
      this.#events = events;
      throw error;
    }
    this.#stored = true;
    if (answer === undefined) throw new Error('The verifier stored a change without its rows.');
    return answer;
  }

  /** Rows that this verb has added and stored. */
  get made(): readonly { readonly table: string; readonly key: string }[] {
    if (!this.#stored) return [];
    return [...this.#entries.values()].filter(
      ({ written, body, version }) => written && body !== null && version === 0,
    );
  }

  async commit(answer: Answer<unknown>): Promise<void> {
    if (this.#stored) return;
    if (this.#events.length === 0 && ![...this.#entries.values()].some(({ written }) => written)) return;
    this.#keep(answer);
    this.#stored = true;
    await this.context.verifier.record({ atUs: this.atUs, ...this.#companions() });
  }

  #put(name: string, key: string, body: string | null): void {
    if (this.#stored) throw new Error('This verb is stored already.');
    const version = this.#entries.get(`${name}\n${key}`)?.version ?? 0;
    this.#entries.set(`${name}\n${key}`, { table: name, key, version, body, written: true });
  }

  /** Keeps the answer only if the verb was done. A repeated request after a refusal runs again. */
  #keep(answer: Answer<unknown>): void {
    if (this.#request === null || !answer.ok) return;
    const { keyring } = this.context;
    const { key, version, digest } = this.#request;
    const keyId = keyring.currentId;
    const bytes = Buffer.from(JSON.stringify(answer.value), 'utf8');
    const sealed = Buffer.from(seal(keyring, keyId, `epcs request ${key}`, bytes)).toString('base64');
    const row: KeptRequest = { digest, keyId, answer: sealed, expiresUs: this.atUs + repeatUs };
    const body = JSON.stringify(row);
    this.#entries.set(`${requests.name}\n${key}`, {
      table: requests.name,
      key,
      version,
      body,
      written: true,
    });
  }

  #companions(): Companions {
    const rows = [...this.#entries.values()].flatMap(
      ({ table, key, version, body, written }): CompanionWrite[] =>
        // A row that the same verb has added and removed is only a condition.
        !written || (body === null && version === 0)
          ? [{ table, key, version }]
          : [{ table, key, version, body }],
    );
    const audit = this.#events.map(
      ({ event, outcome, subject, actor, reason = '', detail = [] }): AuditEntry => ({
        timeUs: this.atUs,
        credentialId: subject,
        event,
        outcome,
        actor,
        reason,
        requestId: this.#requestId,
        detail,
      }),
    );
    return { rows, audit };
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function parsed<Row>(body: string | null): Row | null {
  return body === null ? null : (JSON.parse(body) as Row);
}
