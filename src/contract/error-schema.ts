// The schema of an error: the same shape for every code.
import type { ErrorCode } from './operation-error.js';
import type { Schema } from './schema.js';

export function errorSchema(code: ErrorCode): Schema {
  return (t) =>
    t.Object({
      code: t.Literal(code),
      message: t.String({ description: 'a sentence for a person' }),
      parameter: t.Optional(t.String({ description: 'the parameter that was wrong' })),
      expected: t.Optional(t.String({ description: 'what the parameter takes' })),
      remedy: t.Optional(
        t.Object(
          {
            operation: t.String(),
            arguments: t.Optional(t.Record(t.String(), t.Unknown())),
          },
          { description: 'an operation that would fix it' },
        ),
      ),
    });
}
