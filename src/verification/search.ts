// Searches a ring for a code, and chooses among the matches.
import { findSteps, type HmacKey, prepareKey } from './kernel/index.js';
import type { Ring } from './window.js';

const found = new Float64Array(64);
const nothing: readonly number[] = [];
const anyKey = prepareKey('SHA1', Uint8Array.of(0));

let computed = 0;

/** Codes computed since the process began. Tests use it to show that all refusals cost the same. */
export function codesComputed(): number {
  return computed;
}

/** A value that no code has: a search for it does the same work and finds nothing. */
export const noCode = -1;

/** The normalized code as a number for the kernel. Ten digits can exceed the 31 bits of a code. */
export function codeValue(code: string): number {
  const value = Number(code);
  return value <= 0x7fffffff ? value : noCode;
}

/** The steps of the ring with this code, ascending. The work depends on the ring only. */
export function stepsWithCode(key: HmacKey, ring: Ring, digits: number, code: number): readonly number[] {
  computed += ringSize(ring);
  // There is nothing after the last counter.
  if (ringSize(ring) === 0) return nothing;
  const matches = findSteps(key, ring.first, ringSize(ring), digits, code, found);
  if (matches === 0) return nothing;
  if (matches === 1) return [found[0]!];
  const steps: number[] = [];
  for (let i = 0; i < matches; i++) steps.push(found[i]!);
  return steps;
}

export function ringSize(ring: Ring): number {
  return Math.max(0, ring.last - ring.first + 1);
}

/** Does the work of this number of steps, without a result. */
export function spendSteps(steps: number): void {
  computed += Math.max(0, steps);
  if (steps > 0) findSteps(anyKey, 0, steps, 6, noCode, found);
}

/** The step above `above` that is nearest to `centre`; the earlier of two at the same distance. */
export function nearest(steps: readonly number[], centre: number, above: number): number | null {
  let best: number | null = null;
  for (const step of steps)
    if (step > above && (best === null || Math.abs(step - centre) < Math.abs(best - centre))) best = step;
  return best;
}

export function inside(ring: Ring, step: number): boolean {
  return step >= ring.first && step <= ring.last;
}
