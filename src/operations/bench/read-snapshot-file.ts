// Reads the file of a snapshot element by element: the whole text of a hundred thousand fobs fits into no string.
import type { Content } from '../../contract/content.js';

/** A fob is a few kilobytes. */
const mostElementLength = 16_000_000;

/**
 * Hands the text of each element of `fobs` to `fob`. @returns the rest of the file, with an empty `fobs`
 * @throws SyntaxError where it is not JSON, or `fob` says so of an element
 */
export async function readSnapshotFile(file: Content, fob: (text: string) => void): Promise<unknown> {
  const scanner = new SnapshotScanner(fob);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of file.chunks()) scanner.feed(decoder.decode(chunk, { stream: true }));
    scanner.feed(decoder.decode());
  } catch (error) {
    if (error instanceof TypeError) throw new SyntaxError('it is not UTF-8');
    throw error;
  }
  return scanner.end();
}

class SnapshotScanner {
  readonly #fob: (text: string) => void;
  /** Everything but the elements of `fobs`. */
  #rest = '';
  /** The element that is open. */
  #element = '';
  #depth = 0;
  /** The depth within `fobs`; undefined outside it. */
  #listDepth: number | undefined;
  #inString = false;
  #escaped = false;
  /** Start of the last string or word, in {@link #rest}. */
  #wordAt = 0;
  #key = '';

  constructor(fob: (text: string) => void) {
    this.#fob = fob;
  }

  feed(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === 0x5c) this.#escaped = true;
        else if (code === 0x22) {
          this.#inString = false;
          if (this.#listDepth === undefined) {
            this.#keep(text.slice(from, at + 1));
            from = at + 1;
            this.#key = this.#rest.slice(this.#wordAt);
          }
        }
        continue;
      }
      if (code === 0x22) {
        this.#inString = true;
        if (this.#listDepth === undefined) {
          this.#keep(text.slice(from, at));
          from = at;
          this.#wordAt = this.#rest.length;
        }
      } else if (code === 0x7b || code === 0x5b) {
        this.#depth++;
        if (code === 0x5b && this.#listDepth === undefined && this.#key === '"fobs"' && this.#depth <= 3) {
          this.#listDepth = this.#depth;
          this.#keepRest(text.slice(from, at + 1));
          from = at + 1;
        }
      } else if (code === 0x7d || code === 0x5d) {
        if (this.#depth === this.#listDepth) {
          this.#keep(text.slice(from, at));
          from = at;
          this.#take();
          this.#listDepth = undefined;
          this.#key = '';
        }
        this.#depth--;
      } else if (code === 0x2c && this.#depth === this.#listDepth) {
        this.#keep(text.slice(from, at));
        from = at + 1;
        if (this.#element.trim() === '') throw new SyntaxError('an element of fobs is missing');
        this.#take();
      }
    }
    this.#keep(text.slice(from));
  }

  end(): unknown {
    return JSON.parse(this.#rest);
  }

  #keep(text: string): void {
    if (this.#listDepth === undefined) this.#keepRest(text);
    else {
      this.#element += text;
      if (this.#element.length > mostElementLength) throw new SyntaxError('a fob of it is too long');
    }
  }

  #keepRest(text: string): void {
    this.#rest += text;
    if (this.#rest.length > mostElementLength) throw new SyntaxError('it is too long around its fobs');
  }

  #take(): void {
    const text = this.#element;
    this.#element = '';
    if (text.trim() !== '') this.#fob(text);
  }
}
