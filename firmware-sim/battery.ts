// A lithium coin cell: a ledger of charge by cause, a table of voltages, and an internal resistance that rises in the cold.
// The charge is a pure function of the last anchor and the time; a change of the load sets a new anchor. 1 µA for 1 s is
// 1 µC.
import type { BatteryModel } from './model.js';

export const chargeCauses = ['sleep', 'display', 'compute', 'selfDischarge', 'drain', 'set'] as const;
export type ChargeCause = (typeof chargeCauses)[number];

const yearUs = 365 * 86_400 * 1e6;

export interface BatteryState {
  anchorUs: number;
  /** What each cause had drawn at the anchor, µC. `set` is the charge that the bench took out or put in. */
  drawn: Record<ChargeCause, number>;
  displayOn: boolean;
  /** Added by the fault battery.drain. */
  drainMicroamps: number;
  /** The fault battery.low is on: the cell reads as low. */
  forcedLow: boolean;
  /** The cell has failed: memory and clock are lost. */
  dead: boolean;
  /** Set while the cell is out: the lived times at which it was taken out and at which a new one comes in. */
  out?: { atUs: number; untilUs: number };
  /** A new cell was put in after the memory was lost. */
  renewed?: true;
}

export function freshBattery(timeUs: number): BatteryState {
  return {
    anchorUs: timeUs,
    drawn: { sleep: 0, display: 0, compute: 0, selfDischarge: 0, drain: 0, set: 0 },
    displayOn: false,
    drainMicroamps: 0,
    forcedLow: false,
    dead: false,
  };
}

/** Whether the circuit has no power: the cell is dead or out. */
export function isUnpowered({ dead, renewed, out }: BatteryState): boolean {
  return (dead && !renewed) || out !== undefined;
}

export function capacityMicrocoulombs(model: BatteryModel): number {
  return model.capacityMah * 3_600_000;
}

/** What each cause has drawn up to `timeUs`, µC. */
export function ledgerAt(
  model: BatteryModel,
  battery: BatteryState,
  timeUs: number,
): Record<ChargeCause, number> {
  const { drawn } = battery;
  // Nothing draws from a cell that is dead or out, and nothing reads what a dead cell loses by itself.
  if (isUnpowered(battery)) return { ...drawn };
  const seconds = (timeUs - battery.anchorUs) / 1e6;
  return {
    sleep: drawn.sleep + model.sleepMicroamps * seconds,
    display: drawn.display + (battery.displayOn ? model.displayMicroamps * seconds : 0),
    compute: drawn.compute,
    selfDischarge: drawn.selfDischarge + selfDischargeMicroamps(model) * seconds,
    drain: drawn.drain + battery.drainMicroamps * seconds,
    set: drawn.set,
  };
}

/** Remaining charge, µC; never below 0. */
export function remainingAt(model: BatteryModel, battery: BatteryState, timeUs: number): number {
  const ledger = ledgerAt(model, battery, timeUs);
  let remaining = capacityMicrocoulombs(model);
  for (const cause of chargeCauses) remaining -= ledger[cause];
  return Math.max(remaining, 0);
}

export function percentAt(model: BatteryModel, battery: BatteryState, timeUs: number): number {
  return (100 * remainingAt(model, battery, timeUs)) / capacityMicrocoulombs(model);
}

/** Terminal voltage in mV under `loadMicroamps` at `celsius`. */
export function millivoltsAt(
  model: BatteryModel,
  battery: BatteryState,
  timeUs: number,
  loadMicroamps: number,
  celsius: number,
): number {
  const { millivolts, ohms } = cellAt(model, percentAt(model, battery, timeUs));
  return millivolts - (loadMicroamps * ohms * coldFactor(model, celsius)) / 1000;
}

/** Unloaded voltage and resistance at a remaining charge, by linear interpolation in the table. */
export function cellAt(model: BatteryModel, percent: number): { millivolts: number; ohms: number } {
  const table = model.voltageTable;
  for (let i = 1; i < table.length; i++) {
    const low = table[i]!;
    if (percent >= low.percent) {
      const high = table[i - 1]!;
      const share = percent >= high.percent ? 1 : (percent - low.percent) / (high.percent - low.percent);
      return {
        millivolts: low.millivolts + (high.millivolts - low.millivolts) * share,
        ohms: low.ohms + (high.ohms - low.ohms) * share,
      };
    }
  }
  const last = table[table.length - 1]!;
  return { millivolts: last.millivolts, ohms: last.ohms };
}

/** Moves the anchor, before a change of load. */
export function settleBattery(model: BatteryModel, battery: BatteryState, timeUs: number): void {
  battery.drawn = ledgerAt(model, battery, timeUs);
  battery.anchorUs = timeUs;
}

/** Takes the charge of one computation out at once, since it lasts only milliseconds. */
export function drawCompute(model: BatteryModel, battery: BatteryState): void {
  battery.drawn.compute += (model.computeMicroamps * model.computeUs) / 1e6;
}

/** Sets the remaining charge, as if the bench had put in a used cell. */
export function setRemainingPercent(
  model: BatteryModel,
  battery: BatteryState,
  timeUs: number,
  percent: number,
): void {
  settleBattery(model, battery, timeUs);
  battery.drawn.set += remainingAt(model, battery, timeUs) - (capacityMicrocoulombs(model) * percent) / 100;
}

/** Replaces the cell by a new, full one. */
export function putNewCell(model: BatteryModel, battery: BatteryState, timeUs: number): void {
  settleBattery(model, battery, timeUs);
  for (const cause of chargeCauses) battery.drawn[cause] = 0;
}

/** When the unloaded voltage reaches the dead voltage, if nothing changes. */
export function deathTimeUs(model: BatteryModel, battery: BatteryState): number {
  const spare =
    remainingAt(model, battery, battery.anchorUs) - (capacityMicrocoulombs(model) * deadPercent(model)) / 100;
  if (spare <= 0) return battery.anchorUs;
  const microamps =
    model.sleepMicroamps +
    selfDischargeMicroamps(model) +
    battery.drainMicroamps +
    (battery.displayOn ? model.displayMicroamps : 0);
  return battery.anchorUs + Math.ceil((spare / microamps) * 1e6);
}

/** The remaining charge at which the table crosses the dead voltage. */
export function deadPercent(model: BatteryModel): number {
  const table = model.voltageTable;
  for (let i = 1; i < table.length; i++) {
    const high = table[i - 1]!;
    const low = table[i]!;
    if (low.millivolts <= model.deadMillivolts)
      return (
        low.percent +
        ((high.percent - low.percent) * (model.deadMillivolts - low.millivolts)) /
          (high.millivolts - low.millivolts)
      );
  }
  return 0;
}

/** Resistance rises linearly from 20 °C down to −20 °C. */
function coldFactor(model: BatteryModel, celsius: number): number {
  if (celsius >= 20) return 1;
  const depth = celsius <= -20 ? 1 : (20 - celsius) / 40;
  return 1 + (model.coldResistanceFactor - 1) * depth;
}

function selfDischargeMicroamps(model: BatteryModel): number {
  return (capacityMicrocoulombs(model) * model.selfDischargePercentPerYear) / 100 / (yearUs / 1e6);
}
