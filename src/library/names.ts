// The names of models, faults and profiles as types, so that the compiler refuses a misspelt one.
import type { ModelId } from '../../devices/index.js';
import type { FobFaultName, ProfileName } from '../../firmware-sim/index.js';
import type { LinkFaultName } from '../links/index.js';
import type { UsbFaultName } from '../usb/fault-names.js';

/** A model of the catalogue, or a lab's own model, made by `foblab models derive`. */
export type ModelName = ModelId | `lab/${string}`;

/** A fault of a fob, of its link, or of its USB port. */
export type FaultName = FobFaultName | LinkFaultName | UsbFaultName;

/** °C, a profile, or points such as `'0s:21,3h:-10'`: a time from now and the °C at that time. */
export type Temperature = number | `${number}` | ProfileName | `${string}:${string}`;
