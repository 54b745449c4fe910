// Reads typed values from a scenario's tree. Each method reports a problem with its place, and reading continues.
import { closest } from '../contract/did-you-mean.js';
import type { Entry, Place, Positioned } from './positioned.js';
import type { Given } from './scenario.js';
import type { ScenarioProblem } from './scenario-error.js';

export class Reader {
  readonly problems: ScenarioProblem[] = [];

  problem({ line, column }: Place, message: string): undefined {
    this.problems.push({ line, column, message });
    return undefined;
  }

  /** The entries by key. Without `known`, any key is allowed. */
  map(value: Positioned | undefined, what: string, known?: readonly string[]): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    if (value === undefined) return entries;
    if (value.kind !== 'map') {
      this.problem(value, `${what}: ${kindOf(value)} given; expected keys and values`);
      return entries;
    }
    for (const entry of value.entries) {
      const { key } = entry;
      if (known !== undefined && !known.includes(key.text)) {
        const near = closest(key.text, known);
        this.problem(
          key,
          `${what} has no key ${JSON.stringify(key.text)}${near ? `; did you mean ${near}?` : ''}; it takes ${known.join(', ')}`,
        );
      } else entries.set(key.text, entry);
    }
    return entries;
  }

  list(value: Positioned | undefined, what: string): readonly Positioned[] {
    if (value === undefined) return [];
    if (value.kind === 'list') return value.items;
    this.problem(value, `${what}: ${kindOf(value)} given; expected a list, each entry after a dash`);
    return [];
  }

  text(value: Positioned | undefined, what: string): string | undefined {
    if (value === undefined) return undefined;
    if (value.kind === 'text') return value.text;
    return this.problem(value, `${what}: ${kindOf(value)} given; expected text`);
  }

  wholeNumber(
    value: Positioned | undefined,
    what: string,
    minimum: number,
    maximum: number,
  ): number | undefined {
    const text = this.text(value, what);
    if (text === undefined) return undefined;
    const number = Number(text);
    if (text.trim() !== '' && Number.isInteger(number) && number >= minimum && number <= maximum)
      return number;
    return this.problem(
      value!,
      `${what}: ${JSON.stringify(text)} given; expected a whole number from ${minimum} to ${maximum}`,
    );
  }

  /** The value without the places. */
  given(value: Positioned): Given {
    if (value.kind === 'text') return value.text;
    if (value.kind === 'list') return value.items.map((item) => this.given(item));
    return Object.fromEntries(value.entries.map(({ key, value: inner }) => [key.text, this.given(inner)]));
  }
}

export function kindOf(value: Positioned): string {
  if (value.kind === 'list') return 'a list';
  if (value.kind === 'map') return 'keys and values';
  return value.text === '' ? 'nothing' : JSON.stringify(value.text.slice(0, 60));
}
