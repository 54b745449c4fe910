// The OpenAPI 3.1 document of a server, made from the schemas of its operations.
import { Definitions, type JsonSchema } from '../contract/json-schema.js';
import { answerSchemaId, errorCodesOf } from '../contract/operation.js';
import { type ErrorCode, errorCodes } from '../contract/operation-error.js';
import { parameterSchema } from '../contract/parameter-schema.js';
import { type Schema, shared } from '../contract/schema.js';
import { statusOf } from './problem.js';
import { secretHeader } from './request-arguments.js';
import type { ServedOperation } from './served-operation.js';

export type OpenApiDocument = Record<string, unknown>;

export function openApi(
  served: readonly ServedOperation[],
  { version }: { version: string },
): OpenApiDocument {
  const definitions = new Definitions('#/components/schemas/');
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of served) {
    const path = `/v1${one.route.path}`;
    paths[path] ??= {};
    paths[path][one.route.method.toLowerCase()] = operationObject(one, definitions);
  }
  const problem = definitions.build((t) => t.shared(problemSchema));
  Object.assign(paths, serverPaths(problem));
  return {
    openapi: '3.1.1',
    info: {
      title: 'foblab',
      version,
      summary: 'A lab bench for one-time-password hard tokens',
      description:
        'Every change answers after it has happened, with the screen and the number of the last event. An error is a problem document (RFC 9457). A change with an Idempotency-Key is done once. Every path below /v1 also exists below the url of a lab.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      { url: '/', description: 'the bench of the server' },
      {
        url: '/v1/labs/{lab}',
        description: 'a lab, which POST /v1/labs starts',
        variables: { lab: { default: 'lab', description: 'the lab, from its answer' } },
      },
    ],
    security: [{ bearer: [] }, {}],
    tags: tagsOf(served),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      schemas: referred(definitions.all, paths),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of foblab token add. A server on loopback takes requests without one.',
        },
      },
    },
  };
}

const problemSchema = shared('Problem', (t) =>
  t.Object(
    {
      type: t.String({ description: 'a URN that ends in the code' }),
      title: t.String(),
      status: t.Integer(),
      detail: t.String({ description: 'a sentence for a person' }),
      code: t.Union((Object.keys(errorCodes) as ErrorCode[]).map((code) => t.Literal(code))),
      parameter: t.Optional(t.String({ description: 'the parameter that was wrong' })),
      expected: t.Optional(t.String({ description: 'what the parameter takes' })),
      remedy: t.Optional(
        t.Object(
          {
            operation: t.String(),
            arguments: t.Optional(t.Record(t.String(), t.Unknown())),
            request: t.Optional(t.String({ description: 'its method and path' })),
          },
          { description: 'an operation that would fix it' },
        ),
      ),
    },
    { description: 'RFC 9457' },
  ),
);

function operationObject(served: ServedOperation, definitions: Definitions): Record<string, unknown> {
  const { operation, route, parameters, content } = served;
  const inQuery = route.method === 'GET' || route.method === 'DELETE';
  const schemaOf = (name: string): JsonSchema =>
    definitions.build((t) => parameterSchema(parameters[name]!, t));
  const outside = Object.keys(parameters).filter((name) => route.inPath.includes(name) || inQuery);
  const body = Object.keys(parameters).filter((name) => !outside.includes(name));
  return {
    operationId: operation.name.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary: operation.summary,
    ...(operation.help === undefined ? {} : { description: operation.help }),
    tags: [operation.name.split('.')[0]],
    'x-foblab-operation': operation.name,
    'x-foblab-access': operation.access,
    ...(operation.access === 'anyone' ? { security: [{}] } : {}),
    parameters: [
      ...outside.map((name) => ({
        name,
        in: route.inPath.includes(name) ? 'path' : 'query',
        required: route.inPath.includes(name) || parameters[name]!.required,
        description: parameters[name]!.summary,
        schema: schemaOf(name),
      })),
      ...(operation.effect === 'read' ? [] : [idempotencyHeader]),
      ...(operation.resume === undefined ? [] : [lastEventHeader]),
    ],
    ...(body.length === 0 ? {} : { requestBody: requestBody(served, body, schemaOf, content) }),
    responses: { 200: answerResponse(served, definitions), ...problemResponses(served, definitions) },
  };
}

const idempotencyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'A request that is sent again with its key is not done again; its answer is.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const lastEventHeader = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'Goes on after this item.',
  schema: { type: 'string', pattern: '^[0-9]{1,15}$' },
};

function requestBody(
  { parameters }: ServedOperation,
  names: readonly string[],
  schemaOf: (name: string) => JsonSchema,
  content: string | undefined,
): Record<string, unknown> {
  const required = names.filter((name) => parameters[name]!.required);
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(names.map((name) => [name, schemaOf(name)])),
    ...(required.length === 0 ? {} : { required }),
  };
  const secrets = names.filter((name) => parameters[name]!.kind === 'secret');
  return {
    required: required.length > 0,
    ...(content === undefined
      ? {}
      : {
          description: `JSON, or the bytes of ${content} as the whole body with the other parameters in the query${secrets.length === 0 ? '' : ` and secrets in headers (${secrets.map(secretHeader).join(', ')})`}.`,
        }),
    content: {
      'application/json': { schema },
      ...(content === undefined ? {} : { 'application/octet-stream': { schema: {} } }),
    },
  };
}

