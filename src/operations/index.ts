export { closest } from './closest.js';
export { findFob, type OperationContext } from './context.js';
export { Holder, runOperation } from './dispatch.js';
export { durationText, parseDuration } from './duration.js';
export { BenchFobPort } from './link/bench-fob-port.js';
export { type LinkHost, type LinkListing, type LinkOptions, linkHost } from './link/link-host.js';
export { type PlugListing, UsbBus } from './link/usb-bus.js';
export type { Operation, OperationMode } from './operation.js';
export { asOperationError, type ErrorCode, errorCodes, OperationError } from './operation-error.js';
export type { Input, Parameter, Parameters, Values } from './parameter.js';
export { readArguments } from './parameter.js';
export type { BenchClient, HeldBench } from './session.js';
export { holdBench, openBenchClient, runOnBench } from './sessions.js';
export {
  findOperation,
  type OperationName,
  type OperationNamed,
  operations,
  operationTable,
} from './table.js';
