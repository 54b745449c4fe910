// Hashes of passphrases, passwords and answers: scrypt (RFC 7914). Two run at a time; further ones wait in a queue.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

export interface SecretHash {
  /** The hash to store for `secret`. */
  make(secret: string): Promise<string>;
  /** Compares with a stored hash, or with none (`null`). It always computes one hash, so both take the same time. */
  matches(secret: string, stored: string | null): Promise<boolean>;
}

const bytes = 32;
const blockSize = 8;

/**
 * @param cost N; at 2^17 a hash takes about 0.4 s and 128 MiB
 * @param parallel how many at a time
 */
export function createScryptHash(cost = 2 ** 17, parallel = 2): SecretHash {
  const queue = new Queue(parallel);
  const hash = (secret: string, salt: Uint8Array, n: number): Promise<Buffer> =>
    queue.run(
      () =>
        new Promise((resolve, reject) => {
          const options = { N: n, r: blockSize, p: 1, maxmem: 2 ** 20 + 256 * blockSize * n };
          // NFKC makes the same text from another keyboard the same secret (SP 800-63B §5.1.1.2).
          scrypt(secret.normalize('NFKC'), salt, bytes, options, (error, key) =>
            error === null ? resolve(key) : reject(error),
          );
        }),
    );
  const absent = { n: cost, salt: new Uint8Array(16), key: Buffer.alloc(bytes) };
  return {
    make: async (secret) => {
      const salt = randomBytes(16);
      const key = await hash(secret, salt, cost);
      return `scrypt$${cost}$${salt.toString('base64')}$${key.toString('base64')}`;
    },
    matches: async (secret, stored) => {
      const { n, salt, key } = stored === null ? absent : parsed(stored);
      const equal = timingSafeEqual(await hash(secret, salt, n), key);
      return equal && stored !== null;
    },
  };
}

function parsed(stored: string): { n: number; salt: Uint8Array; key: Buffer } {
  const [kind, n, salt, key] = stored.split('$');
  if (kind !== 'scrypt' || salt === undefined || key === undefined)
    throw new Error('A stored hash is not of scrypt: the row was altered.');
  return { n: Number(n), salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
}

class Queue {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(parallel: number) {
    this.#free = parallel;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
