// Seed files: PSKC, CSV, hex lists and otpauth URIs, to and from records. A leaf: it knows no bench and no verifier.
export { writeCsv } from './csv/write.js';
export { otpauthUri } from './otpauth.js';
export { type PskcProtection, writePskc } from './pskc/write.js';
export { qr } from './qr.js';
export { readSeedFile } from './read-seed-file.js';
export { SeedFileError, type SeedFileErrorCode } from './seed-file-error.js';
export {
  type ReadOptions,
  type SeedAlgorithm,
  type SeedDefaults,
  type SeedFile,
  type SeedFileFormat,
  type SeedPosition,
  type SeedRecord,
  type SeedReportEntry,
  seedFileFormats,
} from './seed-record.js';
export { sizeMaximumBytes, xmlMaximumBytes } from './source-text.js';