function answerResponse({ operation }: ServedOperation, definitions: Definitions): Record<string, unknown> {
  const { answer, item, secretFields } = operation;
  const schema =
    answer === undefined
      ? { type: 'object', properties: { schema: { const: answerSchemaId(operation) } } }
      : served(definitions, answer, answerSchemaId(operation), secretFields);
  const itemSchema = item === undefined ? undefined : definitions.build(item);
  const stream = { type: 'string', description: 'one item an event; the last is named answer, or problem' };
  return {
    description: operation.summary,
    content: {
      'application/json': { schema },
      ...(operation.timing === 'immediate'
        ? {}
        : {
            'text/event-stream': {
              schema: { ...stream, ...(itemSchema === undefined ? {} : { 'x-item': itemSchema }) },
            },
            'application/x-ndjson': {
              schema: { type: 'string', description: 'one item a line, and {"answer"} at the end' },
            },
          }),
    },
  };
}

/** The schema of an answer as it leaves the server: with its own name, and without what may be withheld. */
function served(
  definitions: Definitions,
  schema: Schema,
  id: string,
  secretFields: readonly string[],
): JsonSchema {
  const built = definitions.build(schema);
  return withNames(resolved(definitions, built), id, secretFields, definitions);
}

function resolved(definitions: Definitions, schema: JsonSchema): JsonSchema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1)! : undefined;
  return name === undefined ? schema : resolved(definitions, definitions.all[name]!);
}

function withNames(
  schema: JsonSchema,
  id: string,
  secretFields: readonly string[],
  definitions: Definitions,
): JsonSchema {
  if (Array.isArray(schema.anyOf))
    return {
      ...schema,
      anyOf: schema.anyOf.map((one: JsonSchema) =>
        withNames(resolved(definitions, one), id, secretFields, definitions),
      ),
    };
  if (schema.type !== 'object') return schema;
  const withheld =
    secretFields.length === 0 ? {} : { withheld: { type: 'array', items: { enum: secretFields } } };
  const required = ((schema.required as string[] | undefined) ?? []).filter(
    (name) => !secretFields.includes(name),
  );
  return {
    ...schema,
    properties: { schema: { const: id }, ...(schema.properties as object), ...withheld },
    required: ['schema', ...required],
  };
}

/** The definitions that the paths lead to: an answer that is one as a whole stands in its place, with its name in it. */
function referred(all: Record<string, JsonSchema>, paths: unknown): Record<string, JsonSchema> {
  const found = new Set<string>();
  const look = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      if (!found.has(name!)) {
        found.add(name!);
        look(all[name!]);
      }
  };
  look(paths);
  return Object.fromEntries(Object.entries(all).filter(([name]) => found.has(name)));
}

/** One response a status: several codes may share one. */
function problemResponses({ operation }: ServedOperation, definitions: Definitions): Record<string, unknown> {
  const byStatus = new Map<number, string[]>();
  const add = (status: number, text: string): void => {
    byStatus.set(status, [...(byStatus.get(status) ?? []), text]);
  };
  for (const code of errorCodesOf(operation)) add(statusOf[code], `${code}: ${errorCodes[code].meaning}`);
  add(401, 'permission: a token is needed, or not known');
  if (!byStatus.has(403)) add(403, 'permission: the token may not do this');
  add(429, 'busy: too many requests');
  if (operation.effect !== 'read') add(422, 'usage: the Idempotency-Key came with another request before');
  const schema = definitions.build((t) => t.shared(problemSchema));
  return Object.fromEntries(
    [...byStatus].map(([status, texts]) => [
      String(status),
      { description: texts.join('; '), content: { 'application/problem+json': { schema } } },
    ]),
  );
}

function tagsOf(served: readonly ServedOperation[]): { name: string; description: string }[] {
  const nouns = new Set(served.map(({ operation }) => operation.name.split('.')[0]!));
  return [...nouns]
    .sort()
    .map((name) => ({ name, description: `Operations on a ${name.replace('-', ' ')}` }));
}

function serverPaths(problem: JsonSchema): Record<string, Record<string, unknown>> {
  const one = (
    operationId: string,
    summary: string,
    type: string,
    schema: JsonSchema,
  ): Record<string, unknown> => ({
    get: {
      operationId,
      summary,
      security: [{}],
      responses: {
        200: { description: summary, content: { [type]: { schema } } },
        '4XX': { description: 'why not', content: { 'application/problem+json': { schema: problem } } },
        '5XX': { description: 'why not', content: { 'application/problem+json': { schema: problem } } },
      },
    },
  });
  return {
    '/healthz': one('healthz', 'the process answers', 'application/json', objectOf('healthy')),
    '/readyz': one('readyz', 'the bench can be worked on', 'application/json', objectOf('ready')),
    '/openapi.json': one('openapi', 'this document', 'application/json', { type: 'object' }),
    '/docs': one('docs', 'a page that lists the operations and tries them', 'text/html', { type: 'string' }),
  };
}

function objectOf(name: string): JsonSchema {
  return { type: 'object', properties: { [name]: { const: true } }, required: [name] };
}
