// Checkpoints that were kept outside the store: one JSON object a line, as `foblab audit checkpoint --json` prints it.
import { parseIsoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import type { GivenLine } from '../../contract/parameter.js';
import type { Checkpoint } from '../../verification/index.js';

/** @throws OperationError `usage` that names the first bad line, or where there is no checkpoint at all. */
export function readCheckpoints(lines: readonly GivenLine[]): readonly Checkpoint[] {
  const kept = lines.flatMap(({ text }, i) => {
    const trimmed = text.replace(/^\uFEFF/, '').trim();
    return trimmed === '' ? [] : [readCheckpoint(trimmed, `line ${i + 1}`)];
  });
  // A file that was emptied must not pass as one without contradictions.
  if (kept.length === 0) throw wrong('there is none in what was given');
  return kept;
}

function readCheckpoint(line: string, where: string): Checkpoint {
  const given = parsed(line, where);
  const { hash, keyId, signature } = given;
  // Version 1 of the answer had `sequence` and `timeUs`; a checkpoint is kept for years.
  const sequence = given.seq ?? given.sequence;
  const timeUs = typeof given.at === 'string' ? parseIsoTime(given.at) : given.timeUs;
  if (!isWhole(sequence)) throw wrong(`${where}: its seq is not a number of records`);
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash))
    throw wrong(`${where}: its hash is not 64 hexadecimal digits`);
  if (!isWhole(timeUs)) throw wrong(`${where}: its at is not an ISO 8601 time with its zone`);
  if (typeof keyId !== 'string') throw wrong(`${where}: its keyId is not the ID of a key`);
  if (typeof signature !== 'string') throw wrong(`${where}: its signature is not base64`);
  return { sequence, hash, timeUs, keyId, signature };
}

function parsed(line: string, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong(`${where}: it is not JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(`${where}: it is not a JSON object`);
  return value as Record<string, unknown>;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function wrong(what: string): OperationError {
  return new OperationError(
    'usage',
    `checkpoints: ${what}; expected the answers of audit checkpoint as JSON`,
    {
      parameter: 'checkpoints',
      expected: 'the answers of audit.checkpoint as JSON, one a line',
      remedy: { operation: 'audit.checkpoint' },
    },
  );
}
