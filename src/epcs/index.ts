// The relying parties of the source documents: one function for each verb, with a context as its first argument.
export * as administration from './administration/index.js';
export { type Answer, type Refusal, Refused } from './answer.js';
export * as authenticatorBinding from './authenticator-binding/index.js';
export * as calmhsa from './calmhsa/index.js';
export {
  type Context,
  type ContextOptions,
  createContext,
  defaultSettings,
  type Settings,
} from './context.js';
export { deliver, type ListedMessage, messages as outboxMessages } from './deliver.js';
export * as drchrono from './drchrono/index.js';
export { currentFaults, type Faults, noFaults, setFaults } from './fault.js';
export * as fixtures from './fixtures/index.js';
export * as gold from './gold/index.js';
export * as idme from './idme/index.js';
export * as iprescribe from './iprescribe/index.js';
export { type Cause, type MessageCode, type MessageText, messages } from './messages.js';
export type { Channel, Message } from './outbox.js';
export * as registry from './registry/index.js';
export { createScryptHash, type SecretHash } from './secret-hash.js';
export * as signing from './signing/index.js';
export * as synchronization from './synchronization/index.js';
