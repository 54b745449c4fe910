// The storage of `oidc-provider`: sessions, interactions, grants, codes and tokens are rows of the credentials' database, so
// that a login survives a restart and several nodes share it.
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Context } from '../epcs/index.js';
import type { ProviderClock } from './provider-clock.js';
import { hashed, type RowWrite, readRow, rowKeys, writeRows } from './sealed-rows.js';

export interface AdapterOptions {
  context(): Promise<Context>;
  readonly clock: ProviderClock;
  /** The error to throw if another request uses up the same code or token at the same moment. */
  usedUp(): Error;
}

/** RFC 6749 §4.1.2 recommends at most ten minutes. The limit holds in the bench's time too. */
export const codeLifetimeSeconds = 600;

interface Stored {
  readonly payload: AdapterPayload;
  /** In the provider's time, Unix seconds. */
  readonly expires: number;
  /** In the bench's time; only for authorization codes. */
  readonly expiresUs: number | null;
  /** The index rows that refer to this row. */
  readonly indexes: readonly { readonly table: string; readonly key: string }[];
}

interface RowName {
  readonly model: string;
  readonly key: string;
}

const expiryTable = 'expiry';
const grantTable = 'grant-member';
const uidTable = 'uid';
const mostSwept = 20;
const attempts = 50;

/** One call of the adapter: its database, and the provider's time. */
interface Call {
  readonly context: Context;
  readonly nowSeconds: number;
}

export class RowAdapter implements Adapter {
  readonly #model: string;
  readonly #options: AdapterOptions;

  constructor(model: string, options: AdapterOptions) {
    this.#model = model;
    this.#options = options;
  }

  upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<undefined> {
    return this.#call(async ({ context, nowSeconds }) => {
      const key = hashed(id);
      const expires = nowSeconds + expiresIn;
      const isCode = this.#model === 'AuthorizationCode';
      const expiresUs = isCode ? context.nowUs() + codeLifetimeSeconds * 1_000_000 : null;
      const indexes = this.#indexesOf(key, payload, expires);
      const value: Stored = { payload, expires, expiresUs, indexes };
      await sweep({ context, nowSeconds });
      for (let attempt = 0; attempt < attempts; attempt++) {
        const before = await readRow<Stored>(context, this.#model, key);
        const writes: RowWrite[] = [
          { table: this.#model, key, version: before.version, value },
          ...(await indexWrites(context, before.value?.indexes ?? [], indexes, { model: this.#model, key })),
        ];
        if (await writeRows(context, writes)) return undefined;
      }
      throw new Error(`A row of ${this.#model} changes faster than it can be written.`);
    });
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.#call((call) => this.#find(call, hashed(id)));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#call(async (call) => {
      const { value } = await readRow<RowName>(call.context, uidTable, `${this.#model}/${hashed(uid)}`);
      return value === null ? undefined : this.#find(call, value.key);
    });
  }

  /** There is no device flow. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /** Of two requests with the same code, the first write wins. */
  consume(id: string): Promise<undefined> {
    return this.#call(async ({ context, nowSeconds }) => {
      const key = hashed(id);
      const { version, value } = await readRow<Stored>(context, this.#model, key);
      if (value === null || value.payload.consumed) throw this.#options.usedUp();
      const payload = { ...value.payload, consumed: nowSeconds };
      const write = { table: this.#model, key, version, value: { ...value, payload } };
      if (!(await writeRows(context, [write]))) throw this.#options.usedUp();
      return undefined;
    });
  }

  destroy(id: string): Promise<undefined> {
    return this.#call(async ({ context }) => {
      await remove(context, { model: this.#model, key: hashed(id) });
      return undefined;
    });
  }

  revokeByGrantId(grantId: string): Promise<undefined> {
    return this.#call(async ({ context }) => {
      for (const { key } of await rowKeys(context, grantTable, `${hashed(grantId)}/${this.#model}/`))
        await remove(context, { model: this.#model, key: key.slice(key.lastIndexOf('/') + 1) });
      return undefined;
    });
  }

  /** Reads the provider's time first, since `work` runs in wall time. */
  #call<T>(work: (call: Call) => Promise<T>): Promise<T> {
    const { clock, context } = this.#options;
    const nowSeconds = clock.nowSeconds();
    return clock.outside(async () => work({ context: await context(), nowSeconds }));
  }

  async #find({ context, nowSeconds }: Call, key: string): Promise<AdapterPayload | undefined> {
    const { value } = await readRow<Stored>(context, this.#model, key);
    if (value === null || value.expires <= nowSeconds) return undefined;
    return value.expiresUs !== null && value.expiresUs <= context.nowUs() ? undefined : value.payload;
  }

  #indexesOf(key: string, { uid, grantId }: AdapterPayload, expires: number): Stored['indexes'] {
    const row = `${this.#model}/${key}`;
    return [
      { table: expiryTable, key: `${String(expires).padStart(12, '0')}/${row}` },
      ...(uid === undefined ? [] : [{ table: uidTable, key: `${this.#model}/${hashed(uid)}` }]),
      ...(grantId === undefined ? [] : [{ table: grantTable, key: `${hashed(grantId)}/${row}` }]),
    ];
  }
}

/** Removes expired rows. Each write removes more rows than it adds. */
async function sweep({ context, nowSeconds }: Call): Promise<void> {
  for (const { key: expiry, version } of await rowKeys(context, expiryTable, '', mostSwept)) {
    const [expires, model, key] = expiry.split('/') as [string, string, string];
    if (Number(expires) > nowSeconds) return;
    if (!(await remove(context, { model, key })))
      await writeRows(context, [{ table: expiryTable, key: expiry, version, value: null }]);
  }
}

/** @returns false if there was no such row */
async function remove(context: Context, { model, key }: RowName): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { version, value } = await readRow<Stored>(context, model, key);
    if (version === 0) return false;
    const writes: RowWrite[] = [
      { table: model, key, version, value: null },
      ...(await indexWrites(context, value?.indexes ?? [], [], { model, key })),
    ];
    if (await writeRows(context, writes)) return value !== null;
  }
  return false;
}

/** The writes that remove the index rows that are only in `before`, and write those in `after`. */
async function indexWrites(
  context: Context,
  before: Stored['indexes'],
  after: Stored['indexes'],
  value: RowName,
): Promise<RowWrite[]> {
  const writes: RowWrite[] = [];
  for (const index of before) {
    if (after.some(({ table, key }) => table === index.table && key === index.key)) continue;
    const { version } = await readRow(context, index.table, index.key);
    if (version > 0) writes.push({ ...index, version, value: null });
  }
  for (const index of after) {
    const { version } = await readRow(context, index.table, index.key);
    if (version === 0) writes.push({ ...index, version, value });
  }
  return writes;
}
