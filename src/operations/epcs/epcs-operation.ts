// Makes an operation of a verb of a relying party: its session comes from a file, its refusal is an answer of its own.

import type { Static, TSchema } from '@sinclair/typebox';
import type { Access, Effect } from '../../contract/operation.js';
import { OperationError } from '../../contract/operation-error.js';
import {
  optional,
  type Parameter,
  type Parameters,
  readAnyText,
  secretText,
  text,
  type Values,
} from '../../contract/parameter.js';
import type { Schema, SchemaBuilder } from '../../contract/schema.js';
import { type Answer, type Context, Refused } from '../../epcs/index.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { storeParameter } from '../../host/verifier/verifier-host.js';
import { type Dated, dated } from './dated-answer.js';
import { type EpcsRefusal, refusalSchema } from './epcs-answers.js';
import { answersOfPushApps, deliverToBench, epcsContext } from './epcs-context.js';

export type EpcsAnswer<V> = { outcome: 'done'; value: V } | { outcome: 'refused'; refusal: EpcsRefusal };

/** The schema has every field that the verb answers, and no other. */
type Fits<Answered, Declared> = [Answered, Declared] extends [Declared, Answered]
  ? unknown
  : { doesNotFit: Answered };

/** The caller's ID of the request, to be spread into a verb's input: the verb answers a repetition as it did before. */
export interface VerbRequest {
  readonly requestId?: string;
}

export interface EpcsVerb<P extends Parameters, S extends TSchema, T> {
  readonly system: string;
  readonly verb: string;
  readonly summary: string;
  readonly help?: string;
  readonly example: string;
  readonly parameters: P;
  readonly positionals?: readonly (keyof P & string)[];
  readonly effect?: Effect;
  readonly access?: Access;
  readonly secretFields?: readonly string[];
  /** Its answer if it does not refuse. */
  readonly value: Schema<S>;
  /** @returns `value`, but for instants: microseconds in fields that end in `Us` */
  run(
    epcs: Context,
    values: Values<P>,
    request: VerbRequest,
    context: OperationContext,
  ): Promise<Answer<T>> & Fits<Dated<T>, Static<S>>;
}

/** The token of a session, from the file that the sign-in was written to. */
export const sessionParameter = fileSecret('file with the session’s token, - for standard input');

/** A secret that is needed: from a file or standard input, never from the command line. */
export function fileSecret(summary: string): Parameter<string, false, string> {
  const { mayBeLeftOut: _, given: __, ...secret } = secretText(summary);
  return {
    ...secret,
    required: true,
    read: (value, name) => {
      const read = secret.read(value, name);
      if (read !== undefined) return read.trimEnd();
      throw new OperationError('usage', `give ${name}: --${name}-file <file>, - for standard input`);
    },
  };
}

/** An ID that foblab made: random, so that it may look like a seed, and is none. */
export function opaqueId(summary: string, placeholder: string): Parameter<string, false, string> {
  return { ...text(summary, placeholder), read: readAnyText };
}

export const by = optional(text('who does it, for the audit', 'name'));

const answerSchema = <S extends TSchema>(t: SchemaBuilder, value: Schema<S>) =>
  t.Union([
    t.Object({ outcome: t.Literal('done'), value: value(t) }),
    t.Object({ outcome: t.Literal('refused'), refusal: t.shared(refusalSchema) }),
  ]);

export function epcsOperation<P extends Parameters, S extends TSchema, T>(verb: EpcsVerb<P, S, T>) {
  const { system, parameters, positionals = [] } = verb;
  return defineOperation({
    name: `epcs-${system}.${verb.verb}`,
    command: `epcs ${system} ${verb.verb}`,
    summary: verb.summary,
    ...(verb.help === undefined ? {} : { help: verb.help }),
    examples: [`foblab epcs ${system} ${verb.verb}${verb.example === '' ? '' : ` ${verb.example}`}`],
    parameters: { ...parameters, store: storeParameter },
    positionals,
    effect: verb.effect ?? 'change',
    timing: 'waits',
    access: verb.access ?? 'anyone',
    secretFields: verb.secretFields ?? [],
    answer: (t) => answerSchema(t, verb.value),
    async run(context, values) {
      const taken = values as Values<P> & { store: string | undefined };
      const epcs = await epcsContext(context, taken.store);
      const request = context.requestId === '' ? {} : { requestId: context.requestId };
      await answersOfPushApps(context, epcs);
      const answer = await verb.run(epcs, taken, request, context).catch(refusalOf);
      await deliverToBench(context, epcs);
      const given: EpcsAnswer<Static<S>> = answer.ok
        ? { outcome: 'done', value: dated(answer.value) as Static<S> }
        : { outcome: 'refused', refusal: dated(answer.refusal) };
      return given as never;
    },
    plain: (answer) => plainAnswer(answer as EpcsAnswer<unknown>),
    text: (answer) => {
      const given = answer as EpcsAnswer<unknown>;
      return given.outcome === 'done' ? described(given.value) : refusalText(given.refusal);
    },
    refused: (answer) => (answer as EpcsAnswer<unknown>).outcome === 'refused',
  });
}

/** A value that may be null, as a field: what is answered is an object. */
export function named<K extends string, T>(name: K, answer: Answer<T>): Answer<Record<K, T>> {
  return answer.ok ? { ok: true, value: { [name]: answer.value } as Record<K, T> } : answer;
}

/** A verb that stores nothing throws its refusal. */
function refusalOf(error: unknown): Answer<never> {
  if (error instanceof Refused) return { ok: false, refusal: error.refusal };
  throw error;
}

/** The value that a script needs: the session, or the code of the refusal. */
function plainAnswer(answer: EpcsAnswer<unknown>): string {
  if (answer.outcome === 'refused') return answer.refusal.code;
  const { session } = answer.value as { session?: unknown };
  return typeof session === 'string' ? session : 'done';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusalText({ message, causes, remedy, retryAt }: EpcsRefusal): string {
  return [
    message,
    ...causes.map(({ cause, remedy }) => `  - ${cause}: ${remedy}`),
    remedy,
    ...(retryAt === null ? [] : [`Try again at ${retryAt}.`]),
  ].join('\n');
}

/** A line a field; lists of rows are indented below their name. */
function described(value: unknown, indent = ''): string {
  if (!isObject(value)) return `${indent}${plainText(value)}`;
  return Object.entries(value)
    .flatMap(([name, field]) => {
      // The token gives access to the session: only --plain and --json print it.
      if (name === 'session') return [];
      if (Array.isArray(field))
        return field.length === 0
          ? [`${indent}${name}: none`]
          : [`${indent}${name}:`, ...tableText(field, `${indent}  `)];
      if (isObject(field)) return [`${indent}${name}:`, described(field, `${indent}  `)];
      return [`${indent}${name}: ${plainText(field)}`];
    })
    .join('\n');
}

/** A table with its columns named, where the rows are objects; else a line a row. */
function tableText(rows: readonly unknown[], indent: string): string[] {
  if (!rows.every(isObject)) return rows.map((row) => `${indent}${plainText(row)}`);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [names, ...rows.map((row) => names.map((name) => cellText(row[name])))];
  const widths = names.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return lines.map((line) =>
    `${indent}${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function cellText(field: unknown): string {
  if (Array.isArray(field)) return field.map((one) => plainText(one)).join(' / ') || '-';
  if (typeof field === 'boolean') return field ? 'yes' : 'no';
  return plainText(field) || '-';
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return isObject(value) ? JSON.stringify(value) : String(value);
}
