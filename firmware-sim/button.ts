// The button: a finger presses it, a contact below bounces, wears, sticks or never closes, and the firmware sees the
// contact.

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
  /** The level that the firmware saw last. */
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

  /** Lived time at which the finger lifts by itself; null if no time is set. */
  get releaseAtUs(): number | null {
    return this.#hold.releaseAtUs;
  }

  /** A tap: the finger comes down and lifts before anything else happens. */
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

  /** The finger comes down. It lifts at `releaseAtUs`, or if that is null, when {@link lift} is called. */
  down(atUs: number, releaseAtUs: number | null): void {
    if (!this.#hold.begin(releaseAtUs)) return;
    this.#parts.emit(atUs, 'held');
    if (!this.#closed && this.#contactCloses()) this.#bounce(atUs);
    this.contactMoved(atUs);
  }

  /** The finger lifts; nothing happens if none is down. A hold may last no time at all: on a paused bench a tap does not. */
  lift(atUs: number): void {
    if (!this.#hold.end()) return;
    this.#parts.emit(atUs, 'released');
    this.contactMoved(atUs);
  }

  /** Passes the contact to the firmware, after the finger or a fault of the button has changed. */
  contactMoved(atUs: number): void {
    const closed = this.#contactCloses();
    const closes = closed && !this.#closed;
    this.#closed = closed;
    if (closes) this.#firmware.contactClosed(atUs);
    else if (!closed) this.#firmware.contactOpened(atUs);
  }

  /** The fob is aged, but the finger is not: its time is that of the bench. */
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

  /** The presses that a worn contact makes while the finger comes down, before the one that lasts. */
  #bounce(atUs: number): void {
    const { model, faults } = this.#parts;
    const edges = touchEdges(model.button, this.#random, isActive(faults, 'button.bounce'));
    for (let presses = debouncedPresses(model.button, edges); presses > 1; presses--)
      this.#firmware.press(atUs);
  }
}
