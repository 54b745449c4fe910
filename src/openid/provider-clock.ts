// The time that tokens, cookies and keys live in. Clients judge a token by their own clock, so this is wall time unless
// the server is told to use the bench's: then clients refuse tokens as soon as the bench's time differs from theirs.
import { AsyncLocalStorage } from 'node:async_hooks';

export const openIdTimes = ['wall', 'bench'] as const;
export type OpenIdTime = (typeof openIdTimes)[number];

export interface ProviderClock {
  readonly time: OpenIdTime;
  /** Seconds since 1970 that a request lives in: the bench's time is read once for each. */
  nowSeconds(): number;
  /** Runs `work` in the time of this clock. */
  during<T>(atMs: number, work: () => T): T;
  /** Runs `work`, which `during` surrounds, in wall time: timers and databases measure with it. */
  outside<T>(work: () => T): T;
  close(): void;
}

export function providerClock(time: OpenIdTime): ProviderClock {
  return time === 'wall' ? wallClock : benchClock();
}

const wallClock: ProviderClock = {
  time: 'wall',
  nowSeconds: () => Math.floor(Date.now() / 1000),
  during: (_atMs, work) => work(),
  outside: (work) => work(),
  close() {},
};

/**
 * `oidc-provider` reads `Date.now` and takes no clock. So `Date.now` answers the bench's time within the provider's own
 * requests, and wall time everywhere else in the process.
 */
function benchClock(): ProviderClock {
  const requests = new AsyncLocalStorage<number | undefined>();
  const wallNow = Date.now;
  const now = (): number => requests.getStore() ?? wallNow.call(Date);
  Date.now = now;
  return {
    time: 'bench',
    nowSeconds: () => Math.floor(now() / 1000),
    during: (atMs, work) => requests.run(atMs, work),
    outside: (work) => requests.run(undefined, work),
    close() {
      if (Date.now === now) Date.now = wallNow;
    },
  };
}
