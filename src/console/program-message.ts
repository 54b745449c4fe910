// Reads a program message (IEEE 488.2 §7.3) unit by unit, so that the units before an error have run.
import { ScpiError } from './scpi-errors.js';

export type ProgramData =
  | { kind: 'number'; value: number; suffix: string }
  | { kind: 'word'; value: string }
  | { kind: 'string'; value: string };

export interface ProgramUnit {
  /** Upper case, with `?` on a query and without a leading colon: `CLOC:OFFS?`, `*IDN?`. */
  header: string;
  /** True with a leading colon: the header is looked up from the root. */
  absolute: boolean;
  parameters: readonly ProgramData[];
}

const blank = /[ \t]*/y;
const separators = /[ \t;]*/y;
const programHeader = /(\*[a-z]+|:?[a-z][a-z0-9_]*(?::[a-z][a-z0-9_]*)*)(\??)/iy;
const headerEnd = /[ \t]+|(?=;)|$/y;
const decimalNumber = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy;
const suffix = /[a-z%][a-z0-9/]*/iy;
// Dots and dashes extend the standard, so that a fault's name (`lcd.segment`) needs no quotes.
const word = /[a-z_][a-z0-9_.-]*/iy;
const quoted = /"((?:[^"]|"")*)"|'((?:[^']|'')*)'/y;

export class ProgramMessage {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next unit, or undefined at the end. Throws a ScpiError −102 if the text is no program message. */
  next(): ProgramUnit | undefined {
    this.#take(separators);
    if (this.#position === this.#text.length) return undefined;
    const match = this.#take(programHeader);
    if (match === undefined || this.#take(headerEnd) === undefined) throw this.#syntaxError('a command');
    const written = match[1]!;
    const absolute = written.startsWith(':');
    const header = (absolute ? written.slice(1) : written).toUpperCase() + match[2];
    return { header, absolute, parameters: this.#parameters() };
  }

  #parameters(): ProgramData[] {
    const parameters: ProgramData[] = [];
    if (this.#atUnitEnd()) return parameters;
    do {
      this.#take(blank);
      parameters.push(this.#parameter());
      this.#take(blank);
    } while (this.#takeCharacter(','));
    if (!this.#atUnitEnd()) throw this.#syntaxError('"," or ";"');
    return parameters;
  }

  #parameter(): ProgramData {
    const number = this.#take(decimalNumber);
    if (number !== undefined) {
      this.#take(blank);
      return {
        kind: 'number',
        value: Number(number[0]),
        suffix: (this.#take(suffix)?.[0] ?? '').toUpperCase(),
      };
    }
    const string = this.#take(quoted);
    if (string !== undefined) {
      const [, double, single] = string;
      return { kind: 'string', value: double?.replaceAll('""', '"') ?? single!.replaceAll("''", "'") };
    }
    const character = this.#take(word);
    if (character !== undefined) return { kind: 'word', value: character[0] };
    throw this.#syntaxError('a number, a word or a "string"');
  }

  #atUnitEnd(): boolean {
    return this.#position === this.#text.length || this.#text[this.#position] === ';';
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#position = pattern.lastIndex;
    return match;
  }

  #takeCharacter(character: string): boolean {
    if (this.#text[this.#position] !== character) return false;
    this.#position += 1;
    return true;
  }

  #syntaxError(expected: string): ScpiError {
    const given = this.#text.slice(this.#position, this.#position + 20);
    const where = given === '' ? 'at the end of the line' : `at character ${this.#position + 1} (${given})`;
    return new ScpiError(-102, `expected ${expected} ${where}`);
  }
}
