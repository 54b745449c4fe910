// Who wakes next: a binary heap on (time, number of insertion), so that ties always fall the same way.

interface Wake {
  timeUs: number;
  order: number;
  key: string;
}

export class WakeQueue {
  #heap: Wake[] = [];
  readonly #current = new Map<string, Wake>();

  /** Sets the wake of `key`; undefined takes it out. */
  set(key: string, order: number, timeUs: number | undefined): void {
    if (timeUs === undefined) {
      this.#current.delete(key);
      return;
    }
    const known = this.#current.get(key);
    if (known !== undefined && known.timeUs === timeUs) return;
    const wake = { timeUs, order, key };
    this.#current.set(key, wake);
    this.#push(wake);
    // Wakes that were moved stay below until they surface; a fob that is pressed for years must not pile them up.
    if (this.#heap.length > 2 * this.#current.size + 64) this.#rebuild();
  }

  get size(): number {
    return this.#heap.length;
  }

  #rebuild(): void {
    this.#heap = [];
    for (const wake of this.#current.values()) this.#push(wake);
  }

  /** The earliest wake, left in place. */
  peek(): { key: string; timeUs: number; order: number } | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined || this.#current.get(top.key) === top) return top;
      this.#pop();
    }
  }

  #push(wake: Wake): void {
    const heap = this.#heap;
    let at = heap.push(wake) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(wake, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = wake;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function before(a: Wake, b: Wake): boolean {
  return a.timeUs < b.timeUs || (a.timeUs === b.timeUs && a.order < b.order);
}
