// Makes an operation of a verb of a relying party: its session comes from a file, its refusal is an answer of its own.

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
import type { SchemaBuilder } from '../../contract/schema.js';
import type { Answer, Context, Refusal } from '../../epcs/index.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter } from '../../host/verifier/verifier-host.js';
import { deliverToPhones, epcsContext } from './epcs-context.js';

export interface EpcsAnswer {
  outcome: 'done' | 'refused';
  /** What the verb answers; absent where it refuses. */
  value?: Record<string, unknown>;
  refusal?: Refusal;
}

export interface EpcsVerb<P extends Parameters> {
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
  run(epcs: Context, values: Values<P>, requestId: string | undefined): Promise<Answer<unknown>>;
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

const answerSchema = (t: SchemaBuilder) =>
  t.Object({
    outcome: t.Union([t.Literal('done'), t.Literal('refused')]),
    value: t.Optional(t.Record(t.String(), t.Unknown())),
    refusal: t.Optional(
      t.Object({
        code: t.String({ description: 'docs/epcs.md lists every code' }),
        message: t.String(),
        causes: t.Array(t.Object({ cause: t.String(), remedy: t.String() })),
        remedy: t.String(),
        field: t.Union([t.String(), t.Null()]),
        retryAtUs: t.Union([t.Integer(), t.Null()]),
      }),
    ),
  });

export function epcsOperation<P extends Parameters>(verb: EpcsVerb<P>) {
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
    answer: answerSchema as never,
    async run(context, values): Promise<EpcsAnswer> {
      const given = values as Values<P> & { store: string | undefined };
      const epcs = await epcsContext(context, given.store);
      const requestId = context.requestId === '' ? undefined : context.requestId;
      const answer = await verb.run(epcs, given, requestId);
      await deliverToPhones(context, epcs);
      if (!answer.ok) return { outcome: 'refused', refusal: answer.refusal };
      const { value } = answer;
      return { outcome: 'done', value: isObject(value) ? value : { result: value } };
    },
    plain: ({ value, refusal }: EpcsAnswer) => refusal?.code ?? String(value?.session ?? 'done'),
    text: (answer: EpcsAnswer) =>
      answer.refusal === undefined ? described(answer.value) : refusalText(answer.refusal),
    refused: ({ outcome }: EpcsAnswer) => outcome === 'refused',
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusalText({ message, causes, remedy, retryAtUs }: Refusal): string {
  return [
    message,
    ...causes.map(({ cause, remedy }) => `  - ${cause}: ${remedy}`),
    remedy,
    ...(retryAtUs === null ? [] : [`Try again at ${instant(retryAtUs)}.`]),
  ].join('\n');
}

/** A line a field; lists of rows are indented below their name. */
function described(value: unknown, indent = ''): string {
  if (!isObject(value)) return `${indent}${plainText('', value)}`;
  return Object.entries(value)
    .flatMap(([name, field]) => {
      // Who has the token has the session: --plain and --json give it.
      if (name === 'session') return [];
      if (Array.isArray(field))
        return field.length === 0
          ? [`${indent}${name}: none`]
          : [`${indent}${name}:`, ...field.map((row) => rowText(row, `${indent}  `))];
      if (isObject(field)) return [`${indent}${name}:`, described(field, `${indent}  `)];
      return [`${indent}${name}: ${plainText(name, field)}`];
    })
    .join('\n');
}

function rowText(row: unknown, indent: string): string {
  if (!isObject(row)) return `${indent}${plainText('', row)}`;
  const cells = Object.entries(row).map(([name, field]) =>
    Array.isArray(field)
      ? field.map((one) => plainText('', one)).join(' / ')
      : isObject(field)
        ? JSON.stringify(field)
        : plainText(name, field),
  );
  return indent + cells.filter((cell) => cell !== '').join('  ');
}

function plainText(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && name.endsWith('Us')) return instant(value);
  return isObject(value) ? JSON.stringify(value) : String(value);
}

function instant(us: number): string {
  return new Date(us / 1000).toISOString();
}
