// What a holder is doing for others and ends by itself: cut short, it would be done and its answer lost.

/** How long a holder that lets go waits for what it is doing for others. */
const endsWithinMs = 5000;

export class Underway {
  readonly #running = new Set<Promise<unknown>>();
  ending = false;

  add(answered: Promise<unknown>): void {
    this.#running.add(answered);
    void answered.then(() => this.#running.delete(answered));
  }

  /** Takes nothing more on, and waits for what there is; not for ever. */
  async end(): Promise<void> {
    this.ending = true;
    if (this.#running.size === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, endsWithinMs);
    });
    await Promise.race([Promise.all(this.#running), late]);
    clearTimeout(timer);
  }
}
