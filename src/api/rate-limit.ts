// Bounds how often one client may ask: a bucket of tokens that fills at a steady rate (RFC 6585 §4 for the answer).
import { RequestRefused } from './problem.js';

interface Bucket {
  left: number;
  atMs: number;
}

/** The most clients that are remembered. The oldest are forgotten; their buckets are full again. */
const mostClients = 10_000;

export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #nowMs: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perSecond: number, burst: number, nowMs: () => number = Date.now) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#nowMs = nowMs;
  }

  /** @throws RequestRefused 429 with the seconds to wait. */
  take(client: string): void {
    const nowMs = this.#nowMs();
    const known = this.#buckets.get(client);
    const left =
      known === undefined
        ? this.#burst
        : Math.min(this.#burst, known.left + ((nowMs - known.atMs) / 1000) * this.#perSecond);
    if (left < 1) {
      const seconds = Math.max(1, Math.ceil((1 - left) / this.#perSecond));
      throw new RequestRefused(
        429,
        'busy',
        `too many requests: this client may make ${this.#perSecond} a second; wait ${seconds} s`,
        { 'retry-after': String(seconds) },
      );
    }
    this.#buckets.delete(client);
    this.#buckets.set(client, { left: left - 1, atMs: nowMs });
    if (this.#buckets.size > mostClients) this.#buckets.delete(this.#buckets.keys().next().value!);
  }

  /** True where the client may ask now; takes nothing. */
  allows(client: string): boolean {
    const known = this.#buckets.get(client);
    return known === undefined || known.left + ((this.#nowMs() - known.atMs) / 1000) * this.#perSecond >= 1;
  }
}
