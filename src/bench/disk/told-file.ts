// The last true time that a owner has told: who only looks at a running bench changes nothing of it, and yet the next
// owner must not tell an earlier time where the wall clock was set back in between.
import { readFileSync, writeFileSync } from 'node:fs';
import { latestUs, type TimeRecord } from '../time-record.js';

/** Undefined where nothing was told, or under another time record: the journal knows better then. */
export function readTold(file: string, { virtualAnchorUs, wallAnchorUs }: TimeRecord): number | undefined {
  try {
    const told = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const { toldUs } = told;
    const ofThis = told.virtualAnchorUs === virtualAnchorUs && told.wallAnchorUs === wallAnchorUs;
    return ofThis && Number.isSafeInteger(toldUs) && (toldUs as number) <= latestUs
      ? (toldUs as number)
      : undefined;
  } catch {
    // Not there, or torn by a kill: the last change stands.
    return undefined;
  }
}

export function writeTold(file: string, { virtualAnchorUs, wallAnchorUs }: TimeRecord, toldUs: number): void {
  try {
    writeFileSync(file, `${JSON.stringify({ virtualAnchorUs, wallAnchorUs, toldUs })}\n`, { mode: 0o600 });
  } catch {
    // A folder that is only read, a full disk: looking goes on.
  }
}
