// The catalogue of models.

export { toAppModel } from './app-model.js';
export { catalogue } from './catalogue.js';
export type {
  Datasheet,
  DeviceKind,
  HardDatasheet,
  OtpDatasheet,
  PhoneDatasheet,
  PushDatasheet,
  SoftDatasheet,
  UsbKeyDatasheet,
} from './datasheet.js';
export { type BasisCounts, basisCountsText, countBases, factsOf } from './datasheet-facts.js';
export {
  checkDerivedId,
  type DerivedModel,
  derivedDatasheet,
  derivedModelSchema,
  type Estimate,
  estimateText,
  readDerivedModel,
} from './derived-model.js';
export {
  assumed,
  type Basis,
  bases,
  basisText,
  type Fact,
  type Facts,
  type Measurement,
  measured,
  published,
  publishedForTheKind,
  valuesOf,
} from './fact.js';
export { findModel, UnknownModelError } from './find-model.js';
export { OrderError, type OrderOptions, toFobModel } from './fob-model.js';
export { toKeyModel } from './key-model.js';
export { nearest } from './nearest.js';
export { SerialError, type SerialGrammar, type SerialReading } from './serial/grammar.js';
export { VIP_PREFIXES, type VipPrefix } from './serial/vip-prefix-table.js';
export { type ModelId, sheetOf } from './sheets.js';
