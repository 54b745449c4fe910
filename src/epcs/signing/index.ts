// Prescriptions and their signatures.
export {
  type Prescription,
  type PrescriptionContent,
  type PrescriptionInput,
  schedules,
} from './prescription.js';
export * from './sign.js';
export { recordHolds, type SignedRecord, type SignedRecordSummary } from './signed-record.js';
export type { SigningRight } from './signing-right.js';
