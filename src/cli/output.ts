// The last step before a terminal: what others have named, in a seed file, a store or a bench, moves no cursor and hides
// no text there, wherever it came in.

/** C0 but tab and line ends, DEL, C1, separators, and what turns the direction of text (Unicode UAX #9). */
const foreign =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** As JSON escapes them, so that a line of JSON stays the same value. */
export function printable(text: string): string {
  return text.replace(foreign, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A line of data. */
export function write(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** A line beside the data. */
export function writeBeside(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}
