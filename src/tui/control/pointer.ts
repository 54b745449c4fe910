// The mouse as a finger: a click on a LCD is a press, a mouse button that stays down is a finger that stays.
import type { Action } from '../state/action.js';

const staysAfterMs = 350;

/** Calls back once after a time; the result cancels. */
type After = (ms: number, callback: () => void) => () => void;

export class Pointer {
  readonly #act: (action: Action) => void;
  readonly #after: After;
  #down: { serial: string; stays: boolean; cancel: () => void } | undefined;

  constructor(act: (action: Action) => void, after: After = wallTime) {
    this.#act = act;
    this.#after = after;
  }

  down(serial: string): void {
    // A terminal that lost the focus may not have reported that the last one came up.
    const left = this.leave();
    if (left !== undefined) this.#act({ do: 'finger', serial: left, down: false });
    const down = {
      serial,
      stays: false,
      cancel: this.#after(staysAfterMs, () => {
        down.stays = true;
        this.#act({ do: 'finger', serial, down: true });
      }),
    };
    this.#down = down;
    this.#act({ do: 'select', serial });
  }

  up(): void {
    const down = this.#down;
    if (down === undefined) return;
    const { serial } = down;
    this.leave();
    this.#act(down.stays ? { do: 'finger', serial, down: false } : { do: 'press', serial });
  }

  /** Forgets the button that is down. @returns the fob that a finger has stayed on, to be taken off it */
  leave(): string | undefined {
    const down = this.#down;
    down?.cancel();
    this.#down = undefined;
    return down?.stays ? down.serial : undefined;
  }
}

function wallTime(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
