// The relying parties of the source documents: one function a verb, over a context.
export * as administration from './administration/index.js';
export { type Answer, type Refusal, Refused } from './answer.js';
export {
  type Context,
  type ContextOptions,
  createContext,
  defaultSettings,
  type Settings,
} from './context.js';
export { currentFaults, type Faults, noFaults, setFaults } from './fault.js';
export * as fixtures from './fixtures/index.js';
export * as gold from './gold/index.js';
export { type Cause, type MessageCode, type MessageText, messages } from './messages.js';
export * as registry from './registry/index.js';
export { createScryptHash, type SecretHash } from './secret-hash.js';
export * as signing from './signing/index.js';
