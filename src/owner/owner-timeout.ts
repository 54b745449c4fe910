// An owner that does not answer: a stopped process (^Z, SIGSTOP) accepts connections and never reads. A busy owner has
// acknowledged the request, so its client waits for as long as it runs.
import { readFileSync } from 'node:fs';

/** How long a client waits for a silent owner. */
export interface Patience {
  /** After this time the caller is notified, and the owner is checked at this interval. */
  noticeMs: number;
  /** After this time the client gives up. An owner never starts a request that it had not acknowledged by then. */
  mostMs: number;
  /** True for a stream that runs until the client disconnects: once acknowledged it never times out. */
  stays: boolean;
  notice(silence: OwnerSilent): void;
  /** Calls back every `ms` until the returned function is called. Default: the system's timer. */
  every?: (ms: number, look: () => void) => () => void;
}

export class OwnerSilent extends Error {
  /** Undefined if the owner has not sent it. */
  readonly pid: number | undefined;
  /** True if the owner had acknowledged the request. */
  readonly taken: boolean;
  readonly stopped: boolean;

  constructor(pid: number | undefined, taken: boolean, stopped: boolean) {
    super('the process that holds the bench does not answer');
    this.name = 'OwnerSilent';
    this.pid = pid;
    this.taken = taken;
    this.stopped = stopped;
  }
}

export interface Watch {
  /** The owner has acknowledged the request. */
  taken(): void;
  end(): void;
}

export function watchOwner(
  pid: number | undefined,
  { noticeMs, mostMs, stays, notice, every = wallEvery }: Patience,
  giveUp: (silence: OwnerSilent) => void,
): Watch {
  let taken = false;
  let noticed = false;
  let silentMs = 0;
  const end = every(noticeMs, () => {
    const stopped = pid !== undefined && isStopped(pid);
    if (taken && !stopped) {
      silentMs = 0;
      return;
    }
    silentMs += noticeMs;
    const silence = new OwnerSilent(pid, taken, stopped);
    if (!noticed) notice(silence);
    noticed = true;
    if (silentMs > mostMs && !(taken && stays)) giveUp(silence);
  });
  return {
    taken: () => {
      taken = true;
    },
    end,
  };
}

function wallEvery(ms: number, look: () => void): () => void {
  const timer = setInterval(look, ms);
  return () => clearInterval(timer);
}

/** proc(5): the state follows the name, which may hold any character. Undefined on other systems. */
function isStopped(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[Tt]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
