// The tokens that a server takes from its clients: `tokens.json` in the bench's folder, readable by its user alone.
// It holds a digest of each token. A token is 256 random bits, so no salt and no slow hash is needed.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperationError } from '../contract/operation-error.js';

/** Each level includes the ones before it. */
export const accessLevels = ['look', 'operate', 'administer'] as const;
export type AccessLevel = (typeof accessLevels)[number];

export interface AccessToken {
  name: string;
  access: AccessLevel;
  /** ISO 8601. */
  createdAt: string;
}

interface StoredToken extends AccessToken {
  /** SHA-256, base64url. */
  digest: string;
}

export class AccessTokens {
  readonly #file: string;
  #read: { stamp: string; tokens: readonly StoredToken[] } = { stamp: '', tokens: [] };

  /** `directory`: the bench's folder. */
  constructor(directory: string) {
    this.#file = join(directory, 'tokens.json');
  }

  list(): AccessToken[] {
    return this.#tokens().map(({ name, access, createdAt }) => ({ name, access, createdAt }));
  }

  /** @returns the token, which is never shown again. @throws OperationError `refused` for a name that is taken. */
  add(name: string, access: AccessLevel, nowMs = Date.now()): { token: string; record: AccessToken } {
    const tokens = this.#tokens();
    if (tokens.some((one) => one.name === name))
      throw new OperationError('refused', `there is a token named ${JSON.stringify(name)} already`, {
        parameter: 'name',
        remedy: { operation: 'token.revoke', arguments: { name } },
      });
    const token = `fob_${randomBytes(32).toString('base64url')}`;
    const record = { name, access, createdAt: new Date(nowMs).toISOString() };
    this.#write([...tokens, { ...record, digest: digestOf(token) }]);
    return { token, record };
  }

  /** @throws OperationError `not-found`. */
  revoke(name: string): AccessToken {
    const tokens = this.#tokens();
    const found = tokens.find((one) => one.name === name);
    if (found === undefined)
      throw new OperationError('not-found', `there is no token named ${JSON.stringify(name)}`, {
        parameter: 'name',
        remedy: { operation: 'token.list' },
      });
    this.#write(tokens.filter((one) => one !== found));
    const { access, createdAt } = found;
    return { name, access, createdAt };
  }

  /** The record of a token that a client has sent. Digests are compared, so the time it takes tells nothing of a token. */
  find(token: string): AccessToken | undefined {
    const digest = digestOf(token);
    return this.#tokens().find((one) => one.digest === digest);
  }

  /** Read again where another process has written it. */
  #tokens(): readonly StoredToken[] {
    let stamp: string;
    try {
      const { mtimeNs, size, ino } = statSync(this.#file, { bigint: true });
      stamp = `${mtimeNs} ${size} ${ino}`;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    if (stamp !== this.#read.stamp) this.#read = { stamp, tokens: this.#parsed() };
    return this.#read.tokens;
  }

  #parsed(): readonly StoredToken[] {
    try {
      const { schema, tokens } = JSON.parse(readFileSync(this.#file, 'utf8')) as {
        schema: string;
        tokens: StoredToken[];
      };
      if (schema === tokensSchema && Array.isArray(tokens)) return tokens;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    }
    throw new OperationError(
      'usage',
      `${this.#file} is not a file of tokens that this version reads; remove it, and make the tokens again`,
    );
  }

  /** Replaced as a whole: a server that reads it meanwhile sees the old one or the new one. */
  #write(tokens: readonly StoredToken[]): void {
    const next = `${this.#file}.${process.pid}.new`;
    writeFileSync(next, `${JSON.stringify({ schema: tokensSchema, tokens }, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    renameSync(next, this.#file);
  }
}

const tokensSchema = 'foblab.tokens/1';

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
