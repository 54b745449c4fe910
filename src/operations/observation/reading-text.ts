// One line for one reading of a physical fob.
import type { ReadingAnswer } from '../../contract/results/passport.js';

/** One reading: the step or counter that it was, and how far off. */
export function readingText({ use, step, stepsOff, offsetSeconds, counter }: ReadingAnswer): string {
  if (use === 'no-step')
    return 'kept; its code belongs to no step or counter in reach (mistyped? another fob?)';
  if (counter !== null) return `counter ${counter}`;
  if (stepsOff === null || offsetSeconds === null) return 'kept';
  const { low, high } = offsetSeconds;
  const off = `${signed((low + high) / 2)} s ± ${((high - low) / 2).toFixed(1)} s`;
  return `step ${step}, ${stepsText(stepsOff)}, ${off}${use === 'misfit' ? '; contradicts the other readings' : ''}`;
}

function stepsText(steps: number): string {
  if (steps === 0) return 'on the step';
  return `${Math.abs(steps)} step${Math.abs(steps) === 1 ? '' : 's'} ${steps > 0 ? 'ahead' : 'behind'}`;
}

/** One decimal, with its sign: `+1.5`. */
export function signed(value: number): string {
  const text = value.toFixed(1);
  return value > 0 ? `+${text}` : text;
}
