// What other rooms may import of the firmware.

export type { SlotListing } from './applets/usb-applet.js';
export { cellAt } from './battery.js';
export { type CrystalState, cutCrystal, offsetAt } from './crystal.js';
export {
  type FaultDefinition,
  type FaultParameter,
  type FobFaultName,
  findFault,
  fobFaults,
} from './faults.js';
export { Fob } from './fob.js';
export { type FobEventKind, fobEventKinds } from './fob-event-kinds.js';
export * from './fob-port.js';
export type { FobOptions } from './fob-state.js';
export * from './input-ranges.js';
export * from './lcd/index.js';
export type * from './model.js';
export { otpCode, timeStep } from './otp.js';
export type { LifeReading } from './published-life.js';
export { Random, type RandomSource, type RandomState } from './random.js';
export { type RestingClock, restingOffsetUs } from './resting-clock.js';
export { clockWithoutMemory, clockWithoutPower } from './rtc.js';
export { SecretRandom } from './secret-random.js';
export type * from './simulated-fob.js';
export { fobSchema } from './snapshot.js';
export { SEED_CAPACITY_LIMIT_BYTES } from './storage/layout.js';
export {
  dayUs,
  hourUs,
  namedProfile,
  type ProfileName,
  profileNames,
  type TemperaturePoint,
  type TemperatureProfile,
} from './temperature.js';
