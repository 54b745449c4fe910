// The finger on a fob's button: it comes down, stays, and lifts when it is taken off or when its time is over.

/** As a snapshot has it. All times are lived times of the fob. */
export interface FingerState {
  /** When the finger lifts by itself; null where no time is set, or where there is no finger. */
  releaseAtUs: number | null;
  /** A finger for which no time is set. Absent otherwise: snapshots from before there were such fingers lack it. */
  fingerStays?: true;
}

export class Finger {
  #releaseAtUs: number | null;
  #stays: boolean;

  constructor({ releaseAtUs, fingerStays }: FingerState) {
    this.#releaseAtUs = releaseAtUs;
    this.#stays = fingerStays === true;
  }

  get down(): boolean {
    return this.#stays || this.#releaseAtUs !== null;
  }

  get releaseAtUs(): number | null {
    return this.#releaseAtUs;
  }

  /**
   * Comes down, to lift at a time or to stay until it is taken off. There is one finger: where it is down already it
   * stays as it is, and lifts at the earlier of the times.
   * @returns whether it was up
   */
  comeDown(releaseAtUs: number | null): boolean {
    const up = !this.down;
    if (releaseAtUs !== null) {
      this.#releaseAtUs = this.#releaseAtUs === null ? releaseAtUs : Math.min(this.#releaseAtUs, releaseAtUs);
      this.#stays = false;
    } else if (up) this.#stays = true;
    return up;
  }

  /** @returns whether it was down */
  lift(): boolean {
    const { down } = this;
    this.#releaseAtUs = null;
    this.#stays = false;
    return down;
  }

  /** A finger lives in the bench's time: of what the fob is aged by it lives nothing. */
  age(durationUs: number): void {
    if (this.#releaseAtUs !== null) this.#releaseAtUs += durationUs;
  }

  state(): FingerState {
    return { releaseAtUs: this.#releaseAtUs, ...(this.#stays ? { fingerStays: true } : {}) };
  }
}
