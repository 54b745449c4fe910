// An answer as a transcript keeps it: without secrets, and without what differs between two runs.
import type { OperationDescriptor } from '../contract/operation.js';

/** Wall time and durations are no part of a scenario: two runs give the same bytes. */
const ofTheWall = new Set(['wall', 'wallAt', 'durationMs', 'requestId']);

export function withoutSecrets({ secretFields }: OperationDescriptor, answer: unknown): unknown {
  if (answer === undefined) return undefined;
  return JSON.parse(
    JSON.stringify(answer, (name, value: unknown) => {
      if (ofTheWall.has(name)) return undefined;
      return secretFields.includes(name) && value !== null ? '(secret)' : value;
    }),
  );
}
