// The mouse as a finger: a click on a glass is a press, a mouse button that stays down is a finger that stays.
import type { Action } from '../state/action.js';

const staysAfterMs = 350;

export class Pointer {
  readonly #act: (action: Action) => void;
  #down: { serial: string; stays: boolean; timer: NodeJS.Timeout } | undefined;

  constructor(act: (action: Action) => void) {
    this.#act = act;
  }

  down(serial: string): void {
    this.close();
    const down = {
      serial,
      stays: false,
      timer: setTimeout(() => {
        down.stays = true;
        this.#act({ do: 'finger', serial, down: true });
      }, staysAfterMs),
    };
    this.#down = down;
    this.#act({ do: 'select', serial });
  }

  up(): void {
    const down = this.#down;
    if (down === undefined) return;
    this.close();
    const { serial } = down;
    this.#act(down.stays ? { do: 'finger', serial, down: false } : { do: 'press', serial });
  }

  close(): void {
    clearTimeout(this.#down?.timer);
    this.#down = undefined;
  }
}
