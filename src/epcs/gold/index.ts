// EPCS Gold: enrolment, sign-in, token management, reports.
export * from './biometric.js';
export * from './enrolment.js';
export * from './forgot-passphrase.js';
export * from './home.js';
export * from './report-lost.js';
export * from './sign-in.js';
export * from './tokens.js';
