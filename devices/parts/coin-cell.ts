// A CR2032 and what a token draws from it. No vendor has published the loads of these tokens.

import type { BatteryModel } from '../../firmware-sim/model.js';
import { assumed, type Facts, publishedForTheKind } from '../fact.js';

export const coinCell: Facts<BatteryModel> = {
  capacityMah: publishedForTheKind(
    220,
    'a CR2032, as teardowns of a GO 3 and of a VIP fob found: 220 to 240 mAh down to 2.0 V (Energizer handbook, TI SWRA349)',
  ),
  selfDischargePercentPerYear: publishedForTheKind(
    1.5,
    'Rayovac FAQ: a lithium coin cell loses about 1.5 % a year, in storage and in use; whose is inside is not public',
  ),
  sleepMicroamps: assumed(
    2.9,
    'chosen so that with ten presses a day the cell lasts seven years, as in a GO 6, which allows 3.2 µA in all; the clock empties the cell, not the presses',
  ),
  displayMicroamps: publishedForTheKind(
    2,
    'controllers that drive a small glass themselves: 1.25 µA (TI MSP430FR413x, 3 V) to 3.3 µA (NXP S08LL16, 3.6 V), maker.pro 282342; an RSA SecurID runs clock and glass below 5 µA (kerrywong.com)',
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
  coldResistanceFactor: assumed(
    5,
    'the voltage of coin cells falls in the cold; no source gives it for this load',
  ),
  lowMillivolts: assumed(2550, 'usual for 3 V logic; leaves about half a year of warning'),
  brownoutMillivolts: assumed(2100, 'an 8-bit MCU with its reset at 2.1 V'),
  deadMillivolts: publishedForTheKind(
    2000,
    'coin cells are rated down to 2.0 V (Energizer form 12006-A, Sanyo)',
  ),
};
