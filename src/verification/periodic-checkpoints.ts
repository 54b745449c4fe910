// Checkpoints that nobody has to ask for. Whoever appends the record at which one is due writes it, so that any number
// of processes on one log sign each place once and need not know of each other.
import type { CommitResult } from '../stores/store.js';
import type { Checkpoint, CheckpointRequest } from './checkpoint.js';
import type { DueCheckpoints } from './core.js';

/** A young log is signed sooner: most labs never get to the first period. */
const firstDue = 8;
export const defaultCheckpointEvery = 256;

export class PeriodicCheckpoints implements DueCheckpoints {
  readonly #every: number;
  readonly #sign: (why: CheckpointRequest) => Promise<Checkpoint>;
  /** Records that this verifier has appended and not signed. */
  #unsigned = 0;

  /** `every`: in records; 0 for none but those that are asked for. */
  constructor(every: number, sign: (why: CheckpointRequest) => Promise<Checkpoint>) {
    if (!(Number.isSafeInteger(every) && every >= 0))
      throw new TypeError(`checkpointEvery is ${every}: give a whole number of records, 0 for none.`);
    this.#every = every;
    this.#sign = sign;
  }

  /** The result as it is, after the checkpoint that it makes due. `records`: how many it appended. */
  async after(committed: Promise<CommitResult>, atUs: number, records = 1): Promise<CommitResult> {
    const result = await committed;
    if (!result.applied) return result;
    this.#unsigned += records;
    const appended = Array.from({ length: records }, (_, i) => result.sequence - i);
    if (appended.some((sequence) => this.#isDue(sequence)))
      try {
        await this.write({ atUs, actor: 'foblab', reason: `after ${result.sequence} records` });
      } catch {
        // What was decided is stored, and its answer stands; the next checkpoint vouches for these records too.
      }
    return result;
  }

  async write(why: CheckpointRequest): Promise<Checkpoint> {
    const seen = this.#unsigned;
    const checkpoint = await this.#sign(why);
    // What others appended meanwhile may stand behind it.
    this.#unsigned = Math.max(0, this.#unsigned - seen);
    return checkpoint;
  }

  /** Signs what this verifier has appended since; null where it has appended nothing. */
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
