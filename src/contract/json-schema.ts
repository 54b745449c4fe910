// Builds JSON Schema 2020-12 documents. A shared schema becomes one definition of the document that refers to it.
import { type ObjectOptions, type TProperties, type TSchema, Type } from '@sinclair/typebox';
import type { Schema, SchemaBuilder, SharedSchema } from './schema.js';

export const draft = 'https://json-schema.org/draft/2020-12/schema';

export type JsonSchema = Record<string, unknown>;

/** Collects the shared schemas that one document refers to. A document may be built from several schemas, as OpenAPI is. */
export class Definitions {
  readonly #prefix: string;
  readonly #built = new Map<string, { from: SharedSchema; schema: TSchema }>();
  readonly #builder: SchemaBuilder;

  /** `prefix`: what precedes a definition's name in a reference: `#/$defs/`, or `#/components/schemas/` in OpenAPI. */
  constructor(prefix = '#/$defs/') {
    this.#prefix = prefix;
    this.#builder = builderWith((one) => this.#refer(one));
  }

  build(schema: Schema): JsonSchema {
    return plain(schema(this.#builder));
  }

  get all(): Record<string, JsonSchema> {
    return Object.fromEntries(
      [...this.#built]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { schema }]) => [name, plain(schema)]),
    );
  }

  #refer(one: SharedSchema): TSchema {
    const known = this.#built.get(one.name);
    if (known !== undefined && known.from !== one)
      throw new Error(`two shared schemas have the name ${one.name}`);
    if (known === undefined) {
      // Recorded before it is built: a schema may refer to itself.
      const entry = { from: one, schema: Type.Unknown() as TSchema };
      this.#built.set(one.name, entry);
      entry.schema = one.schema(this.#builder);
    }
    return Type.Unsafe({ $ref: `${this.#prefix}${one.name}` });
  }
}

/** A builder whose objects allow no properties beyond the declared ones. */
export function builderWith(shared: (schema: SharedSchema) => TSchema): SchemaBuilder {
  // The library's members are getters of a class: only defineProperties overrides them.
  return Object.create(Type, {
    shared: { value: shared },
    Object: {
      value: (properties: TProperties, options: ObjectOptions = {}) =>
        Type.Object(properties, { additionalProperties: false, ...options }),
    },
  }) as SchemaBuilder;
}

/** A complete document, with the definitions that it refers to. */
export function jsonSchema(schema: Schema, id: string): JsonSchema {
  const definitions = new Definitions();
  const built = definitions.build(schema);
  const defs = definitions.all;
  return { $schema: draft, $id: id, ...built, ...(Object.keys(defs).length === 0 ? {} : { $defs: defs }) };
}

/** A copy without the library's symbol properties, which JSON cannot show. */
function plain(schema: TSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}
