// A scenario in memory: a bench, its fobs, and steps with their places in the file.
import type { Operation } from '../host/operation.js';
import type { Place } from './positioned.js';

/** A value of a step. Text may hold variables: `${code}`. */
export type Given = string | readonly Given[] | { readonly [name: string]: Given };

export interface Scenario {
  readonly file: string;
  readonly name: string;
  readonly description: string;
  readonly bench: { readonly atUs: number; readonly seed: string };
  readonly steps: readonly Step[];
}

interface StepBase {
  readonly place: Place & { readonly file: string };
  /** The step in words, for the transcript. */
  readonly words: string;
}

export interface OperationStep extends StepBase {
  readonly kind: 'operation';
  readonly operation: Operation;
  readonly arguments: Readonly<Record<string, Given>>;
  /** Fields of the answer that become variables, by path. */
  readonly capture: Readonly<Record<string, string>>;
  /** Expected fields of the answer, by path. */
  readonly expect: Readonly<Record<string, Given>> | undefined;
  /** The error that the step must give: its code, and a text in its message. */
  readonly refused: { readonly code: string; readonly message?: string } | undefined;
}

export interface ExpectationStep extends StepBase {
  readonly kind: 'expectation';
  readonly of: 'screen' | 'verdict' | 'event' | 'answer' | 'reply';
  /** True for `expect-not`. */
  readonly not: boolean;
  readonly wanted: Readonly<Record<string, Given>>;
}

export interface SendStep extends StepBase {
  readonly kind: 'send';
  readonly fob: string;
  readonly line: string;
}

export interface RepeatStep extends StepBase {
  readonly kind: 'repeat';
  readonly times: number;
  readonly steps: readonly Step[];
}

export interface ParallelStep extends StepBase {
  readonly kind: 'parallel';
  readonly branches: readonly (readonly Step[])[];
}

export interface IncludeStep extends StepBase {
  readonly kind: 'include';
  readonly steps: readonly Step[];
}

export type Step = OperationStep | ExpectationStep | SendStep | RepeatStep | ParallelStep | IncludeStep;
