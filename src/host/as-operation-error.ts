// Turns any failure into the one error that every face shows.
import { basename, dirname } from 'node:path';
import { FobError, type FobErrorCode } from '../../firmware-sim/index.js';
import { type ErrorCode, OperationError } from '../contract/operation-error.js';
import { seedLikeness } from '../serials/index.js';

/** Any failure as the error that a face shows. */
export function asOperationError(error: unknown): OperationError {
  if (error instanceof OperationError) return error;
  if (error instanceof FobError)
    return new OperationError(fobErrorCodes[error.code], error.message, { cause: error });
  if (error instanceof Error && error.name in namedErrors)
    return new OperationError(namedErrors[error.name]!(error as Error & { code?: string }), error.message, {
      cause: error,
    });
  const failure = error as NodeJS.ErrnoException;
  // A server says in its own words why it cannot listen, and keeps what the system said as the cause.
  const code = failure?.code ?? (failure?.cause as NodeJS.ErrnoException | undefined)?.code;
  const system = code === undefined ? undefined : systemErrorCodes[code];
  const message = error instanceof Error ? error.message : String(error);
  return new OperationError(system ?? 'internal', inWords(failure) ?? message, { cause: error });
}

/** What the system says of a path, for a person; its own words where it names no path. */
function inWords(failure: NodeJS.ErrnoException): string | undefined {
  if (failure?.code === 'EISDIR')
    return `${failure.path === undefined ? 'what was given' : shownPath(failure.path)} is a folder; expected the name of a file`;
  const { address, port } = (failure ?? {}) as { address?: string; port?: number };
  if (failure?.code === 'EADDRINUSE' && port !== undefined)
    return `${address}:${port} is in use by another program; give another port`;
  if (failure?.code === 'EADDRNOTAVAIL' && port !== undefined)
    return `cannot listen on ${address}:${port}: this machine has no such address`;
  if (failure?.code === 'ERR_INVALID_ARG_VALUE' && /null bytes/.test(failure.message))
    return 'the name of a file has a null character in it; check the name';
  if (failure?.path === undefined) return undefined;
  const path = shownPath(failure.path);
  const undone = (failure as { undone?: true }).undone ? ', and nothing was changed' : '';
  if (failure.code === 'ENOENT') return `there is no ${path}; check the name and the folder it is in`;
  if (failure.code === 'EACCES' || failure.code === 'EPERM')
    return `the system denies access to ${path}${undone}; check who owns it and its mode`;
  if (failure.code === 'ENAMETOOLONG')
    return `${path.slice(0, 40)}… is too long for the name of a file (${path.length} characters); give a shorter one`;
  if (failure.code === 'ELOOP') return `${path} is a link that leads to itself; check where it points`;
  if (failure.code === 'ENOSPC' || failure.code === 'EDQUOT')
    return `there is no room left for ${path}${undone}; make room on that disk, or use another one`;
  if (failure.code === 'EIO')
    return `the disk of ${path} fails: an input/output error${undone}; check the disk, and copy the bench to another one`;
  if (failure.code === 'EROFS')
    return `${path} is on a disk that can only be read${undone}; looking works, and for changes copy the bench to another disk`;
  if (failure.code === 'ENOTDIR') return `${path} leads through a file, which is no folder; check the name`;
  return undefined;
}

/** A path, or its folder where somebody has typed a seed in the place of a file's name. */
function shownPath(path: string): string {
  const name = basename(path);
  if (seedLikeness(name) === undefined) return path;
  return `file whose name is a text of ${name.length} characters in ${dirname(path)}`;
}

/** Errors of parts that load only where they are used: known by their names. */
const namedErrors: Record<string, (error: Error & { code?: string }) => ErrorCode> = {
  UnknownModelError: () => 'not-found',
  OrderError: () => 'usage',
  SerialError: () => 'usage',
  VerificationError: ({ code }) =>
    code === 'unknown-credential'
      ? 'not-found'
      : code === 'altered'
        ? 'damaged'
        : code === 'bad-transition' || code === 'credential-exists'
          ? 'refused'
          : 'usage',
  StoreError: ({ code }) => storeErrorCodes[code as string] ?? 'internal',
  PolicyError: () => 'usage',
  TargetFileError: () => 'usage',
  TargetError: ({ code }) =>
    code === 'not-found' ? 'not-found' : code === 'secret' || code === 'unsendable' ? 'usage' : 'timeout',
  SeedFileError: () => 'refused',
  ObservationError: () => 'usage',
  ScenarioError: () => 'usage',
  RegistryFileError: () => 'usage',
  // Its message ends with the fix.
  ReaderError: ({ code }) => (code === 'protocol' ? 'timeout' : (code as ErrorCode)),
};

const storeErrorCodes: Record<string, ErrorCode> = {
  address: 'usage',
  missing: 'not-found',
  foreign: 'usage',
  newer: 'usage',
  denied: 'permission',
  busy: 'busy',
  unreachable: 'timeout',
  full: 'no-room',
  damaged: 'damaged',
};

const fobErrorCodes: Record<FobErrorCode, ErrorCode> = {
  'out-of-range': 'usage',
  'unknown-name': 'not-found',
  conflict: 'refused',
  dead: 'refused',
  unsupported: 'refused',
  timeout: 'timeout',
  internal: 'internal',
};

const systemErrorCodes: Record<string, ErrorCode> = {
  ENOENT: 'not-found',
  EACCES: 'permission',
  EPERM: 'permission',
  EBUSY: 'busy',
  EADDRINUSE: 'busy',
  EADDRNOTAVAIL: 'usage',
  ENOTFOUND: 'not-found',
  EISDIR: 'usage',
  ENOTDIR: 'usage',
  ENAMETOOLONG: 'usage',
  ELOOP: 'usage',
  ENXIO: 'not-found',
  EIO: 'damaged',
  EROFS: 'permission',
  ENOSPC: 'no-room',
  EDQUOT: 'no-room',
  ERR_INVALID_ARG_VALUE: 'usage',
};
