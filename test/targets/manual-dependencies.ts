// A target's surroundings with a clock that only the test moves.
import type { TargetDependencies } from '../../src/targets/index.js';

export interface ManualDependencies extends TargetDependencies {
  /** Resolves once something waits for `delayMs`, and lets that time pass. */
  elapse(delayMs: number): Promise<void>;
  /** How many timers wait. */
  waiting(): number;
}

export const wallUs = 1_800_000_000_123_456;

export function manualDependencies(
  environment: Readonly<Record<string, string | undefined>> = { PATH: process.env.PATH },
): ManualDependencies {
  const timers = new Set<{ delayMs: number; run: () => void }>();
  let wanted: { delayMs: number; found: () => void } | undefined;
  let nowMs = 1000;
  const look = (): void => {
    if (wanted !== undefined && [...timers].some(({ delayMs }) => delayMs === wanted?.delayMs))
      wanted.found();
  };
  return {
    nowMs: () => nowMs,
    after(delayMs, run) {
      const timer = { delayMs, run };
      timers.add(timer);
      look();
      return () => timers.delete(timer);
    },
    wallUs: () => wallUs,
    environment,
    nonce: () => '00112233445566778899aabbccddeeff',
    async elapse(delayMs) {
      await new Promise<void>((found) => {
        wanted = { delayMs, found };
        look();
      });
      wanted = undefined;
      nowMs += delayMs;
      for (const timer of [...timers])
        if (timer.delayMs === delayMs) {
          timers.delete(timer);
          timer.run();
        }
    },
    waiting: () => timers.size,
  };
}
