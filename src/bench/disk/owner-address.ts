// Where the holder of a bench listens, told in the bench's folder: a client whose XDG_RUNTIME_DIR or TMPDIR is another
// would look elsewhere. It is a hint: where it cannot be written, or leads nowhere, a client looks where it would
// listen itself.
import { unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BenchDirectory } from './bench-directory.js';
import { isAlive } from './is-alive.js';

/** Undefined where nothing is told, or it is of another bench: a copy of a bench has the file of the original. */
export function toldAddress(directory: string, benchName: string): string | undefined {
  const socket = told(directory)?.socket;
  return typeof socket === 'string' && basename(socket) === `${benchName}.sock` ? socket : undefined;
}

/** Which process listens where {@link toldAddress} says; undefined where it has not told, or lives no more. */
export function toldPid(directory: string): number | undefined {
  const pid = told(directory)?.pid;
  return typeof pid === 'number' && isAlive(String(pid)) ? pid : undefined;
}

function told(directory: string): { socket?: unknown; pid?: unknown } | undefined {
  try {
    return (new BenchDirectory(directory).readJson(fileIn(directory)) ?? undefined) as
      | { socket?: unknown; pid?: unknown }
      | undefined;
  } catch {
    return undefined;
  }
}

/** The caller holds the bench's lock: what an earlier holder has told is a dead one's. */
export function tellAddress(directory: string, benchName: string, socket: string): void {
  const before = toldAddress(directory, benchName);
  if (before !== undefined && before !== socket) attempt(() => unlinkSync(before));
  attempt(() =>
    new BenchDirectory(directory).writeJson(
      fileIn(directory),
      { socket, pid: process.pid },
      { flush: false },
    ),
  );
}

export function forgetAddress(directory: string, benchName: string, socket: string): void {
  if (toldAddress(directory, benchName) === socket) attempt(() => unlinkSync(fileIn(directory)));
}

function fileIn(directory: string): string {
  return join(directory, 'holder.json');
}

/** A bench on a file system that takes no more is held and served all the same. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {}
}
