// Keystrokes as they arrive from a terminal in raw mode, put together to what one touch typed.

/** A token that sends no Return is done when nothing came for this long: 44 characters take it under a second. */
const idleGapMs = 500;
const longestBurst = 256;

/** Pure: the caller gives the time of each piece and asks again when {@link dueAtMs} has come. */
export class TypedBurst {
  #text = '';
  #lastMs = 0;

  /** The lines that Return or Tab ended within this piece. */
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

  /** What was typed without Return, once nothing followed it for half a second. */
  flush(atMs: number): string[] {
    if (this.#text === '' || atMs - this.#lastMs < idleGapMs) return [];
    const line = this.#text;
    this.#text = '';
    return [line];
  }

  /** When {@link flush} should be asked again; undefined while nothing is pending. */
  get dueAtMs(): number | undefined {
    return this.#text === '' ? undefined : this.#lastMs + idleGapMs;
  }
}
