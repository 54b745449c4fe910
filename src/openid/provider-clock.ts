// The time of tokens, cookies and keys. Clients judge a token by their own clock, so the default is wall time. With the
// bench's time, clients refuse tokens as soon as the bench's time differs from theirs.
import { AsyncLocalStorage } from 'node:async_hooks';

export const openIdTimes = ['wall', 'bench'] as const;
export type OpenIdTime = (typeof openIdTimes)[number];

export interface ProviderClock {
  readonly time: OpenIdTime;
  /** The time of the current request in Unix seconds. The bench's time is read once for each request. */
  nowSeconds(): number;
  /** Runs `work` in the time of this clock. */
  during<T>(atMs: number, work: () => T): T;
  /** Runs a part of such `work` in wall time, which timers and databases need. */
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
