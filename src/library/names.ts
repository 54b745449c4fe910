// The names of models, faults and profiles as types, so that the compiler refuses a misspelt one.
import type { ModelId } from '../../devices/index.js';
import type { FobFaultName, ProfileName } from '../../firmware-sim/index.js';
import type { LinkFaultName } from '../links/index.js';
import type { UsbFaultName } from '../usb/fault-names.js';

/** A model of the catalogue, or one that `foblab models derive` has made of a lab's own fobs. */
export type ModelName = ModelId | `lab/${string}`;

/** A fault of a fob, of its link, or of its USB port. */
export type FaultName = FobFaultName | LinkFaultName | UsbFaultName;

/** °C, a profile, or points: `'0s:21,3h:-10'`, each a time after now and °C. */
export type Temperature = number | `${number}` | ProfileName | `${string}:${string}`;
