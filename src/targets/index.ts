// Targets: verifiers under test, foblab's own among them. See docs/targets.md.
export {
  type CheckFinding,
  type CheckOptions,
  checkFindings,
  checkTarget,
  impossible,
  type TargetCheck,
} from './check-target.js';
export { type FoblabVerify, foblabTarget, foblabTargetName } from './foblab-target.js';
export { openTarget } from './open-target.js';
export { placeholders } from './placeholders.js';
export {
  parseTargetFile,
  readTargetFile,
  type TargetFilePlace,
  targetFileExtensions,
} from './read-target-file.js';
export { targetOutcomes } from './read-verdict.js';
export {
  type Target,
  type TargetAnswer,
  type TargetKind,
  type TargetOutcome,
  type TargetRequest,
  type TargetVerdict,
  type TimeBase,
  targetKinds,
  timeBases,
} from './target.js';
export { systemDependencies, type TargetDependencies } from './target-dependencies.js';
export type { CommandDescription, HttpDescription, TargetDescription } from './target-description.js';
export {
  TargetError,
  type TargetErrorCode,
  TargetFileError,
  type TargetFileProblem,
  targetErrorCodes,
} from './target-error.js';
export { findTargetFile, type ListedTarget, listTargets } from './target-folder.js';
