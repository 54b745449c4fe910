// The last step before a terminal: what others have named, in a seed file, a store or a bench, moves no cursor and hides
// no text there, wherever it came in.
import { writeSync } from 'node:fs';

/** C0 but tab and line ends, DEL, C1, separators, and what turns the direction of text (Unicode UAX #9). */
const foreign =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** As JSON escapes them, so that a line of JSON stays the same value. */
export function printable(text: string): string {
  return text.replace(foreign, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A line of data. */
export function write(line: string): void {
  writeTo(1, `${printable(line)}\n`);
}

/** A line beside the data. */
export function writeBeside(line: string): void {
  writeTo(2, `${printable(line)}\n`);
}

/** Text to standard output, as it is. */
export function writeText(text: string): void {
  writeTo(1, text);
}

/** Ends the process when the reader of standard output has closed the pipe (`foblab list | head -1`): it has enough. */
export function exitWhenUnread(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}

/** Whether all that was written has reached the system. */
export function isWritten(): boolean {
  return streamed.size === 0;
}

const utf8 = new TextEncoder();

/** The descriptors that go through their stream now. */
const streamed = new Set<number>();

/** Whether the reader of standard output is gone. */
let unread = false;

/**
 * To the descriptor itself: the first use of `process.stdout` loads Node's streams and sockets, which takes longer than
 * all else that a short command does.
 */
function writeTo(descriptor: 1 | 2, text: string): void {
  if (unread) return;
  const bytes = utf8.encode(text);
  let written = 0;
  try {
    if (!streamed.has(descriptor))
      while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') {
      unread = true;
      process.nextTick(() => process.exit(process.exitCode ?? 0));
      return;
    }
    if (code !== 'EAGAIN') throw error;
    // A full pipe that another program has made non-blocking. The stream waits for its reader.
    streamed.add(descriptor);
    if (descriptor === 1) exitWhenUnread();
  }
  if (written < bytes.length)
    (descriptor === 1 ? process.stdout : process.stderr).write(bytes.subarray(written));
}

/** More elements than these are written in parts: the text of a hundred thousand fobs is too long for one string. */
const mostAtOnce = 10_000;

/** One JSON object in a line, whatever its length. */
export function writeObject(object: object): void {
  const large = Object.values(object).some((value) => Array.isArray(value) && value.length > mostAtOnce);
  if (!large) {
    write(JSON.stringify(object));
    return;
  }
  let before = '{';
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    writeText(`${before}${JSON.stringify(name)}:`);
    before = ',';
    if (Array.isArray(value)) writeList(value);
    else writeText(printable(JSON.stringify(value)));
  }
  writeText('}\n');
}

function writeList(list: readonly unknown[]): void {
  writeText('[');
  for (let at = 0; at < list.length; at += mostAtOnce) {
    const part = JSON.stringify(list.slice(at, at + mostAtOnce)).slice(1, -1);
    writeText(`${at === 0 ? '' : ','}${printable(part)}`);
  }
  writeText(']');
}
