// The temperature and the battery of a fob.
import { type Command, query, setNumber } from '../command.js';
import { celsius, chargePercent, decimal } from '../quantities.js';

export const supplyCommands: readonly Command[] = [
  setNumber('TEMPerature', 'Sets the temperature of the fob.', celsius, ({ port }, temperature) =>
    port.setTemperature(temperature),
  ),
  query('TEMPerature?', 'Temperature of the fob in °C.', async ({ port }) =>
    decimal(await port.temperature(), 3),
  ),
  query('BATTery:VOLTage?', 'Voltage of the cell in V.', async ({ port }) =>
    ((await port.battery()).millivolts / 1000).toFixed(3),
  ),
  setNumber('BATTery:LEVel', 'Sets the remaining charge.', chargePercent, ({ port }, level) =>
    port.setBatteryLevel(level),
  ),
  query('BATTery:LEVel?', 'The remaining charge in %.', async ({ port }) =>
    decimal((await port.battery()).percent, 3),
  ),
  query('BATTery:STATe?', 'GOOD, LOW or DEAD.', async ({ port }) =>
    (await port.battery()).state.toUpperCase(),
  ),
];
