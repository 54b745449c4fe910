// Makes a target from its description.
import { describedKinds } from './described-kinds.js';
import type { Target } from './target.js';
import { systemDependencies, type TargetDependencies } from './target-dependencies.js';
import type { TargetDescription } from './target-description.js';

/** Opens nothing yet: each verification starts its own process or connection. */
export function openTarget(
  description: TargetDescription,
  dependencies: TargetDependencies = systemDependencies,
): Target {
  const { open } = describedKinds[description.kind] as {
    open(description: TargetDescription, dependencies: TargetDependencies): Target;
  };
  return open(description, dependencies);
}
