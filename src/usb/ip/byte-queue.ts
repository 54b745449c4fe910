// Collects the bytes of a socket, and gives them out in the pieces that a protocol needs.

export class ByteQueue {
  #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    // A Buffer's slice() does not copy and its subarray() is a Buffer, so this makes a plain Uint8Array.
    this.#chunks.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
    this.#length += chunk.length;
  }

  /** Returns undefined, and takes nothing, if there are fewer than `length` bytes. */
  take(length: number): Uint8Array | undefined {
    if (length > this.#length) return undefined;
    this.#length -= length;
    const head = this.#chunks[0];
    if (head !== undefined && head.length >= length) {
      if (head.length === length) this.#chunks.shift();
      else this.#chunks[0] = head.subarray(length);
      return head.subarray(0, length);
    }
    const taken = new Uint8Array(length);
    let used = 0;
    for (let filled = 0; filled < length; ) {
      const chunk = this.#chunks[used]!;
      const part = chunk.subarray(0, length - filled);
      taken.set(part, filled);
      filled += part.length;
      if (part.length === chunk.length) used++;
      else this.#chunks[used] = chunk.subarray(part.length);
    }
    this.#chunks.splice(0, used);
    return taken;
  }

  clear(): void {
    this.#chunks = [];
    this.#length = 0;
  }
}
