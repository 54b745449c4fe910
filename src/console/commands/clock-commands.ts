// The fob's clock: its time, its offset, its rate.
import { type Command, query, setNumber } from '../command.js';
import { ageingTime, clockOffset, decimal, driftRate, microsecondsAsSeconds } from '../quantities.js';

export const clockCommands: readonly Command[] = [
  query('CLOCk:TIME?', 'Fob time in Unix seconds.', async ({ port }) =>
    microsecondsAsSeconds((await port.clock()).fobTimeUs),
  ),
  setNumber('CLOCk:OFFSet', 'Sets fob time minus true time.', clockOffset, ({ port }, offset) =>
    port.setOffset(offset),
  ),
  query('CLOCk:OFFSet?', 'Fob time minus true time in seconds.', async ({ port }) =>
    microsecondsAsSeconds((await port.clock()).offsetUs),
  ),
  setNumber(
    'CLOCk:DRIFt',
    'Sets the net rate of the clock; positive runs fast.',
    driftRate,
    ({ port }, rate) => port.setDrift(rate),
  ),
  query('CLOCk:DRIFt?', 'Net rate of the clock at this moment in ppm.', async ({ port }) =>
    decimal((await port.clock()).driftPpm, 6),
  ),
  setNumber(
    'CLOCk:AGE',
    'Ages crystal, cell and offset as if that time had passed; true time stays.',
    ageingTime,
    ({ port }, time) => port.age(time),
  ),
];
