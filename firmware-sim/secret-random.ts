// Draws secrets: HMAC-SHA-256 in counter mode (NIST SP 800-108r1 §4.1). One draw does not reveal another, and neither does
// a snapshot. The streams of `Random` do: a snapshot shows their state.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { RandomSource } from './random.js';

export class SecretRandom implements RandomSource {
  readonly #key: Uint8Array;
  readonly #label: Uint8Array;
  #block: Uint8Array = new Uint8Array(0);
  #blocks = 0;
  #at = 0;

  /** The source `label` under `seed`. Equal arguments give equal secrets. Its state is not saved: draw all of them at once. */
  constructor(seed: string, label: string) {
    this.#key = codeUnits(seed);
    this.#label = codeUnits(label);
  }

  nextUint32(): number {
    if (this.#at === this.#block.length) this.#block = this.#nextBlock();
    const at = this.#at;
    this.#at += 4;
    return new DataView(this.#block.buffer, this.#block.byteOffset).getUint32(at);
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.nextUint32() >>> 24);
  }

  #nextBlock(): Uint8Array {
    const input = new Uint8Array(4 + this.#label.length);
    new DataView(input.buffer).setUint32(0, ++this.#blocks);
    input.set(this.#label, 4);
    this.#at = 0;
    return hmac(sha256, this.#key, input);
  }
}

/** Two bytes for each UTF-16 code unit, so that different texts have different bytes. */
function codeUnits(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i));
  return bytes;
}
