// The schema of an operation's parameters in JSON: a time or a duration is text with its zone or unit.
import type { TSchema } from '@sinclair/typebox';
import type { Parameter, Parameters } from './parameter.js';
import type { Schema, SchemaBuilder } from './schema.js';

export function parametersSchema(parameters: Parameters): Schema {
  return (t) =>
    t.Object(
      Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => {
          const schema = parameterSchema(parameter, t);
          return [name, parameter.required ? schema : t.Optional(schema)];
        }),
      ),
    );
}

export function parameterSchema(parameter: Parameter<unknown>, t: SchemaBuilder): TSchema {
  const { kind, summary: description, choices, words, minimum, maximum } = parameter;
  switch (kind) {
    case 'flag':
      return t.Boolean({ description });
    case 'number':
      return t.Union(
        [
          t.Number({
            ...(minimum === undefined ? {} : { minimum }),
            ...(maximum === undefined ? {} : { maximum }),
          }),
          t.String({ pattern: String.raw`^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$` }),
          ...(words ?? []).map((word) => t.Literal(word)),
        ],
        { description },
      );
    case 'number-or-text':
      return t.Union([t.Number(), t.String()], { description });
    case 'choice':
      return t.Union(
        (choices ?? []).map((choice) => t.Literal(choice)),
        { description },
      );
    case 'names':
      return t.Union([t.String(), t.Array(t.String())], { description });
    case 'lines':
      return t.Union(
        [
          t.String(),
          t.Array(
            t.Object({ text: t.String(), atMs: t.Optional(t.Integer({ description: 'Unix milliseconds' })) }),
          ),
        ],
        { description },
      );
    case 'content':
      return t.String({ description: `${description}: its text` });
    case 'secret':
      return t.String({ description, writeOnly: true, format: 'password' });
    case 'duration':
      return t.String({ description, examples: ['90s', '15m', '365d'] });
    case 'instant':
      return t.String({ description, examples: ['2026-01-01T00:00:00Z'] });
    default:
      return t.String({ description });
  }
}
