// Where the owner of a bench listens, written into the bench's folder, since a client may have another XDG_RUNTIME_DIR
// or TMPDIR. It is a hint: a client that cannot read it, or gets no answer there, tries its own runtime folder.
import { lstatSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isAlive } from './is-alive.js';

/**
 * Undefined where none is written, where it is another bench's (a copied folder holds the address of the original), and
 * where the socket is another user's.
 */
export function writtenAddress(directory: string, benchName: string): string | undefined {
  const socket = written(directory)?.socket;
  const named = typeof socket === 'string' && basename(socket) === `${benchName}.sock`;
  return named && isOwn(socket) ? socket : undefined;
}

function isOwn(socket: string): boolean {
  const stat = lstatSync(socket, { throwIfNoEntry: false });
  return stat === undefined || process.geteuid === undefined || stat.uid === process.geteuid();
}

/** The process that listens at {@link writtenAddress}; undefined where none is written, or it has ended. */
export function writtenPid(directory: string): number | undefined {
  const pid = written(directory)?.pid;
  return typeof pid === 'number' && isAlive(String(pid)) ? pid : undefined;
}

function written(directory: string): { socket?: unknown; pid?: unknown } | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(directory), 'utf8')) as { socket?: unknown; pid?: unknown };
  } catch {
    return undefined;
  }
}

/** The caller holds the bench's lock, so an existing address belongs to an owner that has ended. */
export function writeAddress(directory: string, benchName: string, socket: string): void {
  const before = writtenAddress(directory, benchName);
  if (before !== undefined && before !== socket) attempt(() => unlinkSync(before));
  const file = fileIn(directory);
  const beside = `${file}.${process.pid}.tmp`;
  attempt(() => {
    writeFileSync(beside, `${JSON.stringify({ socket, pid: process.pid })}\n`, { mode: 0o600 });
    renameSync(beside, file);
  });
}

export function removeAddress(directory: string, benchName: string, socket: string): void {
  if (writtenAddress(directory, benchName) === socket) attempt(() => unlinkSync(fileIn(directory)));
}

function fileIn(directory: string): string {
  return join(directory, 'owner.json');
}

/** A full or read-only disk does not keep a bench from being served. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {}
}
