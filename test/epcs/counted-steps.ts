// How many codes the verifier computes for a request.
import { codesComputed } from '../../src/verification/search.js';

export async function stepsSpent<T>(ask: () => Promise<T>): Promise<{ value: T; steps: number }> {
  const before = codesComputed();
  const value = await ask();
  return { value, steps: codesComputed() - before };
}
