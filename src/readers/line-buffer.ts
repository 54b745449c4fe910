// Lines out of text in any pieces: LF, CR or CRLF, and a bound on what never ends.

const longestLine = 4096;

export class LineBuffer {
  #rest = '';
  #overlong = false;

  /** The complete, non-empty lines; one longer than 4 KiB is dropped whole. */
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
