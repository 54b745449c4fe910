import { chargeRangePercent } from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { fobSerial, number, optional } from '../../contract/parameter.js';
import { batterySchema } from '../../contract/results/battery.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { batteryAnswer } from './battery-reading.js';

export const battery = defineOperation({
  name: 'fob.battery',
  command: 'battery',
  summary: "read a fob's battery, or set what is left in it",
  help: 'Near its end a fob shows a notice in place of its code (docs/models.md has a picture for each model); when the cell no longer drives it, its memory is lost for good. The voltages stand in its datasheet (foblab models). A new cell, as a person puts one in: foblab battery replace.',
  examples: [
    'foblab battery 3315511111',
    'foblab battery 3315511111 20%',
    'foblab battery 3315511111 --level 20',
  ],
  parameters: {
    fob: fobSerial(),
    level: optional(number('what is left of the charge', { ...chargeRangePercent, unit: '%' })),
  },
  positionals: ['fob', 'level'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) => t.Object({ ...screenFields(t), battery: t.shared(batterySchema) }),
  run({ bench }, { fob, level }) {
    const { serial } = findFob(bench, fob);
    if (level !== undefined) bench.drive(serial, (simulated, now) => simulated.setBatteryPercent(now, level));
    const reading = bench.look(serial, (simulated, now) => simulated.battery(now));
    return { ...screenAnswer(bench, serial), battery: batteryAnswer(reading) };
  },
  plain: (result) => String(result.battery.percent),
  text: ({ serial, battery: cell }) => `${serial}  ${cell.state}, ${cell.percent} %, ${cell.voltageMv} mV`,
});
