// The registry of prescribers.
export { parseRegions, RegistryFileError, type RegistryProblem, readRegistry } from './read-registry.js';
export * from './registry.js';
export type { Licence, RegistryEntry } from './registry-entry.js';
