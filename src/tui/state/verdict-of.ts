// A verifier's answer, as the verification panel shows it.
import { knownOperation } from '../known-operations.js';
import type { Verdict } from './verification-answers.js';

/** Undefined for an answer that is no verdict. */
export function verdictOf(operation: string, result: unknown): Verdict | undefined {
  const answer = result as Partial<{
    serial: string;
    outcome: string;
    cause: string;
    suggestedAction: string;
    stepsOff: number | null;
    at: string;
    timeBase: string;
    target: string;
  }>;
  if (typeof answer?.outcome !== 'string' || typeof answer.serial !== 'string') return undefined;
  return {
    credential: answer.serial,
    outcome: answer.outcome,
    accepted: !(knownOperation(operation)?.refused?.(result) ?? false),
    cause: answer.cause ?? `${answer.target ?? 'the verifier'} says no more than that`,
    suggestedAction: answer.suggestedAction ?? '',
    stepsOff: answer.stepsOff ?? undefined,
    at: answer.at ?? '',
    timeBase: answer.timeBase ?? 'bench',
  };
}
