// What every target that answers from outside does with a request before and after.
import type { TargetRequest, TimeBase } from './target.js';
import type { TargetDependencies } from './target-dependencies.js';
import { TargetError } from './target-error.js';

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new TargetError('aborted', 'Ended by the caller before anything was sent.');
}

/** The time that the verdict will name. */
export function judgedAt(
  timeBase: TimeBase,
  request: TargetRequest,
  dependencies: TargetDependencies,
): number {
  return timeBase === 'bench' ? request.atUs : dependencies.wallUs();
}

/** All that an answer must not repeat, with the word that stands for it. */
export function requestSecrets(
  { code, pin }: TargetRequest,
  secrets: ReadonlyMap<string, string>,
): (readonly [string, string])[] {
  const list: [string, string][] = [...secrets].map(([name, value]) => [name.replace('.', ' '), value]);
  if (pin !== undefined) list.push(['pin', pin]);
  list.push(['code', code]);
  return list;
}
