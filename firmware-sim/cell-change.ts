// A change of the cell, as a person does it: the cell comes out, some time passes, a new one comes in. Meanwhile clock and
// memory live on the charge in the circuit. If the change takes too long, both are lost.
import { putNewCell, settleBattery } from './battery.js';
import type { Firmware, FobParts } from './firmware.js';
import { FobError } from './fob-port.js';
import { haltRtc } from './rtc.js';

/** The longest time without a cell. */
export const longestWithoutCellUs = 3600e6;

export class CellChange {
  readonly #parts: FobParts;
  readonly #firmware: Firmware;

  constructor(parts: FobParts, firmware: Firmware) {
    this.#parts = parts;
    this.#firmware = firmware;
  }

  /** @throws FobError `unsupported` if the cell cannot be reached, `conflict` while it is out. */
  takeOut(timeUs: number, withoutUs: number): void {
    const { model, battery, serial, emit } = this.#parts;
    if (model.batteryEnd?.cellReplaceable !== true)
      throw new FobError(
        'unsupported',
        `the cell of ${serial} (${model.product}) cannot be changed without destroying the token; add a new fob`,
      );
    if (battery.out !== undefined)
      throw new FobError(
        'conflict',
        `the cell of ${serial} is out already, and a new one comes in by itself`,
      );
    if (!(withoutUs > 0 && withoutUs <= longestWithoutCellUs))
      throw new FobError(
        'out-of-range',
        `${withoutUs / 1e6} s without a cell given; expected more than 0 s and at most ${longestWithoutCellUs / 1e6} s`,
      );
    this.#firmware.powerGone(timeUs);
    settleBattery(model.battery, battery, timeUs);
    // If the memory was lost before, the display was on: without the cell it goes dark.
    battery.displayOn = false;
    if (battery.dead) this.#firmware.die(timeUs);
    delete battery.renewed;
    battery.out = { atUs: timeUs, untilUs: timeUs + withoutUs };
    emit(timeUs, 'cell-out');
  }

  /** Lived time of the next event while the cell is out. */
  nextUs(): number | undefined {
    const { battery } = this.#parts;
    if (battery.out === undefined) return undefined;
    const lossUs = this.#lossUs(battery.out.atUs);
    return battery.dead ? battery.out.untilUs : Math.min(lossUs, battery.out.untilUs);
  }

  /** Does what is due at `timeUs`: the memory is lost, or the new cell comes in. */
  live(timeUs: number): void {
    const { battery } = this.#parts;
    if (battery.out === undefined) return;
    const { atUs, untilUs } = battery.out;
    if (!battery.dead && untilUs > this.#lossUs(atUs) && timeUs >= this.#lossUs(atUs))
      this.#loseMemory(timeUs);
    if (timeUs >= untilUs) this.#putIn(timeUs, (untilUs - atUs) / 1e6);
  }

  #lossUs(outAtUs: number): number {
    return outAtUs + this.#parts.model.batteryEnd!.memoryHoldUs;
  }

  #loseMemory(timeUs: number): void {
    const { battery, rtc, crystal, emit } = this.#parts;
    battery.dead = true;
    haltRtc(rtc, crystal, timeUs, true);
    this.#firmware.die(timeUs);
    emit(timeUs, 'memory-lost');
  }

  #putIn(timeUs: number, withoutSeconds: number): void {
    const { model, battery, emit } = this.#parts;
    putNewCell(model.battery, battery, timeUs);
    delete battery.out;
    if (battery.dead) battery.renewed = true;
    emit(timeUs, 'cell-in', { withoutSeconds, memory: battery.dead ? 'lost' : 'kept' });
    this.#firmware.powerBack(timeUs);
  }
}
