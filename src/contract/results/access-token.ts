// A token of an HTTP client, without the token itself.
import { instantSchema, shared } from '../schema.js';

export const accessTokenSchema = shared('AccessToken', (t) =>
  t.Object({
    name: t.String(),
    access: t.Union((['look', 'operate', 'administer'] as const).map((level) => t.Literal(level))),
    createdAt: instantSchema(t),
  }),
);
