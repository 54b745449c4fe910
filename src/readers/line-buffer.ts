// Joins pieces of text into lines. LF, CR or CRLF ends a line, and a line has a longest length.

const longestLine = 4096;

export class LineBuffer {
  #rest = '';
  #overlong = false;

  /** Returns the complete, non-empty lines. A line longer than 4 KiB is dropped. */
  push(text: string): string[] {
    const lines: string[] = [];
    const pieces = text.split(/[\r\n]/);
    pieces.forEach((piece, index) => {
      if (!this.#overlong) this.#rest += piece;
      if (this.#rest.length > longestLine) {
        this.#overlong = true;
        this.#rest = '';
      }
      if (index === pieces.length - 1) return;
      if (!this.#overlong && this.#rest.trim() !== '') lines.push(this.#rest.trim());
      this.clear();
    });
    return lines;
  }

  clear(): void {
    this.#rest = '';
    this.#overlong = false;
  }
}
