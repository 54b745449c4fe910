// From a description to a target that can be asked.
import { commandTarget } from './command-target.js';
import { httpTarget } from './http-target.js';
import type { Target } from './target.js';
import { systemDependencies, type TargetDependencies } from './target-dependencies.js';
import type { TargetDescription } from './target-description.js';

/** Opens nothing yet: each verification starts its own process or connection. */
export function openTarget(
  description: TargetDescription,
  dependencies: TargetDependencies = systemDependencies,
): Target {
  return description.kind === 'command'
    ? commandTarget(description, dependencies)
    : httpTarget(description, dependencies);
}
