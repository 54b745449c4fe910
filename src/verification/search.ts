// Asks the kernel which steps of a ring have a code, and picks among them.
import { findSteps, type HmacKey, prepareKey } from './kernel/index.js';
import type { Ring } from './window.js';

const found = new Float64Array(64);
const nothing: readonly number[] = [];
const anyKey = prepareKey('SHA1', Uint8Array.of(0));

let computed = 0;

/** Codes computed since the process began: tests show by it that refusals cost the same. */
export function codesComputed(): number {
  return computed;
}

/** No code of any credential: a search for it does the same work and finds nothing. */
export const noCode = -1;

/** What a normalised code is to the kernel. Ten digits can spell more than the 31 bits that a code has. */
export function codeValue(code: string): number {
  const value = Number(code);
  return value <= 0x7fffffff ? value : noCode;
}

/** The steps of the ring whose code it is, ascending. The work depends on the ring only. */
export function stepsWithCode(key: HmacKey, ring: Ring, digits: number, code: number): readonly number[] {
  computed += ringSize(ring);
  // Past the last counter there is nothing to look at.
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

/** Does the work of so many steps for nothing. */
export function spendSteps(steps: number): void {
  computed += Math.max(0, steps);
  if (steps > 0) findSteps(anyKey, 0, steps, 6, noCode, found);
}

/** The step above `above` that is nearest to `centre`; of two as near, the earlier. */
export function nearest(steps: readonly number[], centre: number, above: number): number | null {
  let best: number | null = null;
  for (const step of steps)
    if (step > above && (best === null || Math.abs(step - centre) < Math.abs(best - centre))) best = step;
  return best;
}

export function inside(ring: Ring, step: number): boolean {
  return step >= ring.first && step <= ring.last;
}
