// The faults of the USB layer. They are seeded, and can be switched on and off while the device runs.
import type { FaultListing } from '../../firmware-sim/fob-port.js';
import { Random } from '../../firmware-sim/random.js';
import { isUsbFault, type UsbFaultName, usbFaultNames, usbFaults } from './fault-names.js';

/** The questions that an endpoint asks before it answers a transfer. */
export interface Disturbance {
  silent(): boolean;
  /** True if this transfer is refused. Call it once for each transfer. */
  stalls(): boolean;
  /** The number of the `length` bytes that are sent. Call it once for each transfer. */
  shorten(length: number): number;
}

export class UsbFaults implements Disturbance {
  readonly #active = new Set<UsbFaultName>();
  readonly #listeners = new Set<(name: UsbFaultName, on: boolean) => void>();
  readonly #stall: Strikes;
  readonly #short: Strikes;

  /** With the same seed and the same traffic, the faults hit the same transfers. */
  constructor(seed: string | number = 0) {
    this.#stall = new Strikes(Random.stream(seed, 'usb.stall'));
    this.#short = new Strikes(Random.stream(seed, 'usb.short-packet'));
  }

  list(): readonly FaultListing[] {
    return usbFaults.map((fault) => ({ ...fault, active: this.#active.has(fault.name) }));
  }

  isActive(name: UsbFaultName): boolean {
    return this.#active.has(name);
  }

  /** @throws RangeError for a name that is not in {@link usbFaultNames} */
  set(name: string, on: boolean): void {
    if (!isUsbFault(name))
      throw new RangeError(`No USB fault is called "${name}". There are: ${usbFaultNames.join(', ')}.`);
    if (this.#active.has(name) === on) return;
    if (on) this.#active.add(name);
    else this.#active.delete(name);
    for (const listener of [...this.#listeners]) listener(name, on);
  }

  onChange(listener: (name: UsbFaultName, on: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  silent(): boolean {
    return this.#active.has('usb.silence');
  }

  stalls(): boolean {
    return this.#active.has('usb.stall') && this.#stall.next();
  }

  shorten(length: number): number {
    if (length === 0 || !this.#active.has('usb.short-packet') || !this.#short.next()) return length;
    return this.#short.random.below(length);
  }
}

/** Returns true again after one to four calls, as its random stream decides. */
class Strikes {
  readonly random: Random;
  #wait: number;

  constructor(random: Random) {
    this.random = random;
    this.#wait = random.below(4);
  }

  next(): boolean {
    if (this.#wait > 0) {
      this.#wait--;
      return false;
    }
    this.#wait = this.random.below(4);
    return true;
  }
}
