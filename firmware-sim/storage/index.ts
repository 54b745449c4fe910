// The non-volatile memory of a fob.

export { type ArmedCut, Eeprom, PAGE_BYTES, WORD_BYTES } from './eeprom.js';
export type { FactoryRecord } from './factory-record.js';
export { FobStorage, type Recovery } from './fob-storage.js';
export { fromHex, toHex } from './hex.js';
export { CONFIGURATION_CAPACITY_BYTES, SEED_CAPACITY_LIMIT_BYTES } from './layout.js';
export { PowerCut } from './power-cut.js';
export type { StorageSnapshot } from './storage-snapshot.js';
