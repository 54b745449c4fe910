// Setting up and synchronizing a hardware token.
export * from './synchronize.js';
