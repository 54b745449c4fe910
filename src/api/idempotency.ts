// The `Idempotency-Key` header: a change that is sent again with its key is not done again, its answer is.
import { createHash } from 'node:crypto';
import { isContent, readContent } from '../contract/content.js';
import { RequestRefused } from './problem.js';

export interface KeptResponse {
  status: number;
  body: string;
  headers: Record<string, string>;
}

interface Kept {
  fingerprint: string;
  atMs: number;
  response: Promise<KeptResponse>;
}

const keptForMs = 24 * 3600 * 1000;
const mostKept = 10_000;
const mostKeptBytes = 32_000_000;

/** The answers to the requests that came with a key, for a day, the newest ten thousand of them. */
export class KeptResponses {
  readonly #kept = new Map<string, Kept>();
  readonly #nowMs: () => number;
  #bytes = 0;

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  /**
   * `scope`: whose keys they are; two callers may use the same key.
   * @throws RequestRefused where the key came with another request before
   */
  async once(
    { scope, key, fingerprint }: { scope: string; key: string; fingerprint: string },
    run: () => Promise<KeptResponse>,
  ): Promise<KeptResponse & { replayed: boolean }> {
    const name = `${scope} ${key}`;
    const known = this.#kept.get(name);
    if (known !== undefined && this.#nowMs() - known.atMs < keptForMs) {
      if (known.fingerprint !== fingerprint)
        throw new RequestRefused(
          422,
          'usage',
          'Idempotency-Key: this key came with another request before; a new request needs a new key',
        );
      return { ...(await known.response), replayed: true };
    }
    const response = run();
    this.#kept.delete(name);
    this.#kept.set(name, { fingerprint, atMs: this.#nowMs(), response });
    try {
      const done = await response;
      // What the server could not do now may be done when it is asked again.
      if (done.status >= 500) this.#kept.delete(name);
      else this.#bytes += done.body.length;
      this.#forget();
      return { ...done, replayed: false };
    } catch (error) {
      this.#kept.delete(name);
      throw error;
    }
  }

  #forget(): void {
    for (const [name, { response }] of this.#kept) {
      if (this.#kept.size <= mostKept && this.#bytes <= mostKeptBytes) return;
      this.#kept.delete(name);
      void response.then(
        ({ body }) => {
          this.#bytes -= body.length;
        },
        () => {},
      );
    }
  }
}

/** @throws RequestRefused for a key that is none. */
export function checkedKey(key: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new RequestRefused(
      400,
      'usage',
      'Idempotency-Key: expected 1 to 255 printable characters without spaces, such as a UUID',
    );
  return key;
}

/** Equal for equal requests. Only a digest is kept: an argument may be a secret. */
export async function fingerprintOf(operation: string, given: Record<string, unknown>): Promise<string> {
  const hash = createHash('sha256').update(operation);
  for (const name of Object.keys(given).sort()) {
    const value = given[name];
    hash.update(`\0${name}\0`);
    if (isContent(value)) hash.update(await readContent(value, { mostBytes: Infinity, expected: '' }));
    else hash.update(JSON.stringify(value) ?? '');
  }
  return hash.digest('base64url');
}

/** The id of the request on its bench, which does it once also where this server starts again in between. */
export function requestIdOf(scope: string, key: string, fingerprint: string): string {
  return `http-${createHash('sha256').update(`${scope}\0${key}\0${fingerprint}`).digest('base64url').slice(0, 24)}`;
}
