// Setting up and synchronizing a hardware token.
export { newBackupCodes } from './backup-codes.js';
export * from './synchronize.js';
