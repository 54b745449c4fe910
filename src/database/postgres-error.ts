// Turns an error of PostgreSQL or the network into a store fault that says how to fix it.
import { StoreError, type StoreFault } from './database-error.js';

/** Returns any other error unchanged: it is a defect, or a mistake of the caller. */
export function postgresError(where: string, error: unknown, doing: 'open' | 'use'): unknown {
  if (error instanceof StoreError) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const found = faults.find(([said]) => said.test(code === '' ? message : code));
  if (found === undefined) return error;
  const [, fault, fix] = found;
  const said = words[code] ?? (message || 'no connection');
  return new StoreError(fault, `Cannot ${doing} the PostgreSQL store ${where}: ${said}; ${fix}`, {
    cause: error,
  });
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection is refused',
  ENOENT: 'there is no such socket',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host cannot be looked up',
};

const running = 'check the host and the port, and that the server is running';
const role = 'check the user, and the password in PGPASSWORD, ~/.pgpass or FOBLAB_STORE';

/** Codes of the system, SQLSTATE (PostgreSQL's appendix A), or the client's own text if there is no code. */
const faults: readonly (readonly [RegExp, StoreFault, string])[] = [
  [/^(?:ENOTFOUND|EAI_)/, 'unreachable', 'check the name of the host'],
  [/^(?:ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOENT)/, 'unreachable', running],
  [/^(?:08|57P0|53300)/, 'unreachable', running],
  [/^(?:28|42501)|SASL|password must be/, 'denied', role],
  [/^(?:EACCES|EPERM)/, 'denied', 'check who may use its socket'],
  [/^3D000/, 'missing', 'create it with CREATE DATABASE, or name another one'],
  [/^53100/, 'full', 'make room on the server’s disk'],
  // The server takes no connections, or has no connection left.
  [/^55000/, 'unreachable', running],
  [/terminated|timeout|not queryable|Connection|socket/i, 'unreachable', running],
  [/Invalid URL|ERR_INVALID_URL/, 'address', 'expected postgres://user@host:port/database'],
];
