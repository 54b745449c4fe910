// Lines of text kept small: a hundred thousand fobs are read and checked before the first is put on the bench.
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Each call of zlib has a price of its own, so that lines are packed together. */
const packLength = 1_000_000;

export class PackedLines {
  readonly #packs: Uint8Array[] = [];
  #open: string[] = [];
  #openLength = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @param line without a line end */
  push(line: string): void {
    this.#count++;
    this.#open.push(line);
    this.#openLength += line.length;
    if (this.#openLength < packLength) return;
    this.#packs.push(deflateRawSync(this.#open.join('\n'), { level: 1 }));
    this.#open = [];
    this.#openLength = 0;
  }

  *lines(): Generator<string> {
    for (const pack of this.#packs) yield* inflateRawSync(pack).toString('utf8').split('\n');
    yield* this.#open;
  }
}
