// A clock and a timer in wall time, injected so that tests can replace them.

export interface Timer {
  /** Milliseconds on a monotonic clock. */
  nowMs(): number;
  /** Calls `run` once after `delayMs`. The result cancels that. */
  after(delayMs: number, run: () => void): () => void;
}

export const wallTimer: Timer = {
  nowMs: () => performance.now(),
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs);
    return () => clearTimeout(timeout);
  },
};
