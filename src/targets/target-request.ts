// Steps that commands and HTTP endpoints share: abort, time of the verdict, secrets of a request.
import type { TargetRequest, TimeBase } from './target.js';
import type { TargetDependencies } from './target-dependencies.js';
import { TargetError } from './target-error.js';

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new TargetError('aborted', 'Ended by the caller before anything was sent.');
}

/** The time in the verdict. */
export function judgedAt(
  timeBase: TimeBase,
  request: TargetRequest,
  dependencies: TargetDependencies,
): number {
  return timeBase === 'bench' ? request.atUs : dependencies.wallUs();
}

/** The values that a shown answer must not hold, each with the label that replaces it. */
export function requestSecrets(
  { code, pin }: TargetRequest,
  secrets: ReadonlyMap<string, string>,
): (readonly [string, string])[] {
  const list: [string, string][] = [...secrets].map(([name, value]) => [name.replace('.', ' '), value]);
  if (pin !== undefined) list.push(['pin', pin]);
  list.push(['code', code]);
  return list;
}
