// Reads the parts of a fob at a moment. Reading changes nothing.
import { cellAt, isUnpowered, millivoltsAt, percentAt } from './battery.js';
import { ratePpmAt } from './crystal.js';
import { isActive } from './faults.js';
import type { FirmwareState, FobParts } from './firmware.js';
import type { BatteryReading, ClockReading } from './fob-port.js';
import { decode, decodeWord, type LcdFrame } from './lcd/index.js';
import { fobTimeAt } from './rtc.js';
import { lcdFrame } from './screen.js';
import type { FobView } from './simulated-fob.js';
import { temperatureAt } from './temperature.js';

export function readGlass({ model, faults }: FobParts, state: FirmwareState, fobTimeUs: number): FobView {
  const frame: LcdFrame = lcdFrame(model, state, faults, fobTimeUs);
  const awake = state.mode === 'asleep' && state.closedAtCrystalUs !== null;
  const isWord = state.mode === 'notice' && state.garbled === undefined;
  return {
    state: awake ? 'awake' : state.mode,
    text: isWord ? decodeWord(frame.segments, state.text) : decode(frame.segments),
    lowBattery: frame.annunciators.batteryLow,
    frame,
  };
}

/** Undefined without power. @param livedUs the lived time of `timeUs` */
export function readClock(
  { rtc, crystal, battery }: FobParts,
  timeUs: number,
  livedUs: number,
): ClockReading | undefined {
  if (battery.dead) return undefined;
  const fobTimeUs = fobTimeAt(rtc, crystal, livedUs);
  const halted = rtc.haltedAtUs !== null;
  return {
    fobTimeUs,
    offsetUs: fobTimeUs - timeUs,
    driftPpm: halted ? -1e6 : ratePpmAt(crystal, livedUs),
  };
}

export function readBattery({ model, battery, crystal }: FobParts, livedUs: number): BatteryReading {
  const cell = model.battery;
  if (model.soft) return { millivolts: 0, percent: 100, state: 'good' };
  if (battery.out !== undefined) return { millivolts: 0, percent: 0, state: 'dead' };
  const percent = percentAt(cell, battery, livedUs);
  const celsius = temperatureAt(crystal.profile, livedUs);
  const load = cell.sleepMicroamps + (battery.displayOn ? cell.displayMicroamps : 0);
  const low = battery.forcedLow || cellAt(cell, percent).millivolts < cell.lowMillivolts;
  return {
    millivolts: Math.round(millivoltsAt(cell, battery, livedUs, load, celsius)),
    percent,
    state: isUnpowered(battery) ? 'dead' : low ? 'low' : 'good',
  };
}

/** Number of failing parts: memory and cell, counter, crystal, glass, button, charge. */
export function countFailing(parts: FobParts, mode: FirmwareState['mode'], livedUs: number): number {
  const { model, storage, crystal, rtc, faults } = parts;
  const broken = [
    mode === 'dead',
    model.otp.type === 'hotp' && storage.counter < 0,
    crystal.stopped || rtc.haltedAtUs !== null,
    isActive(faults, 'lcd.segment') || isActive(faults, 'lcd.blank'),
    isActive(faults, 'button.stuck') || isActive(faults, 'button.dead') || isActive(faults, 'button.jammed'),
    readBattery(parts, livedUs).state === 'low',
  ];
  return broken.filter(Boolean).length;
}
