// A hold of a fob's button: it begins, lasts, and ends by a release or when its time is over.

/** As a snapshot has it. All times are lived times of the fob. */
export interface ButtonHoldState {
  /** When the hold ends by itself; null where no time is set, or where nobody holds the button. */
  releaseAtUs: number | null;
  /** A hold without a set time. Absent otherwise: older snapshots lack it. */
  fingerStays?: true;
}

export class ButtonHold {
  #releaseAtUs: number | null;
  #stays: boolean;

  constructor({ releaseAtUs, fingerStays }: ButtonHoldState) {
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
   * Begins a hold that ends at a time, or lasts until {@link end} where that is null. A button that is held already stays
   * held, and is released at the earlier of the two times.
   * @returns whether the button was up
   */
  begin(releaseAtUs: number | null): boolean {
    const up = !this.down;
    if (releaseAtUs !== null) {
      this.#releaseAtUs = this.#releaseAtUs === null ? releaseAtUs : Math.min(this.#releaseAtUs, releaseAtUs);
      this.#stays = false;
    } else if (up) this.#stays = true;
    return up;
  }

  /** @returns whether the button was held */
  end(): boolean {
    const { down } = this;
    this.#releaseAtUs = null;
    this.#stays = false;
    return down;
  }

  /** A hold is timed in the bench's time, so ageing the fob does not shorten it. */
  age(durationUs: number): void {
    if (this.#releaseAtUs !== null) this.#releaseAtUs += durationUs;
  }

  state(): ButtonHoldState {
    return { releaseAtUs: this.#releaseAtUs, ...(this.#stays ? { fingerStays: true } : {}) };
  }
}
