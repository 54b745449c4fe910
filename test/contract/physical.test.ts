// The contract on a fob of your own: FOBLAB_DEVICE=serial:/dev/ttyACM0 npm test -- contract/physical
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { personAtTerminal } from './person.js';
import { physicalContract } from './physical-contract.js';
import { openPhysicalFob } from './physical-fob.js';

const { FOBLAB_DEVICE: named, FOBLAB_DEVICE_SECRET_FILE: secretFile } = process.env;

if (named === undefined || named === '') {
  const absent = suite('physical');
  skip(
    absent,
    'the contract on a physical fob',
    'physical: FOBLAB_DEVICE names none (hid:1050:0407, serial:/dev/ttyACM0, lcd:<serial>; foblab devices lists them)',
  );
  absent.run();
} else {
  const person = personAtTerminal();
  const fob = await openPhysicalFob(named, person);
  const secret = secretFile ? Buffer.from(readFileSync(secretFile, 'utf8').trim(), 'hex') : undefined;
  physicalContract({ fob, person, secret }).run();
}
