// A hold of a fob's button. It ends by a release, or by itself when its time is over.

/** The part of a snapshot that is about the hold. All times are lived times of the fob. */
export interface ButtonHoldState {
  /** When the hold ends by itself; null if no time is set, or if the button is up. */
  releaseAtUs: number | null;
  /** Set for a hold without a time. Older snapshots do not have this field. */
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
   * Begins a hold. It ends at `releaseAtUs`, or if that is null, when {@link end} is called. If the button is held already,
   * the hold goes on and ends at the earlier of the two times.
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

  /** Ageing the fob does not shorten a hold, which is timed by the bench. */
  age(durationUs: number): void {
    if (this.#releaseAtUs !== null) this.#releaseAtUs += durationUs;
  }

  state(): ButtonHoldState {
    return { releaseAtUs: this.#releaseAtUs, ...(this.#stays ? { fingerStays: true } : {}) };
  }
}
