// What an owner and its clients say to each other: one JSON object a line over a local socket.
import { chmodSync, lstatSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { ErrorData } from '../contract/operation-error.js';
import { makeFolder } from '../database/private-folder.js';

export interface WireRequest {
  /** Random; the same request sent again after a lost owner carries the same id. */
  id: string;
  operation: string;
  arguments: Record<string, unknown>;
  /** The parameters whose content follows in chunks, with the names of their files. */
  contents?: Readonly<Record<string, string>>;
  /** What the client's environment says about the verifier. The owner refuses a request that differs from its own. */
  clientEnvironment?: Readonly<Record<string, string>>;
  /**
   * By the machine's monotonic clock, ms, after which nobody waits any more for a request that is not taken on: it is not begun then. Where
   * it is given, the owner says that it takes the request on.
   */
  until?: number;
}

/** A chunk of a content, its end, or the reason why it ends early. */
export type WireContent = { id: string; content: string } & (
  | { chunk: string }
  | { end: true }
  | { failed: string }
);

export type WireMessage =
  | { id: string; result: unknown }
  /** `code` may also be one that only the client's process understands, such as `retry`. */
  | { id: string; error: { code: string; message: string } & Omit<Partial<ErrorData>, 'code'> }
  /** A progress report or an item of a stream. */
  | { id: string; item: unknown }
  /** Acknowledges the request; the answer may take long. */
  | { id: string; taken: true };

/** The socket path of a bench's owner, in a folder of this user. It is short: systems truncate a long path silently. */
export function socketPath(name: string): string {
  // A named pipe has no folder; Windows lets its creator and administrators open it.
  if (process.platform === 'win32') return `\\\\.\\pipe\\foblab-${name}`;
  const folder = runtimeFolder();
  const path = join(folder, `${name}.sock`);
  if (path.length > 100)
    throw new Error(`${path} is too long for a socket: set XDG_RUNTIME_DIR to a shorter folder`);
  return path;
}

/** The folder for sockets and ports of this user; created if missing. @throws Error if another user owns it. */
export function runtimeFolder(): string {
  const base = process.env.XDG_RUNTIME_DIR || join(tmpdir(), `foblab-${userInfo().uid}`);
  const folder = process.env.XDG_RUNTIME_DIR ? join(base, 'foblab') : base;
  makeFolder(folder, 0o700);
  const stat = lstatSync(folder);
  if (!stat.isDirectory() || stat.uid !== userInfo().uid)
    throw new Error(`${folder} belongs to somebody else: set XDG_RUNTIME_DIR to a folder of your own`);
  if ((stat.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  return folder;
}

/** The answer about a bench of a hundred thousand fobs is one line. Node's longest string has 2^29 characters. */
const mostLineLength = 500_000_000;

/** Splits a byte stream into lines; a line longer than the limit ends the connection. */
export class LineSplitter {
  #parts: string[] = [];
  #length = 0;
  readonly #limit: number;

  constructor(limit = mostLineLength) {
    this.#limit = limit;
  }

  /** @throws Error where a line is longer than the limit. */
  feed(text: string): string[] {
    const lines = text.split('\n');
    const rest = lines.pop()!;
    // The parts of a long line are joined once, at its end.
    if (lines.length > 0) {
      lines[0] = this.#parts.join('') + lines[0];
      this.#parts = [];
      this.#length = 0;
    }
    this.#parts.push(rest);
    this.#length += rest.length;
    if (this.#length > this.#limit) throw new Error('a line over the limit');
    return lines;
  }
}
