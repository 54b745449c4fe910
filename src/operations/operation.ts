// One thing that foblab can do, and the table that every face is made from.
import type { OperationContext } from './context.js';
import type { Parameters, Values } from './parameter.js';

/**
 * `change`: synchronous, one transaction of the bench, done once however often its request is sent.
 * `read`: synchronous, changes nothing. `async`: waits for something outside the bench.
 */
export type OperationMode = 'change' | 'read' | 'async';

/** What joins the bench's part of an answer where there is a bench, and gives the rest without. */
export const whereThereIsOne = 'where there is one';

export interface Operation<
  Name extends string = string,
  P extends Parameters = Parameters,
  Result = unknown,
> {
  name: Name;
  /** The word on the command line. */
  command: string;
  summary: string;
  /** Longer help: what to know at one's worst moment. */
  help?: string;
  /** `foblab …` lines, shown first in help. */
  examples: readonly string[];
  parameters: P;
  /** Parameters taken by position on the command line, in order. */
  positionals: readonly (keyof P & string)[];
  mode: OperationMode;
  /** False for what works without a bench, and has none. */
  needsBench: boolean | typeof whereThereIsOne;
  run(context: OperationContext, values: Values<P>): Result | Promise<Result>;
  /** After the change is stored: waits for what it set going, and gives the answer as it then is. */
  settle?(context: OperationContext, values: Values<P>, result: Result): Promise<Result>;
  /** The one value that `--plain` prints. */
  plain?(result: Result): string;
  /** What a person sees. */
  text(result: Result): string;
  /** True where it goes on until whoever asked goes: a holder that lets go of the bench does not wait for it. */
  lasts?(given: Record<string, unknown>): boolean;
  /** The arguments that go on with a stream after `item`. */
  resume?(given: Record<string, unknown>, item: unknown): Record<string, unknown>;
  /** One item of a stream, for a person. */
  itemText?(item: unknown): string;
  /** One item, where items are progress and not the answer: for a person, beside the answer. */
  progressText?(item: unknown): string;
  /** Exit code 1 for a complete answer that is a no. */
  refused?(result: Result): boolean;
}

type Definition<Name extends string, P extends Parameters, Result> = Omit<
  Operation<Name, P, Result>,
  'needsBench' | 'examples' | 'run'
> & {
  needsBench?: boolean | typeof whereThereIsOne;
  examples?: readonly string[];
  run(context: OperationContext, values: Values<P>): Result | Promise<Result>;
};

export function defineOperation<const Name extends string, P extends Parameters, Result>(
  definition: Definition<Name, P, Awaited<Result>>,
): Operation<Name, P, Awaited<Result>> {
  return { needsBench: true, examples: [], ...definition } as Operation<Name, P, Awaited<Result>>;
}
