// Which fobs are lent to whom. A lease lives in the owner's process and expires in wall time, so the fob of a crashed test
// becomes free again.
import type { BenchHost } from './bench-host.js';
import { serviceKey } from './service-key.js';

export interface Lease {
  serial: string;
  /** What gives the fob back; only the borrower has it. */
  lease: string;
  by: string | null;
  /** Wall time, Unix ms. */
  endsAtMs: number;
}

export class FobLeases {
  readonly #leases = new Map<string, Lease>();
  readonly #waiting = new Set<() => void>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The leases that have not ended. */
  list(): readonly Lease[] {
    for (const [serial, { endsAtMs }] of this.#leases)
      if (endsAtMs <= this.#nowMs()) this.#leases.delete(serial);
    return [...this.#leases.values()];
  }

  of(serial: string): Lease | undefined {
    return this.list().find((one) => one.serial === serial);
  }

  lend(serial: string, by: string | null, forMs: number): Lease {
    const random = crypto.getRandomValues(new Uint8Array(9));
    const lease = { serial, lease: Buffer.from(random).toString('hex'), by, endsAtMs: this.#nowMs() + forMs };
    this.#leases.set(serial, lease);
    return lease;
  }

  giveBack(serial: string): void {
    this.#leases.delete(serial);
    for (const wake of [...this.#waiting]) wake();
  }

  /** Calls back when a fob has been given back; the result ends that. */
  onGivenBack(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }
}

const key = serviceKey<FobLeases>('leases');

export function fobLeases(benchHost: BenchHost): FobLeases {
  return benchHost.service(key, ({ bench }) => new FobLeases(() => bench.wall.nowUs() / 1000));
}
