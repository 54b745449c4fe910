// Shares one listener among all verifications of a signal: Node warns of a leak at the eleventh listener.

const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `run` once when the signal aborts. The result cancels that. */
export function onAbort(signal: AbortSignal | undefined, run: () => void): () => void {
  if (signal === undefined) return () => {};
  let runs = waiting.get(signal);
  if (runs === undefined) {
    const all = new Set<() => void>();
    runs = all;
    waiting.set(signal, all);
    signal.addEventListener('abort', () => [...all].forEach((one) => void one()), { once: true });
  }
  const own = runs;
  own.add(run);
  return () => own.delete(run);
}
