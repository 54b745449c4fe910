// Clock, timers, environment and random numbers of a target, injected so that tests can replace them.
import { randomBytes } from 'node:crypto';

export interface TargetDependencies {
  /** Milliseconds on a monotonic clock. */
  nowMs(): number;
  /** Calls `run` once after `delayMs`. The result cancels that. */
  after(delayMs: number, run: () => void): () => void;
  /** Wall time in microseconds since 1970. */
  wallUs(): number;
  /** The environment variables that a command inherits and that secrets come from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  nonce(): string;
}

export const systemDependencies: TargetDependencies = {
  nowMs: () => performance.now(),
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs);
    return () => clearTimeout(timeout);
  },
  wallUs: () => Date.now() * 1000,
  environment: process.env,
  nonce: () => randomBytes(16).toString('hex'),
};
