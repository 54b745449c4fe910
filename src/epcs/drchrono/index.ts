// DrChrono.
export * from './drchrono.js';
