// A CR2032 and what a token draws from it. The loads are assumed: no vendor has published any.

import type { BatteryModel } from '../../firmware-sim/model.js';
import { assumed, type Facts } from '../fact.js';

export const coinCell: Facts<BatteryModel> = {
  capacityMah: assumed(
    220,
    'a CR2032, as in a GO 3: 220 to 240 mAh down to 2.0 V (Energizer handbook, TI SWRA349)',
  ),
  selfDischargePercentPerYear: assumed(
    1.5,
    'as a cell of this kind has it (Rayovac: about 1.5 % a year; others say below 1 %); whose is inside is not public',
  ),
  sleepMicroamps: assumed(
    2.9,
    'chosen so that ten presses a day last seven years; the clock, not the presses, empties the cell',
  ),
  displayMicroamps: assumed(
    6,
    'between 4 and 8 µA for a small glass with its driver; a hobby build measured 12 µA in all',
  ),
  computeMicroamps: assumed(600, 'an 8-bit MCU awake on its fast oscillator draws 0.3 to 1 mA'),
  computeUs: assumed(30_000, 'HMAC-SHA-1 on such an MCU takes 10 to 50 ms'),
  voltageTable: assumed(
    [
      { percent: 100, millivolts: 3100, ohms: 18 },
      { percent: 80, millivolts: 3000, ohms: 18 },
      { percent: 50, millivolts: 2930, ohms: 19 },
      { percent: 32, millivolts: 2870, ohms: 20 },
      { percent: 25, millivolts: 2800, ohms: 28 },
      { percent: 15, millivolts: 2550, ohms: 50 },
      { percent: 10, millivolts: 2250, ohms: 110 },
      { percent: 8, millivolts: 2000, ohms: 160 },
      { percent: 0, millivolts: 1500, ohms: 400 },
    ],
    'shape after Duracell data: 18 to 20 Ω down to a third, 30 Ω and the knee below 2.8 V after 170 mAh; the tail is assumed',
  ),
  coldResistanceFactor: assumed(5, 'coin cells sag in the cold; no figure for this load was found'),
  lowMillivolts: assumed(2550, 'usual for 3 V logic; leaves about half a year of warning'),
  brownoutMillivolts: assumed(2100, 'an 8-bit MCU with its reset at 2.1 V'),
  deadMillivolts: assumed(2000, 'the end point to which coin cells are rated'),
};
