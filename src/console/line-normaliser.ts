// Bytes to lines, as a device hears them: LF, CR and CRLF all end a line, and a line is bounded.

/** Longest line taken, in bytes without its end. */
export const maximumLineLength = 4096;

/** A line, or the number of the error that stands in its place. */
export type InputLine = string | -102 | -363;

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;

/**
 * Keeps at most one line. Empty lines vanish, which also makes CRLF one end however it is cut. A line with a byte
 * outside printable ASCII comes out as −102; one that grows too long comes out as −363 at once, and the rest of it
 * is skipped.
 */
export class LineNormaliser {
  // A Buffer for its native decoder: a line of 4 KiB costs a hundredth of what joining characters does.
  readonly #line = Buffer.alloc(maximumLineLength);
  #length = 0;
  #noise = false;
  #skipping = false;

  /** Time is linear in the bytes fed, however small the pieces. */
  feed(bytes: Uint8Array, onLine: (line: InputLine) => void): void {
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index]!;
      if (byte === LF || byte === CR) this.#end(onLine);
      else if (this.#skipping) continue;
      else if (this.#length === maximumLineLength) {
        this.#skipping = true;
        onLine(-363);
      } else {
        if ((byte < 0x20 && byte !== TAB) || byte > 0x7e) this.#noise = true;
        this.#line[this.#length++] = byte;
      }
    }
  }

  /** Forgets the half line that a vanished client left. */
  reset(): void {
    this.#length = 0;
    this.#noise = false;
    this.#skipping = false;
  }

  #end(onLine: (line: InputLine) => void): void {
    const line = this.#noise ? -102 : this.#line.toString('latin1', 0, this.#length);
    const heard = this.#length > 0 && !this.#skipping;
    this.reset();
    if (heard) onLine(line);
  }
}
