// The requests that an owner is running for its clients. An owner that closes lets them finish, within a bound.

/** How long an owner that closes waits for them. */
const endsWithinMs = 5000;

export class InFlightRequests {
  readonly #running = new Set<Promise<unknown>>();
  ending = false;

  add(answered: Promise<unknown>): void {
    this.#running.add(answered);
    void answered.then(() => this.#running.delete(answered));
  }

  /** Accepts no more requests, and waits for the running ones up to the limit. */
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
