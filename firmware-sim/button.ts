// The button: the finger above, the contact below that bounces, wears, sticks or never closes, and what the firmware is
// told of it.

import { ButtonHold, type ButtonHoldState } from './button-hold.js';
import { debouncedPresses, tapEdges, touchEdges } from './contact-edges.js';
import { isActive } from './faults.js';
import type { Firmware, FobParts } from './firmware.js';
import { Random, type RandomState } from './random.js';

export class Button {
  readonly #parts: FobParts;
  readonly #firmware: Firmware;
  readonly #hold: ButtonHold;
  readonly #random: Random;
  /** As the firmware was told last. */
  #closed: boolean;

  constructor(parts: FobParts, firmware: Firmware, hold: ButtonHoldState, random: RandomState) {
    this.#parts = parts;
    this.#firmware = firmware;
    this.#hold = new ButtonHold(hold);
    this.#random = new Random(random);
    this.#closed = this.#contactCloses();
  }

  get isHeld(): boolean {
    return this.#hold.down;
  }

  /** Lived time at which the finger lifts by itself. */
  get releaseAtUs(): number | null {
    return this.#hold.releaseAtUs;
  }

  /** A tap: down and up again before anything else happens. */
  press(atUs: number): void {
    const { model, faults, emit } = this.#parts;
    if (this.#firmware.state.mode === 'dead') {
      emit(atUs, 'press', { presses: 0 });
      return;
    }
    const edges = tapEdges(model.button, this.#random, isActive(faults, 'button.bounce'));
    const free = !this.#closed && !isActive(faults, 'button.dead');
    const presses = free ? debouncedPresses(model.button, edges) : 0;
    emit(atUs, 'press', { presses });
    for (let i = 0; i < presses; i++) this.#firmware.press(atUs);
  }

  /** The finger comes down, to lift at `releaseAtUs`, or to stay. */
  down(atUs: number, releaseAtUs: number | null): void {
    if (!this.#hold.begin(releaseAtUs)) return;
    this.#parts.emit(atUs, 'held');
    if (!this.#closed && this.#contactCloses()) this.#bounce(atUs);
    this.contactMoved(atUs);
  }

  /** The finger lifts, where there is one. However soon it does: on a bench that stands still a tap takes no time either. */
  lift(atUs: number): void {
    if (!this.#hold.end()) return;
    this.#parts.emit(atUs, 'released');
    this.contactMoved(atUs);
  }

  /** Tells the firmware what the contact does, after a change of the finger or of a fault of the button. */
  contactMoved(atUs: number): void {
    const closed = this.#contactCloses();
    const closes = closed && !this.#closed;
    this.#closed = closed;
    if (closes) this.#firmware.contactClosed(atUs);
    else if (!closed) this.#firmware.contactOpened(atUs);
  }

  /** A finger lives in the bench's time, the fob through what it is aged by. */
  age(durationUs: number): void {
    this.#hold.age(durationUs);
  }

  holdState(): ButtonHoldState {
    return this.#hold.state();
  }

  randomState(): RandomState {
    return this.#random.state();
  }

  #contactCloses(): boolean {
    const { faults } = this.#parts;
    return !isActive(faults, 'button.dead') && (this.#hold.down || isActive(faults, 'button.stuck'));
  }

  /** On its way down a worn contact lifts again: presses that are over before the one that stays. */
  #bounce(atUs: number): void {
    const { model, faults } = this.#parts;
    const edges = touchEdges(model.button, this.#random, isActive(faults, 'button.bounce'));
    for (let presses = debouncedPresses(model.button, edges); presses > 1; presses--)
      this.#firmware.press(atUs);
  }
}
