// Reads a snapshot field by field. An error says what is expected and never shows the value.
import { fromHex } from '../wire/hex.js';

export class SnapshotError extends Error {
  constructor(path: string, expected: string) {
    super(`snapshot: ${path} is not ${expected}; restore one that this version wrote, unchanged`);
    this.name = 'SnapshotError';
  }
}

export interface OpenedSnapshot {
  state: Fields;
  vault: Fields;
}

/** Checks the outer shape and the schema's name. */
export function openSnapshot(snapshot: unknown, schema: string): OpenedSnapshot {
  const outer = new Fields(snapshot, 'the whole');
  outer.oneOf('schema', [schema]);
  return { state: outer.fields('state'), vault: outer.fields('vault') };
}

export class Fields {
  readonly #record: Record<string, unknown>;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new SnapshotError(path, 'an object');
    }
    this.#record = value as Record<string, unknown>;
    this.#path = path;
  }

  fields(name: string): Fields {
    return new Fields(this.#record[name], this.#at(name));
  }

  /** Null stays null; `read` reads any other value. */
  optional<T>(name: string, read: (name: string) => T): T | null {
    return this.#record[name] === null ? null : read(name);
  }

  integer(name: string, minimum: number, maximum: number): number {
    const value = this.#record[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum) {
      throw new SnapshotError(this.#at(name), `an integer from ${minimum} to ${maximum}`);
    }
    return value;
  }

  time(name: string): number {
    return this.integer(name, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  }

  boolean(name: string): boolean {
    const value = this.#record[name];
    if (typeof value !== 'boolean') throw new SnapshotError(this.#at(name), 'true or false');
    return value;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const value = this.#record[name];
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw new SnapshotError(this.#at(name), `one of ${allowed.join(', ')}`);
    return found;
  }

  bytes(name: string, minimum: number, maximum = minimum): Uint8Array {
    const value = this.#record[name];
    const wanted = `hexadecimal of ${minimum === maximum ? minimum : `${minimum} to ${maximum}`} bytes`;
    if (typeof value !== 'string' || value.length > 2 * maximum)
      throw new SnapshotError(this.#at(name), wanted);
    const bytes = decoded(value);
    if (bytes === undefined || bytes.length < minimum || bytes.length > maximum) {
      throw new SnapshotError(this.#at(name), wanted);
    }
    return bytes;
  }

  list(name: string, maximum: number): Fields[] {
    const value = this.#record[name];
    if (!Array.isArray(value) || value.length > maximum) {
      throw new SnapshotError(this.#at(name), `a list of at most ${maximum}`);
    }
    return value.map((item, index) => new Fields(item, `${this.#at(name)}[${index}]`));
  }

  #at(name: string): string {
    return `${this.#path}.${name}`;
  }
}

function decoded(text: string): Uint8Array | undefined {
  try {
    return fromHex(text);
  } catch {
    return undefined;
  }
}
