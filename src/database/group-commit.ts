// Group commit: changes that arrive during a flush share the next flush.

/** A larger batch would only delay the answer to its first change. */
const batchMaximum = 256;

interface Waiting<Change, Result> {
  readonly change: Change;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Hands batches to `apply`, one at a time, in the order in which the changes came.
 * `apply` stores a whole batch durably, in one transaction, before it returns a result for each change. If it throws, no
 * change of the batch counts as stored, and the caller of each change gets the error.
 */
export class GroupCommit<Change, Result> {
  readonly #apply: (batch: readonly Change[]) => readonly Result[] | Promise<readonly Result[]>;
  #queue: Waiting<Change, Result>[] = [];
  #running: Promise<void> | undefined;

  constructor(apply: (batch: readonly Change[]) => readonly Result[] | Promise<readonly Result[]>) {
    this.#apply = apply;
  }

  submit(change: Change): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ change, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everything submitted so far is answered. */
  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    do {
      // Wait one turn of the event loop, so that callers answered now, or about to submit, join the next batch.
      await new Promise(setImmediate);
      const batch = this.#queue.splice(0, batchMaximum);
      try {
        const results = await this.#apply(batch.map(({ change }) => change));
        batch.forEach(({ resolve }, at) => {
          resolve(results[at] as Result);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    } while (this.#queue.length > 0);
    this.#running = undefined;
  }
}
