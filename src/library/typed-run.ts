// Operations by name, with their arguments and answers as types.
import type { Input } from '../contract/parameter.js';
import type { OperationName, OperationNamed } from '../operations/index.js';

/** The arguments of an operation. */
export type Arguments<N extends OperationName> = Input<OperationNamed<N>['parameters']>;

/** The answer of an operation. */
export type Answer<N extends OperationName> = Awaited<ReturnType<OperationNamed<N>['run']>>;

/** Runs an operation. Arguments are optional if none is required. @throws OperationError */
export type TypedRun = <N extends OperationName>(
  name: N,
  ...given: Partial<Arguments<N>> extends Arguments<N> ? [Arguments<N>?] : [Arguments<N>]
) => Promise<Answer<N>>;
