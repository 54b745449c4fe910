// Crystal, cell, button and screen of an app: they are the phone's, and never fail here.

import type { BatteryModel, ButtonModel, CrystalModel, LcdModel } from '../../firmware-sim/model.js';
import { assumed, type Facts } from '../fact.js';

export const phoneCrystal: CrystalModel = {
  toleranceSigmaPpm: 0,
  toleranceLimitPpm: 0,
  curvaturePpmPerC2: { centre: 0, spread: 0 },
  turnoverC: { centre: 25, spread: 0 },
  ageingFirstYearPpm: 0,
};

export const phoneBattery: BatteryModel = {
  capacityMah: 3000,
  selfDischargePercentPerYear: 0,
  sleepMicroamps: 0,
  displayMicroamps: 0,
  computeMicroamps: 0,
  computeUs: 0,
  voltageTable: [
    { percent: 100, millivolts: 4200, ohms: 0.1 },
    { percent: 0, millivolts: 3300, ohms: 0.1 },
  ],
  coldResistanceFactor: 1,
  lowMillivolts: 3300,
  brownoutMillivolts: 3000,
  deadMillivolts: 3000,
};

export const phoneButton: ButtonModel = { debounceUs: 0, bounceUs: 0, holdUs: 6_000_000 };

export const phoneScreen: Facts<LcdModel> = {
  positions: assumed(8, 'the app shows as many digits as the code has, at most eight'),
  annunciators: assumed(['countdown'], 'authenticator apps show how long a code is still good'),
  onUs: assumed(30_000_000, 'a phone in the hand locks its screen after about half a minute'),
  holdAction: assumed('none', 'an app has no button to hold'),
  pressWhileOnSwitchesOff: assumed(false, 'opening the app again shows the present code'),
};
