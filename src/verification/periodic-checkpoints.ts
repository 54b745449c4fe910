// Checkpoints at regular intervals. The process that appends the record at which one is due writes it. So any number of
// processes can share a log, and each interval is signed once.
import type { CommitResult } from '../stores/store.js';
import type { Checkpoint, CheckpointRequest } from './checkpoint.js';
import type { DueCheckpoints } from './core.js';

/** A young log is signed sooner, since most labs never reach the first interval. */
const firstDue = 8;
export const defaultCheckpointEvery = 256;

export class PeriodicCheckpoints implements DueCheckpoints {
  readonly #every: number;
  readonly #sign: (why: CheckpointRequest) => Promise<Checkpoint>;
  /** Records that this verifier has appended and that no checkpoint of it has signed. */
  #unsigned = 0;

  /** `every`: interval in records; 0 for checkpoints on request only. */
  constructor(every: number, sign: (why: CheckpointRequest) => Promise<Checkpoint>) {
    if (!(Number.isSafeInteger(every) && every >= 0))
      throw new TypeError(`checkpointEvery is ${every}: give a whole number of records, 0 for none.`);
    this.#every = every;
    this.#sign = sign;
  }

  /** Returns the result unchanged, after the checkpoint that is due with it. `records`: how many it appended. */
  async after(committed: Promise<CommitResult>, atUs: number, records = 1): Promise<CommitResult> {
    const result = await committed;
    if (!result.applied) return result;
    this.#unsigned += records;
    const appended = Array.from({ length: records }, (_, i) => result.sequence - i);
    if (appended.some((sequence) => this.#isDue(sequence)))
      try {
        await this.write({ atUs, actor: 'foblab', reason: `after ${result.sequence} records` });
      } catch {
        // The decision is stored, so its answer is valid. The next checkpoint signs these records, too.
      }
    return result;
  }

  async write(why: CheckpointRequest): Promise<Checkpoint> {
    const seen = this.#unsigned;
    const checkpoint = await this.#sign(why);
    // Others may have appended records after it meanwhile.
    this.#unsigned = Math.max(0, this.#unsigned - seen);
    return checkpoint;
  }

  /** Signs what this verifier has appended since the last one; null if that is nothing. */
  async writeUnsigned(why: CheckpointRequest): Promise<Checkpoint | null> {
    return this.#unsigned === 0 ? null : this.write(why);
  }

  #isDue(sequence: number): boolean {
    const every = this.#every;
    if (every === 0) return false;
    if (sequence >= every) return sequence % every === 0;
    return sequence >= firstDue && Number.isInteger(Math.log2(sequence));
  }
}
