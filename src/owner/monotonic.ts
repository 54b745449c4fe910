// A clock for waiting: nobody sets it, and every process of the machine reads the same (CLOCK_MONOTONIC).

export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}
