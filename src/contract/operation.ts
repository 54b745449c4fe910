// What one operation is: its words, what it takes, answers, streams and refuses, and who may ask for it. Every face is
// made from this description. The behaviour is elsewhere (src/operations).
import type { ErrorCode } from './operation-error.js';
import type { Parameters } from './parameter.js';
import type { Schema } from './schema.js';

/**
 * `read`: changes nothing. `change`: changes the bench, its verifier or its files.
 * `outside`: also acts on something that foblab does not hold, such as a physical fob or a verifier under test.
 */
export type Effect = 'read' | 'change' | 'outside';

/**
 * `immediate`: synchronous; a change is one transaction of the bench, done once however often its request is sent.
 * `waits`: waits for something, such as a database, a device or a moment of the bench's time.
 * `streams`: sends items until it is done or the client disconnects.
 */
export type Timing = 'immediate' | 'waits' | 'streams';

/**
 * Who may ask for it over a network. `look` reads, `operate` works with fobs and codes, `administer` sees or replaces
 * secrets and credentials. `anyone`: the operation checks the session of a relying party itself.
 */
export type Access = 'anyone' | 'look' | 'operate' | 'administer';

export interface OperationDescriptor<
  Name extends string = string,
  P extends Parameters = Parameters,
  Answer = unknown,
> {
  /** `noun.verb`. */
  name: Name;
  /** The words on the command line. */
  command: string;
  summary: string;
  /** Longer help, for a reader in trouble. */
  help?: string;
  /** `foblab …` lines, shown first in help. */
  examples: readonly string[];
  parameters: P;
  /** Parameters taken by position on the command line, in order. */
  positionals: readonly (keyof P & string)[];
  effect: Effect;
  timing: Timing;
  access: Access;
  /** `optional`: also runs without a bench, and answers less. */
  needsBench: boolean | 'optional';
  /** Commands that are no operation have none. */
  answer?: Schema;
  /** One item of a stream, or of progress. */
  item?: Schema;
  /** Its own error codes; {@link errorCodesOf} adds the ones that every operation of its kind can give. */
  errors: readonly ErrorCode[];
  /** Fields of the answer or an item that hold a secret. They leave a server only when a flag of it allows that. */
  secretFields: readonly string[];
  /** Method and path under `/v1`, where effect, noun, verb and subject do not give the natural one. */
  route?: string;
  /** The one value that `--plain` prints. */
  plain?(answer: Answer): string;
  /** The answer as a person reads it. */
  text(answer: Answer): string;
  /** What a person should know beside an answer that is a whole file; empty where there is nothing. */
  beside?(answer: Answer): string;
  /** One item of a stream, for a person. */
  itemText?(item: unknown): string;
  /** One item where items are progress and not the answer: for a person, beside the answer. */
  progressText?(item: unknown): string;
  /** True where it runs until the client disconnects: an owner that closes the bench does not wait for it. */
  lasts?(given: Record<string, unknown>): boolean;
  /** The arguments that continue a stream after `item`. */
  resume?(given: Record<string, unknown>, item: unknown): Record<string, unknown>;
  /** True if the answer is complete and negative: exit code 1. */
  refused?(answer: Answer): boolean;
}

/** Every code that the operation can give. */
export function errorCodesOf(operation: OperationDescriptor): ErrorCode[] {
  const codes = new Set<ErrorCode>(operation.errors);
  codes.add('usage').add('internal');
  // A bench whose time stopped refuses every change.
  if (operation.needsBench !== false && operation.effect !== 'read') codes.add('refused');
  if (operation.needsBench !== false)
    for (const code of ['not-found', 'permission', 'busy', 'no-room', 'timeout', 'damaged'] as const)
      codes.add(code);
  return [...codes].sort();
}

/** The version of every answer's shape, raised together: `foblab.fob.press/2`. */
export const answerVersion = 2;

/** What stands in the `schema` field of an answer; the `$id` of its schema. */
export function answerSchemaId(operation: { name: string }): string {
  return `foblab.${operation.name}/${answerVersion}`;
}
