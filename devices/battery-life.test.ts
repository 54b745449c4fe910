import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { cellAt } from '../firmware-sim/index.js';
import { findModel, toFobModel } from './index.js';

const { battery, lcd } = toFobModel(findModel('onespan/digipass-go7'));
const PRESSES_A_DAY = 10;
const HOURS_A_YEAR = 24 * 365.25;

test('the arithmetic: ten presses a day empty a GO 7 in about seven years', () => {
  const codes = PRESSES_A_DAY * 365.25;
  const sleep = (battery.sleepMicroamps * HOURS_A_YEAR) / 1000;
  const selfDischarge = (battery.capacityMah * battery.selfDischargePercentPerYear) / 100;
  const display = (codes * (lcd.onUs / 3.6e9) * battery.displayMicroamps) / 1000;
  const compute = (codes * (battery.computeUs / 3.6e9) * battery.computeMicroamps) / 1000;
  assert.ok(Math.abs(sleep - 25.4) < 0.1, `${sleep} mAh a year asleep`);
  assert.ok(Math.abs(selfDischarge - 3.3) < 0.01, `${selfDischarge} mAh a year of self-discharge`);
  assert.ok(Math.abs(display - 0.065) < 0.001, `${display} mAh a year of display`);
  assert.ok(Math.abs(compute - 0.018) < 0.001, `${compute} mAh a year of computing`);
  const usable = battery.capacityMah * (1 - percentAt(battery.deadMillivolts) / 100);
  const years = usable / (sleep + selfDischarge + display + compute);
  assert.ok(Math.abs(years - 7) < 0.3, `${years} years`);
});

test('the low-battery sign comes first, then brown-outs, then death', () => {
  const low = percentAt(battery.lowMillivolts);
  const brownout = loadedPercentAt(battery.brownoutMillivolts, 1);
  const cold = loadedPercentAt(battery.brownoutMillivolts, battery.coldResistanceFactor);
  const dead = percentAt(battery.deadMillivolts);
  assert.ok(low > cold && cold > brownout && brownout > dead, `${[low, cold, brownout, dead]}`);
  const warningYears = (((low - dead) / 100) * battery.capacityMah) / 29;
  assert.ok(warningYears > 0.25 && warningYears < 1, `${warningYears} years between the sign and the end`);
});

test('the voltage only ever falls and the resistance only ever rises', () => {
  const table = battery.voltageTable;
  assert.equal(table[0]!.percent, 100);
  assert.equal(table.at(-1)!.percent, 0);
  for (let row = 1; row < table.length; row++) {
    assert.ok(table[row]!.percent < table[row - 1]!.percent);
    assert.ok(table[row]!.millivolts < table[row - 1]!.millivolts);
    assert.ok(table[row]!.ohms >= table[row - 1]!.ohms);
  }
});

test('a card of 15 mAh outlasts the five years and 15 000 codes that its vendor publishes', () => {
  const card = toFobModel(findModel('symantec/vip-token-ft'));
  const { battery: cell } = card;
  const codes = 15_000;
  const drawn =
    (5 * HOURS_A_YEAR * cell.sleepMicroamps) / 1000 +
    (5 * cell.capacityMah * cell.selfDischargePercentPerYear) / 100 +
    (codes *
      ((card.lcd.onUs / 3.6e9) * cell.displayMicroamps + (cell.computeUs / 3.6e9) * cell.computeMicroamps)) /
      1000;
  assert.ok(drawn < cell.capacityMah * 0.92, `${drawn} mAh in five years`);
  assert.ok(cell.capacityMah < 20 && cell.sleepMicroamps < 0.5);
});

/** The remaining charge at an unloaded voltage. */
function percentAt(millivolts: number): number {
  let percent = 100;
  while (cellAt(battery, percent).millivolts > millivolts) percent -= 0.001;
  return percent;
}

function loadedPercentAt(millivolts: number, resistanceFactor: number): number {
  const load = battery.computeMicroamps + battery.sleepMicroamps;
  let percent = 100;
  const loaded = (): number => {
    const cell = cellAt(battery, percent);
    return cell.millivolts - (load * cell.ohms * resistanceFactor) / 1000;
  };
  while (loaded() > millivolts) percent -= 0.001;
  return percent;
}

test.run();
