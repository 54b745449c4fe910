// The schemas of one operation as JSON Schema documents, for scripts, OpenAPI and generated clients.
import { errorSchema } from './error-schema.js';
import { type JsonSchema, jsonSchema } from './json-schema.js';
import { answerSchemaId, answerVersion, errorCodesOf, type OperationDescriptor } from './operation.js';
import type { ErrorCode } from './operation-error.js';
import { parametersSchema } from './parameter-schema.js';

export interface OperationSchemas {
  parameters: JsonSchema;
  answer?: JsonSchema;
  item?: JsonSchema;
  errors: Partial<Record<ErrorCode, JsonSchema>>;
}

export function operationSchemas(operation: OperationDescriptor): OperationSchemas {
  const { name, parameters, answer, item } = operation;
  return {
    parameters: jsonSchema(parametersSchema(parameters), `foblab.${name}.parameters/${answerVersion}`),
    ...(answer === undefined
      ? {}
      : { answer: withSchemaField(jsonSchema(answer, answerSchemaId(operation))) }),
    ...(item === undefined ? {} : { item: jsonSchema(item, `foblab.${name}.item/${answerVersion}`) }),
    errors: Object.fromEntries(
      errorCodesOf(operation).map((code) => [code, jsonSchema(errorSchema(code), `foblab.error.${code}/2`)]),
    ),
  };
}

/** An answer on standard output has a `schema` field; an answer of the library or of the owner's socket has none. */
function withSchemaField(document: JsonSchema): JsonSchema {
  const root = withoutReference(document);
  if (root.type !== 'object') return document;
  const properties = { schema: { const: root.$id }, ...(root.properties as object) };
  return { ...root, properties };
}

/** Replaces a reference at the root by its definition: a shared schema allows no further field, such as `schema`. */
function withoutReference(document: JsonSchema): JsonSchema {
  const { $ref, ...rest } = document;
  if (typeof $ref !== 'string') return document;
  const definitions = document.$defs as Record<string, JsonSchema>;
  return { ...definitions[$ref.slice('#/$defs/'.length)], ...rest };
}
