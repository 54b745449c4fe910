// Bytes to lines, as a device hears them: LF, CR and CRLF all end a line, and a line is bounded. What a person types is
// edited as a terminal in line mode edits it, so a slip of the finger costs no line.

/** Longest line taken, in bytes without its end. */
export const maximumLineLength = 4096;

/** A byte that no line may have; `position` counts from 1. */
export interface ForeignByte {
  position: number;
  byte: number;
}

/** A line, or what stands in its place: the number of the error, or the byte that spoils it. */
export type InputLine = string | -363 | ForeignByte;

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const NUL = 0x00;
const ESC = 0x1b;

/** What a terminal in line mode does with them: stty erase, kill, werase and intr. */
const key = {
  lineStart: 0x01,
  interrupt: 0x03,
  lineEnd: 0x05,
  backspace: 0x08,
  kill: 0x15,
  eraseWord: 0x17,
  delete: 0x7f,
} as const;

const cursorKeys: Readonly<Record<string, 'left' | 'right' | 'start' | 'end' | 'delete'>> = {
  D: 'left',
  C: 'right',
  H: 'start',
  F: 'end',
  '1~': 'start',
  '3~': 'delete',
  '4~': 'end',
  '7~': 'start',
  '8~': 'end',
};

/**
 * Keeps at most one line. Empty lines vanish, which also makes CRLF one end however it is cut. A line with a byte
 * outside printable ASCII comes out as that byte; one that grows too long comes out as −363 at once, and the rest of it
 * is skipped. Arrow keys move in the line; those that mean nothing here do nothing.
 */
export class LineNormaliser {
  // A Buffer for its native decoder: a line of 4 KiB costs a hundredth of what joining characters does.
  readonly #line = Buffer.alloc(maximumLineLength);
  readonly #onEcho: ((bytes: Uint8Array) => void) | undefined;
  #length = 0;
  #cursor = 0;
  #foreign: ForeignByte | undefined;
  #skipping = false;
  /** What came of an escape sequence; undefined outside one. */
  #escape: string | undefined;
  #afterReturn = false;
  /** Whether what is typed is shown. */
  echo = false;

  /** @param onEcho takes what a terminal should show, while `echo` is on */
  constructor(onEcho?: (bytes: Uint8Array) => void) {
    this.#onEcho = onEcho;
  }

  /** Time is linear in the bytes fed, however small the pieces, but for what is typed in the middle of a line. */
  feed(bytes: Uint8Array, onLine: (line: InputLine) => void): void {
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index]!;
      const afterReturn = this.#afterReturn;
      this.#afterReturn = byte === CR;
      if (byte === LF || byte === CR) {
        if (byte === CR || !afterReturn) this.#show('\r\n');
        this.#end(onLine);
      } else if (this.#escape !== undefined) this.#continueEscape(byte);
      // A telnet client sends CR NUL for a Return (RFC 854).
      else if (byte === NUL && afterReturn) continue;
      else if (this.#skipping) continue;
      else if ((byte < 0x20 && byte !== TAB) || byte > 0x7e) this.#control(byte);
      else if (this.#length === maximumLineLength) {
        this.#skipping = true;
        onLine(-363);
      } else this.#insert(byte);
    }
  }

  /** Forgets the half line that a vanished client left. */
  reset(): void {
    this.#length = 0;
    this.#cursor = 0;
    this.#foreign = undefined;
    this.#skipping = false;
    this.#escape = undefined;
  }

  #insert(byte: number): void {
    if (this.#cursor < this.#length) {
      this.#line.copyWithin(this.#cursor + 1, this.#cursor, this.#length);
      this.#line[this.#cursor] = byte;
      this.#length++;
      if (this.echo) this.#redraw(this.#cursor, this.#cursor + 1);
      this.#cursor++;
      return;
    }
    this.#line[this.#length++] = byte;
    this.#cursor++;
    if (this.echo) this.#show(String.fromCharCode(byte));
  }

  #control(byte: number): void {
    switch (byte) {
      case key.backspace:
      case key.delete:
        // What could not be shown is taken back first.
        if (this.#foreign?.position === this.#cursor + 1) this.#foreign = undefined;
        else this.#erase(Math.max(0, this.#cursor - 1), this.#cursor);
        break;
      case key.eraseWord: {
        const before = this.#line.toString('latin1', 0, this.#cursor);
        this.#erase(before.replace(/[^\s]*\s*$/, '').length, this.#cursor);
        break;
      }
      case key.kill:
        this.#foreign = undefined;
        this.#erase(0, this.#length);
        break;
      case key.interrupt:
        this.#show('^C\r\n');
        this.reset();
        break;
      case key.lineStart:
        this.#moveTo(0);
        break;
      case key.lineEnd:
        this.#moveTo(this.#length);
        break;
      case ESC:
        this.#escape = '';
        break;
      default:
        this.#foreign ??= { position: this.#cursor + 1, byte };
    }
  }

  /** ECMA-48 §5.4: CSI, parameters, one final byte; SS3 (ESC O) and one byte; else ESC and one byte. */
  #continueEscape(byte: number): void {
    const soFar = this.#escape!;
    const character = String.fromCharCode(byte);
    if (soFar === '') {
      this.#escape = character === '[' || character === 'O' ? character : undefined;
      return;
    }
    const isFinal = soFar.startsWith('O') || (byte >= 0x40 && byte <= 0x7e);
    if (!isFinal && soFar.length < 16) {
      this.#escape = soFar + character;
      return;
    }
    this.#escape = undefined;
    const pressed = cursorKeys[soFar.slice(1) + character];
    if (pressed === 'left') this.#moveTo(Math.max(0, this.#cursor - 1));
    else if (pressed === 'right') this.#moveTo(Math.min(this.#length, this.#cursor + 1));
    else if (pressed === 'start') this.#moveTo(0);
    else if (pressed === 'end') this.#moveTo(this.#length);
    else if (pressed === 'delete') this.#erase(this.#cursor, Math.min(this.#length, this.#cursor + 1));
  }

  #moveTo(cursor: number): void {
    const by = cursor - this.#cursor;
    this.#cursor = cursor;
    if (by !== 0) this.#show(`\x1b[${Math.abs(by)}${by < 0 ? 'D' : 'C'}`);
  }

  #erase(from: number, to: number): void {
    if (to <= from) return;
    this.#line.copyWithin(from, to, this.#length);
    this.#length -= to - from;
    this.#moveTo(from);
    if (this.echo) this.#redraw(from, from);
  }

  /** Shows the line from `from` on again and leaves the terminal's cursor at `cursor`. */
  #redraw(from: number, cursor: number): void {
    const back = this.#length - cursor;
    const rest = this.#line.toString('latin1', from, this.#length);
    this.#show(`${rest}\x1b[K${back > 0 ? `\x1b[${back}D` : ''}`);
  }

  #show(text: string): void {
    if (this.echo) this.#onEcho?.(Buffer.from(text, 'latin1'));
  }

  #end(onLine: (line: InputLine) => void): void {
    const line = this.#foreign ?? this.#line.toString('latin1', 0, this.#length);
    const heard = (this.#length > 0 || this.#foreign !== undefined) && !this.#skipping;
    this.reset();
    if (heard) onLine(line);
  }
}
