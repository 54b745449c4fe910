// An operation with its behaviour: the descriptor that every face is made from, and the function that runs it.
import type { Static, TSchema } from '@sinclair/typebox';
import type { OperationDescriptor } from '../contract/operation.js';
import type { Parameters, Values } from '../contract/parameter.js';
import type { SchemaBuilder } from '../contract/schema.js';
import type { OperationContext } from './operation-context.js';

export interface Operation<Name extends string = string, P extends Parameters = Parameters, Answer = unknown>
  extends OperationDescriptor<Name, P, Answer> {
  run(context: OperationContext, values: Values<P>): Answer | Promise<Answer>;
  /** Runs after the change is stored: waits for the work that `run` started, and returns the final answer. */
  settle?(context: OperationContext, values: Values<P>, answer: Answer): Promise<Answer>;
}

/** The table of operations, handed in by the face. A name that is not in it gives `undefined`. */
export type FindOperation = (name: string) => Promise<Operation | undefined>;

type Defaults = 'needsBench' | 'examples' | 'errors' | 'secretFields' | 'access';

type Definition<Name extends string, P extends Parameters, Answer> = Omit<
  Operation<Name, P, Answer>,
  Defaults | 'run' | 'answer'
> &
  Partial<Pick<Operation<Name, P, Answer>, Defaults>> & {
    run(context: OperationContext, values: Values<P>): Answer | Promise<Answer>;
  };

/**
 * Defines an operation; the compiler holds what `run` returns against the `answer` schema.
 * Left out: it needs a bench, has no examples, gives no error of its own and holds no secret; its access follows from
 * its effect (`look` for a read, `operate` otherwise).
 */
export function defineOperation<const Name extends string, P extends Parameters, T extends TSchema>(
  definition: Definition<Name, P, Static<T>> & { answer: (t: SchemaBuilder) => T },
): Operation<Name, P, Static<T>>;
export function defineOperation(definition: Definition<string, Parameters, unknown>): Operation {
  return {
    needsBench: true,
    examples: [],
    errors: [],
    secretFields: [],
    access: definition.effect === 'read' ? 'look' : 'operate',
    ...definition,
  };
}
