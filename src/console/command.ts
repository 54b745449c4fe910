// An entry of the command table, and functions that make one.
import type { FobPort } from '../../firmware-sim/fob-port.js';
import type { ErrorQueue } from './error-queue.js';
import type { StatusRegisters } from './status-registers.js';

/** What a command handler works with. */
export interface CommandContext {
  port: FobPort;
  errors: ErrorQueue;
  status: StatusRegisters;
  commands: CommandDirectory;
  terminal: Terminal;
}

/** How the client is answered; it is the client's own, and ends with it. */
export interface Terminal {
  /** What is typed is shown, and an error is answered at once. */
  echo: boolean;
  /** Answers end in CRLF instead of LF. */
  crlf: boolean;
}

/** The command table, for SYSTem:HELP?. */
export interface CommandDirectory {
  readonly commands: readonly Command[];
  /** The command of a header in any of its forms, with or without `?`. */
  describe(header: string): Command | undefined;
}

export interface NumberParameter {
  kind: 'number';
  name: string;
  /** The base unit, as the table prints it. */
  unit: string;
  minimum: number;
  maximum: number;
  /** Rounded to an integer before the range is checked (IEEE 488.2 §10.10). */
  integer?: boolean;
  /** Each suffix, in upper case, with its value in base units. A number without suffix is in base units. */
  suffixes: Readonly<Record<string, number>>;
  /** What DEFault means; left out where it means nothing. */
  default?: number;
}

export interface NameParameter {
  kind: 'name';
  name: string;
  optional?: boolean;
}

/** `ON`, `OFF`, 1 or 0 (SCPI-99 volume 1, 7.3). */
export interface BooleanParameter {
  kind: 'boolean';
  name: string;
}

export type Parameter = NumberParameter | NameParameter | BooleanParameter;

/** The answer to a query; undefined for a command, which answers nothing. */
export type Answer = string | undefined;
export type ArgumentValue = number | string | undefined;

export interface Command {
  /** SCPI notation: capitals are the short form, `[…]` may be left out, `?` marks a query. */
  header: string;
  help: string;
  parameter?: Parameter;
  /** A synchronous answer is sent within the same call to `feed`. Throws or rejects to refuse. */
  run(context: CommandContext, value: ArgumentValue): Answer | Promise<Answer>;
}

type Outcome = Answer | Promise<Answer>;
type Effect = unknown;

/** A query without parameters. */
export function query(header: string, help: string, run: (context: CommandContext) => Outcome): Command {
  return { header, help, run };
}

/** A query with a name, with or without quotes. */
export function queryByName(
  header: string,
  help: string,
  parameter: NameParameter,
  run: (context: CommandContext, name: string | undefined) => Outcome,
): Command {
  return { header, help, parameter, run: (context, value) => run(context, value as string | undefined) };
}

/** A command without parameters. */
export function action(header: string, help: string, run: (context: CommandContext) => Effect): Command {
  return { header, help, run: (context) => withoutAnswer(run(context)) };
}

/** A command with one number, already in base units and in range. */
export function setNumber(
  header: string,
  help: string,
  parameter: NumberParameter,
  run: (context: CommandContext, value: number) => Effect,
): Command {
  return { header, help, parameter, run: (context, value) => withoutAnswer(run(context, value as number)) };
}

/** A command that switches something. */
export function setBoolean(
  header: string,
  help: string,
  run: (context: CommandContext, on: boolean) => Effect,
): Command {
  const parameter: BooleanParameter = { kind: 'boolean', name: 'ON|OFF' };
  return { header, help, parameter, run: (context, value) => withoutAnswer(run(context, value === 1)) };
}

/** A command with one name. */
export function setName(
  header: string,
  help: string,
  parameter: NameParameter,
  run: (context: CommandContext, name: string) => Effect,
): Command {
  return { header, help, parameter, run: (context, value) => withoutAnswer(run(context, value as string)) };
}

function withoutAnswer(effect: Effect): Outcome {
  return effect instanceof Promise ? effect.then(() => undefined) : undefined;
}
