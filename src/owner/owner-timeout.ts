// A owner that does not answer: one that was stopped (^Z, SIGSTOP) takes connections and never reads. One that is busy
// has said that it took the request on, and is waited for as long as it lives.
import { readFileSync } from 'node:fs';

/** How long a client waits for a owner that says nothing. */
export interface Patience {
  /** After so long whoever waits is told why, and from then on it is looked at as often. */
  noticeMs: number;
  /** After so long it is given up. A request that was not taken on by then never is. */
  mostMs: number;
  /** True for what goes on until it is broken off: once it has begun it is never given up. */
  stays: boolean;
  notice(silence: OwnerSilent): void;
  /** Calls back every `ms` until the result is called; the system's timer where left out. */
  every?: (ms: number, look: () => void) => () => void;
}

export class OwnerSilent extends Error {
  /** Undefined where the owner has not told it. */
  readonly pid: number | undefined;
  /** Whether it had taken the request on. */
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
  /** The owner has taken the request on. */
  taken(): void;
  end(): void;
}

export function watchOwner(
  pid: number | undefined,
  { noticeMs, mostMs, stays, notice, every = wallEvery }: Patience,
  giveUp: (silence: OwnerSilent) => void,
): Watch {
  let taken = false;
  let told = false;
  let silentMs = 0;
  const end = every(noticeMs, () => {
    const stopped = pid !== undefined && isStopped(pid);
    if (taken && !stopped) {
      silentMs = 0;
      return;
    }
    silentMs += noticeMs;
    const silence = new OwnerSilent(pid, taken, stopped);
    if (!told) notice(silence);
    told = true;
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

/** proc(5): the state stands behind the name, which may hold anything. Elsewhere nobody knows. */
function isStopped(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[Tt]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
