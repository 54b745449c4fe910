// foblab's own core as a target, so that it is tested against fobs like any other verifier.
import type { Verdict } from '../verification/index.js';
import type { Target } from './target.js';
import { systemDependencies, type TargetDependencies } from './target-dependencies.js';
import { TargetError } from './target-error.js';
import { throwIfAborted } from './target-request.js';

/** Judges by the time it is given, in microseconds since 1970. */
export type FoblabVerify = (serial: string, code: string, atUs: number) => Promise<Verdict>;

export const foblabTargetName = 'foblab';

export function foblabTarget(
  verifier: { readonly verify: FoblabVerify },
  dependencies: TargetDependencies = systemDependencies,
): Target {
  return {
    name: foblabTargetName,
    kind: 'foblab',
    timeBase: 'bench',
    async verify({ serial, code, atUs, pin, signal }) {
      throwIfAborted(signal);
      if (pin !== undefined && pin !== '')
        throw new TargetError('unsendable', 'Not sent: foblab’s own core takes no PIN. Leave it out.');
      const startMs = dependencies.nowMs();
      const verdict = await verifier.verify(serial, code, atUs);
      return {
        outcome: verdict.outcome,
        target: foblabTargetName,
        timeBase: 'bench',
        atUs: verdict.atUs,
        raw: { kind: 'foblab', verdict },
        durationMs: dependencies.nowMs() - startMs,
      };
    },
  };
}
