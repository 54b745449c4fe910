// Wall time, injected, so that tests bring their own.

export interface Timer {
  /** Milliseconds on a clock that never goes back. */
  nowMs(): number;
  /** Calls once after `delayMs`; the result cancels. */
  after(delayMs: number, run: () => void): () => void;
}

export const wallTimer: Timer = {
  nowMs: () => performance.now(),
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs);
    return () => clearTimeout(timeout);
  },
};
