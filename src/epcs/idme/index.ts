// ID.me: accounts, sign-in methods, identity proofing, consent.
export * from './consent.js';
export {
  type Identity,
  type IdmeAccount,
  type Method,
  type MethodKind,
  type ProofingStep,
  proofingSteps,
} from './idme-account.js';
export * from './key-rotation.js';
export * from './methods.js';
export * from './progress.js';
export * from './proofing.js';
export * from './recovery.js';
export * from './sign-in.js';
export * from './sign-up.js';
