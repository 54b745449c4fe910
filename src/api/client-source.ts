// Writes the part of the TypeScript client that is made from the operations: their routes, and the types of what they
// take, answer and stream.
import { Definitions, type JsonSchema } from '../contract/json-schema.js';
import { parametersSchema } from '../contract/parameter-schema.js';
import type { ServedOperation } from './served-operation.js';

/** The text of `client/operations.ts`. */
export function clientSource(served: readonly ServedOperation[]): string {
  const definitions = new Definitions();
  const sorted = [...served].sort((a, b) => (a.operation.name < b.operation.name ? -1 : 1));
  const entries = sorted.map(({ operation, parameters }) => {
    const { name, summary, answer, item } = operation;
    const given = typeOf(definitions.build(parametersSchema(parameters)));
    const answered = answer === undefined ? 'Record<string, unknown>' : typeOf(definitions.build(answer));
    const streamed = item === undefined ? 'unknown' : typeOf(definitions.build(item));
    return `  /** ${summary.replace(/\*\//g, '* /')} */\n  '${name}': { parameters: ${given}; answer: ${answered}; item: ${streamed} };`;
  });
  const routes = sorted.map(
    ({ operation, route }) => `  '${operation.name}': ['${route.method}', '${route.path}'],`,
  );
  const types = Object.entries(definitions.all).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
  );
  return `// Made from the operations by scripts/write-client.ts; not to be edited.

export interface Operations {
${entries.join('\n')}
}

/** Method and path below /v1 of each operation. */
export const routes: { readonly [N in keyof Operations]: readonly [method: string, path: string] } = {
${routes.join('\n')}
};

${types.join('\n\n')}
`;
}

/** A JSON Schema, of the kinds that the contract writes, as a TypeScript type. */
function typeOf(schema: JsonSchema): string {
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1)!;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  for (const [key, joint] of [
    ['anyOf', ' | '],
    ['oneOf', ' | '],
    ['allOf', ' & '],
  ] as const) {
    const parts = schema[key] as JsonSchema[] | undefined;
    if (parts !== undefined)
      return parts.length === 0 ? 'never' : `(${[...new Set(parts.map(typeOf))].join(joint)})`;
  }
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return arrayOf(schema);
    case 'object':
      return objectOf(schema);
    default:
      return 'unknown';
  }
}

function arrayOf({ items }: JsonSchema): string {
  if (Array.isArray(items)) return `[${items.map(typeOf).join(', ')}]`;
  return `${items === undefined ? 'unknown' : typeOf(items as JsonSchema)}[]`;
}

function objectOf({ properties, required, patternProperties, additionalProperties }: JsonSchema): string {
  const fields = Object.entries((properties ?? {}) as Record<string, JsonSchema>);
  const values = Object.values((patternProperties ?? {}) as Record<string, JsonSchema>);
  if (typeof additionalProperties === 'object') values.push(additionalProperties as JsonSchema);
  if (fields.length === 0)
    return values.length > 0
      ? `{ [name: string]: ${values.map(typeOf).join(' | ')} }`
      : 'Record<string, never>';
  const needed = new Set(required as string[] | undefined);
  const name = (one: string): string => (/^[A-Za-z_]\w*$/.test(one) ? one : JSON.stringify(one));
  return `{ ${fields.map(([one, schema]) => `${name(one)}${needed.has(one) ? '' : '?'}: ${typeOf(schema)}`).join('; ')} }`;
}
