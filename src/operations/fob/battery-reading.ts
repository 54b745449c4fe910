// The state of a fob's cell, in answers.
import type { BatteryReading } from '../../../firmware-sim/index.js';
import type { Battery } from '../../contract/results/battery.js';

export function batteryAnswer({ millivolts, percent, state }: BatteryReading): Battery {
  return { voltageMv: millivolts, percent: Math.round(percent * 100) / 100, state };
}
