// The bench's time: true time against wall time, and how far the bench has lived. It never runs backwards by itself, and
// it stands still after a jump of the wall clock that is too large to be meant.
import { FobError } from '../../firmware-sim/index.js';
import { isoTime } from '../contract/iso-time.js';
import { OperationError, type Remedy } from '../contract/operation-error.js';
import { anchored, latestUs, type TimeRecord, trueTimeAt, wallTimeAt } from './time-record.js';

/**
 * What a running bench catches up with by itself, in wall time: a bench may lie in a drawer for years, but a clock that
 * jumps by decades is a wrong one, and time lived cannot be taken back.
 */
const mostCaughtUpYears = 5;
/** A smaller correction of the wall clock is not reported. */
const setBackUs = 60e6;
const yearUs = 31_557_600e6;

export interface WallClock {
  /** Wall time in µs since the Unix epoch. */
  nowUs(): number;
  /** Calls back once after `ms` of wall time; the result cancels. */
  after(ms: number, callback: () => void): () => void;
}

/** Why a bench's time is stopped, and how to start it again. */
export interface StoppedTime {
  readonly message: string;
  readonly remedy: Remedy;
}

const goOn: Remedy = { operation: 'bench.advance', arguments: { by: '0s' } };

export class BenchClock {
  readonly wall: WallClock;
  #record: TimeRecord;
  #livedUs: number;
  /** The last true time that was answered, µs: time never goes back behind it, even if the wall clock does. */
  #reportedUs: number;

  constructor(record: TimeRecord, livedUs: number, wall: WallClock, reportedUs = livedUs) {
    this.#record = record;
    this.#livedUs = livedUs;
    this.#reportedUs = Math.max(livedUs, reportedUs);
    this.wall = wall;
  }

  get record(): TimeRecord {
    return this.#record;
  }

  get paused(): boolean {
    return this.#record.rate === 0;
  }

  /** The last true time that has been lived up to, µs. */
  get livedUs(): number {
    return this.#livedUs;
  }

  /** The last true time that this process has reported, µs. */
  get reportedUs(): number {
    return Math.max(this.#reportedUs, this.#livedUs);
  }

  /** True time, µs. */
  nowUs(): number {
    const wallUs = this.wall.nowUs();
    if (this.#stoppedAt(wallUs) === undefined)
      this.#reportedUs = Math.max(trueTimeAt(this.#record, wallUs), this.reportedUs);
    return this.reportedUs;
  }

  /** Why time stands still that should run; undefined where it runs, or is paused. */
  whyStopped(): StoppedTime | undefined {
    const wallUs = this.wall.nowUs();
    const goesOnUs = this.paused ? wallUs : wallTimeAt(this.#record, this.reportedUs);
    if (goesOnUs - wallUs > setBackUs)
      return {
        message: `the wall clock says ${isoTime(wallUs)} and was at ${isoTime(goesOnUs)} before: time goes on from there, or at once after an advance by 0s`,
        remedy: goOn,
      };
    return this.#stoppedAt(wallUs);
  }

  /** @throws OperationError `refused` where time stands still that should run: nothing can be dated. */
  demandRunning(): void {
    const stopped = this.#stoppedAt(this.wall.nowUs());
    if (stopped === undefined) return;
    const { message, remedy } = stopped;
    throw new OperationError('refused', message, { remedy, cause: new FobError('conflict', message) });
  }

  #stoppedAt(wallUs: number): StoppedTime | undefined {
    if (this.paused) return undefined;
    const lastUs = wallTimeAt(this.#record, this.reportedUs);
    const tooFar = wallUs - lastUs > mostCaughtUpYears * yearUs;
    if (!tooFar && trueTimeAt(this.#record, wallUs) <= latestUs) return undefined;
    const why = tooFar
      ? `it catches up with ${mostCaughtUpYears} years at most by itself`
      : `at ×${this.#record.rate} it would be past ${isoTime(latestUs)}, where its time ends`;
    const slower = tooFar ? '' : '; or set a lower rate';
    return {
      message: `the wall clock says ${isoTime(wallUs)} and this bench lived until ${isoTime(lastUs)}: ${why}, so its time stands still at ${isoTime(this.reportedUs)} and nothing is changed. Set the wall clock right; where it is right, advance the bench: by 0s to go on from where it stands, or to a later time${slower}`,
      remedy: tooFar ? goOn : { operation: 'bench.rate', arguments: { rate: 1 } },
    };
  }

  /** What was due by `timeUs` has happened. */
  liveTo(timeUs: number): void {
    this.#livedUs = Math.max(this.#livedUs, timeUs);
  }

  /** From here on true time runs from `timeUs` at `rate`. */
  anchor(timeUs: number, rate: number): void {
    this.#record = anchored(rate, timeUs, this.wall.nowUs());
  }

  /** To the state before a change that could not be stored. The answered time stays. */
  goBack(record: TimeRecord, livedUs: number): void {
    this.#record = record;
    this.#livedUs = livedUs;
  }

  /** The same, and what lay ahead of `timeUs` has not been lived. */
  jumpTo(timeUs: number, rate: number): void {
    this.#livedUs = timeUs;
    this.#reportedUs = timeUs;
    this.anchor(timeUs, rate);
  }

  /** The wall time at which true time was `timeUs`: on a paused bench, and for what an advance has brought on, it is now. */
  wallTimeOf(timeUs: number): number {
    const nowUs = this.wall.nowUs();
    return this.paused ? nowUs : Math.min(wallTimeAt(this.#record, timeUs), nowUs);
  }

  /**
   * Waits until true time has reached `timeUs`. @returns false where the bench was paused before that, or the wait was
   * aborted.
   * @throws OperationError `refused` where it never will: the wall clock jumped.
   */
  async waitFor(timeUs: number, signal?: AbortSignal): Promise<boolean> {
    while (this.nowUs() < timeUs) {
      if (this.paused || signal?.aborted) return false;
      this.demandRunning();
      const wallMs = Math.max(0, Math.ceil((wallTimeAt(this.#record, timeUs) - this.wall.nowUs()) / 1000));
      // In pieces: the rate may be changed meanwhile.
      await this.#pause(Math.min(wallMs, 1000), signal);
    }
    return true;
  }

  #pause(wallMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.wall.after(wallMs, done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }
}
