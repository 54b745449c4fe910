// Checkpoints that were kept outside the store: one JSON object a line, as `foblab audit checkpoint --json` prints it.

import { OperationError } from '../../contract/operation-error.js';
import type { GivenLine } from '../../contract/parameter.js';
import type { Checkpoint } from '../../verification/index.js';

const mend = 'expected a line of foblab audit checkpoint --json';

/** @throws OperationError `usage` naming the first line that is none, or where there is none at all. */
export function readCheckpoints(lines: readonly GivenLine[]): readonly Checkpoint[] {
  const kept = lines.flatMap(({ text }, i) => {
    const trimmed = text.replace(/^\uFEFF/, '').trim();
    return trimmed === '' ? [] : [readCheckpoint(trimmed, `checkpoints, line ${i + 1}`)];
  });
  // A file that was emptied must not pass for one that vouches for nothing.
  if (kept.length === 0)
    throw new OperationError('usage', `checkpoints: there is none in what was given; ${mend}`);
  return kept;
}

function readCheckpoint(line: string, where: string): Checkpoint {
  const given = parsed(line, where);
  const { sequence, hash, timeUs, keyId, signature } = given;
  const wrong = (field: string, expected: string): OperationError =>
    new OperationError('usage', `${where}: its ${field} is not ${expected}; ${mend}`);
  if (!isWhole(sequence)) throw wrong('sequence', 'a number of records');
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) throw wrong('hash', '64 hexadecimal digits');
  if (!isWhole(timeUs)) throw wrong('timeUs', 'a time in microseconds');
  if (typeof keyId !== 'string') throw wrong('keyId', 'the id of a key');
  if (typeof signature !== 'string') throw wrong('signature', 'a signature in base64');
  return { sequence, hash, timeUs, keyId, signature };
}

function parsed(line: string, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new OperationError('usage', `${where}: it is no JSON; ${mend}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new OperationError('usage', `${where}: it is no JSON object; ${mend}`);
  return value as Record<string, unknown>;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
