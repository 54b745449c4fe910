// The description of one operation: its command, parameters, answer, items, errors and access. The command line, HTTP, the
// library, scenarios and the terminal UI are made from it. Its behaviour is in src/operations.
import type { ErrorCode } from './operation-error.js';
import type { Parameters } from './parameter.js';
import type { Schema } from './schema.js';

/**
 * `read`: changes nothing. `change`: changes the bench, its verifier or its files.
 * `outside`: also acts on something that foblab does not hold, such as a physical fob or a verifier under test.
 */
export type Effect = 'read' | 'change' | 'outside';

/**
 * `immediate`: synchronous; a change is one transaction of the bench, and happens once even if its request is sent twice.
 * `waits`: waits for something, such as a database, a device or a moment of the bench's time.
 * `streams`: sends items until it is done or the client disconnects.
 */
export type Timing = 'immediate' | 'waits' | 'streams';

/**
 * Who may call it over a network. `look` reads, `operate` works with fobs and codes, `administer` sees or replaces
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
  /** Longer help, shown below the summary. */
  help?: string;
  /** `foblab …` lines, shown first in help. */
  examples: readonly string[];
  parameters: P;
  /** Parameters taken by position on the command line, in order. */
  positionals: readonly (keyof P & string)[];
  effect: Effect;
  timing: Timing;
  access: Access;
  /** `optional`: runs without a bench too, and then answers less. */
  needsBench: boolean | 'optional';
  /** Missing for a command that is no operation. */
  answer?: Schema;
  /** One item of a stream, or of progress. */
  item?: Schema;
  /** Its own error codes; {@link errorCodesOf} adds the ones that every operation of its kind can give. */
  errors: readonly ErrorCode[];
  /** Fields of the answer or an item that hold a secret. A server sends them only with `--show-secrets`. */
  secretFields: readonly string[];
  /** Method and path under `/v1`, if they do not follow from effect, noun, verb and subject. */
  route?: string;
  /** The one value that `--plain` prints. */
  plain?(answer: Answer): string;
  /** The answer as a person reads it. */
  text(answer: Answer): string;
  /** Notes for standard error beside an answer that is a whole file; empty if there are none. */
  notes?(answer: Answer): string;
  /** One item of a stream, for a person. */
  itemText?(item: unknown): string;
  /** One item of progress, for a person: it goes to standard error. */
  progressText?(item: unknown): string;
  /** True if it runs until the client disconnects: an owner that closes the bench does not wait for it. */
  runsUntilDisconnect?(given: Record<string, unknown>): boolean;
  /** The arguments that continue a stream after `item`. */
  resume?(given: Record<string, unknown>, item: unknown): Record<string, unknown>;
  /** True if the answer is complete and negative: exit code 1. */
  refused?(answer: Answer): boolean;
}

/** Every code that the operation can give. */
export function errorCodesOf(operation: OperationDescriptor): ErrorCode[] {
  const codes = new Set<ErrorCode>(operation.errors);
  codes.add('usage').add('internal');
  // A bench whose time has stopped refuses every change.
  if (operation.needsBench !== false && operation.effect !== 'read') codes.add('refused');
  if (operation.needsBench !== false)
    for (const code of ['not-found', 'permission', 'busy', 'no-room', 'timeout', 'damaged'] as const)
      codes.add(code);
  return [...codes].sort();
}

/** The version of every answer's shape, raised together: `foblab.fob.press/2`. */
export const answerVersion = 2;

/** The `$id` of the answer's schema. The `schema` field of an answer has the same text. */
export function answerSchemaId(operation: { name: string }): string {
  return `foblab.${operation.name}/${answerVersion}`;
}
