// A pause in wall time, injected so that tests do not sleep.
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after `milliseconds`; rejects if the signal aborts first. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

export const realPause: Pause = (milliseconds, signal) =>
  sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
