// The kinds of target that a file can describe, with the reader of the file and the function that opens the target.

import { commandTarget } from './command-target.js';
import { httpTarget } from './http-target.js';
import { commandKeys, readCommand } from './read-command.js';
import { httpKeys, readHttp } from './read-http.js';
import type { TemplateScope } from './read-template.js';
import type { Target } from './target.js';
import type { TargetDependencies } from './target-dependencies.js';
import type { Described, TargetDescription } from './target-description.js';
import type { Entry } from './yaml-source.js';

interface DescribedKind<D extends TargetDescription> {
  /** The keys of its file, besides those of every target. */
  readonly keys: readonly string[];
  /** The conditions that a verdict rule can have. */
  readonly conditions: readonly string[];
  /** A rule that accepts, as an example in messages. */
  readonly exampleRule: string;
  /**
   * @param path makes a path in the file absolute
   * @param folder the folder to which relative paths in the file refer
   */
  read(
    scope: TemplateScope,
    entries: ReadonlyMap<string, Entry>,
    path: (given: string) => string,
    folder: string,
  ): Omit<D, keyof Described>;
  open(description: D, dependencies: TargetDependencies): Target;
}

export const describedKinds: {
  readonly [K in TargetDescription['kind']]: DescribedKind<Extract<TargetDescription, { kind: K }>>;
} = {
  command: {
    keys: commandKeys,
    conditions: ['exit', 'stdout', 'stderr', 'json', 'equals'],
    exampleRule: '- { exit: 0, outcome: accepted }',
    read: readCommand,
    open: commandTarget,
  },
  http: {
    keys: httpKeys,
    conditions: ['status', 'body', 'json', 'equals'],
    exampleRule: '- { status: 200, outcome: accepted }',
    read: readHttp,
    open: httpTarget,
  },
};

export const describedKindNames = Object.keys(describedKinds) as readonly TargetDescription['kind'][];
