// An answer for the transcript: without secrets, and without values that differ between two runs.
import type { OperationDescriptor } from '../contract/operation.js';

/** Fields of wall time and durations, which would make two runs differ. */
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
