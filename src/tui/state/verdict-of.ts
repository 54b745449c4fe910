// A verifier's answer, as the verification panel shows it.
import type { Verdict } from './verification-answers.js';

/** Undefined for an answer that is no verdict. */
export function verdictOf(
  _operation: string,
  _given: Record<string, unknown>,
  _result: unknown,
): Verdict | undefined {
  return undefined;
}
