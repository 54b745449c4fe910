// What a target needs from its surroundings, injected so that tests bring their own.
import { randomBytes } from 'node:crypto';

export interface TargetDependencies {
  /** Milliseconds on a clock that never goes back. */
  nowMs(): number;
  /** Calls once after `delayMs`; the result cancels. */
  after(delayMs: number, run: () => void): () => void;
  /** Wall time in microseconds since 1970. */
  wallUs(): number;
  /** What a command inherits, and where secrets `from env` are looked up. */
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
