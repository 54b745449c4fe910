// Schemas of answers. A schema is a function of the builder, called when the schema is used: a command that only presses a
// button builds no schema and does not load the schema library.
import type { Static, TLiteral, TNull, TSchema, TString, TUnion, TUnsafe, Type } from '@sinclair/typebox';

export type SchemaBuilder = typeof Type & {
  /** A schema that several operations share. In a document it is one definition, referred to by its name. */
  shared<T extends TSchema>(schema: SharedSchema<T>): TUnsafe<Static<T>>;
};

export type Schema<T extends TSchema = TSchema> = (t: SchemaBuilder) => T;

/**
 * The TypeScript type of a schema.
 *
 * @example
 * const screen = shared('Screen', (t) => t.Object({ text: t.String() }));
 * type Screen = Shaped<typeof screen>; // { text: string }
 */
export type Shaped<S> = S extends { schema: Schema<infer T> }
  ? Static<T>
  : S extends Schema<infer T>
    ? Static<T>
    : never;

export interface SharedSchema<T extends TSchema = TSchema> {
  readonly name: string;
  readonly schema: Schema<T>;
}

/** `name`: in PascalCase, as it stands in JSON Schema and OpenAPI documents. */
export function shared<T extends TSchema>(name: string, schema: Schema<T>): SharedSchema<T> {
  return { name, schema };
}

/** An instant: ISO 8601 in UTC, such as `2026-01-01T00:00:00.000Z`. */
export function instantSchema(t: SchemaBuilder, description = 'ISO 8601, UTC'): TString {
  return t.String({ pattern: String.raw`^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`, description });
}

/** One of several words. */
export function oneOf<const W extends string>(
  t: SchemaBuilder,
  words: readonly W[],
  options: { description?: string } = {},
): TUnion<TLiteral<W>[]> {
  return t.Union(
    words.map((word) => t.Literal(word)),
    options,
  ) as TUnion<TLiteral<W>[]>;
}

/** `null` means that there is none. */
export function orNull<T extends TSchema>(t: SchemaBuilder, schema: T): TUnion<[T, TNull]> {
  return t.Union([schema, t.Null()]);
}
