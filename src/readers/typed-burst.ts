// Joins keystrokes from a terminal in raw mode into the text that one touch has typed.

/** After a pause this long, a token that sends no Return has finished. It types 44 characters in less than a second. */
const idleGapMs = 500;
const longestBurst = 256;

/** It reads no clock: the caller gives the time of each piece, and calls {@link flush} at {@link dueAtMs}. */
export class TypedBurst {
  #text = '';
  #lastMs = 0;

  /** Returns the lines that a Return or Tab in this piece has ended. */
  push(piece: string, atMs: number): string[] {
    const ended = this.flush(atMs);
    this.#lastMs = atMs;
    for (const character of piece) {
      if (character === '\r' || character === '\n' || character === '\t') {
        if (this.#text !== '') ended.push(this.#text);
        this.#text = '';
      } else if (character >= ' ' && this.#text.length < longestBurst) {
        this.#text += character;
      }
    }
    return ended;
  }

  /** Returns text without a Return, after a pause of half a second. */
  flush(atMs: number): string[] {
    if (this.#text === '' || atMs - this.#lastMs < idleGapMs) return [];
    const line = this.#text;
    this.#text = '';
    return [line];
  }

  /** The time for the next {@link flush}; undefined while nothing is pending. */
  get dueAtMs(): number | undefined {
    return this.#text === '' ? undefined : this.#lastMs + idleGapMs;
  }
}
