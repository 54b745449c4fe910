// iPrescribe: registration, log-in, authenticators.
export * from './authenticators.js';
export { type IprescribeAccount, type RegistrationStep, registrationSteps } from './iprescribe-account.js';
export * from './log-in.js';
export * from './progress.js';
export {
  createAccount,
  finishRegistration,
  launchIdme,
  resumeRegistration,
  savePersonalInfo,
  savePracticeInfo,
  signUp,
  updatePracticeInfo,
} from './registration.js';
