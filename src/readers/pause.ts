// Waiting, injected so that tests do not sleep.
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after `milliseconds`; rejects when the signal ends it early. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

export const realPause: Pause = (milliseconds, signal) =>
  sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
