// Requests made from the document that the server gives, sound ones and broken ones: no answer is a 5xx that means a
// defect, none is missing, and what was refused has changed nothing.
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { thorough } from '../thorough.js';
import { type ServerUnderTest, startServer } from './api-server.js';

const generated = suite('generated requests');
const seed = Number(process.env.FOBLAB_SEED ?? 1);
/** Of each route. */
const numRuns = Number(process.env.FOBLAB_API_RUNS ?? (thorough ? 6 : 3));

let s: ServerUnderTest;
let lab: string;
generated.before.each(async () => {
  s = await startServer();
  lab = await newLab();
});
generated.after.each(() => s.close());

async function newLab(): Promise<string> {
  const { json } = await s.ask('POST', '/v1/labs', { idle: '1h' });
  const path = `/v1/labs/${json.lab}`;
  await s.ask('POST', `${path}/v1/fobs`, { model: 'onespan/digipass-go7', serial: '3315511111' });
  await s.ask('POST', `${path}/v1/credentials`, { fob: '3315511111' });
  return path;
}

interface Sample {
  method: string;
  url: string;
  body: Record<string, unknown> | undefined;
}

/** Not driven here: they stay until their client leaves, or wait in wall time by design. */
const stays = new Set(['link.serve', 'bench.wait', 'fob.lend']);

generated(
  'every route, from its schemas: never a defect, and nothing changed by what was refused',
  async () => {
    const { paths } = (await s.ask('GET', '/openapi.json')).json;
    let driven = 0;
    for (const [path, methods] of Object.entries<Record<string, Operation>>(paths))
      for (const [method, operation] of Object.entries(methods)) {
        const name = operation['x-foblab-operation'];
        if (name === undefined || stays.has(name) || name.startsWith('lab.')) continue;
        driven++;
        await fc.assert(
          fc.asyncProperty(sample(path, method, operation), async (one) => {
            const before = await state();
            const { status, json } = await send(one);
            const what = `${one.method} ${one.url} ${JSON.stringify(one.body)}\n${status} ${JSON.stringify(json)}`;
            assert.ok(json?.code !== 'internal' && status !== 500, what);
            assert.ok(status < 400 || /^urn:foblab:error:/.test(json.type), what);
            if (status >= 400 && status < 500 && status !== 409) assert.equal(await state(), before, what);
          }),
          { seed, numRuns, endOnFailure: true },
        );
      }
    assert.ok(driven > 90, `${driven} routes`);
  },
);

/** Everything that a client can see of the lab: events, fobs, credentials. */
async function state(): Promise<string> {
  const parts = ['/v1/events?last=1', '/v1/fobs', '/v1/credentials'];
  const answers = await Promise.all(parts.map((path) => s.ask('GET', lab + path)));
  return JSON.stringify(answers.map(({ json }) => json));
}

async function send({ method, url, body }: Sample) {
  const left = new AbortController();
  const timer = setTimeout(() => left.abort(), 20_000);
  try {
    const answer = await fetch(s.url + url, {
      method: method.toUpperCase(),
      signal: left.signal,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) };
  } finally {
    clearTimeout(timer);
  }
}

interface Operation {
  'x-foblab-operation'?: string;
  parameters: { name: string; in: string; required?: boolean; schema: JsonSchema }[];
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } };
}

interface JsonSchema {
  type?: string;
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  examples?: unknown[];
  pattern?: string;
}

function sample(path: string, method: string, operation: Operation): fc.Arbitrary<Sample> {
  const values = (where: string) => operation.parameters.filter((one) => one.in === where);
  const inPath = fc.record(
    Object.fromEntries(values('path').map(({ name, schema }) => [name, subject(schema)])),
  );
  const inQuery = fc.record(
    Object.fromEntries(values('query').map(({ name, schema }) => [name, anyValue(schema)])),
    {
      requiredKeys: values('query')
        .filter(({ required }) => required)
        .map(({ name }) => name),
    },
  );
  const schema = operation.requestBody?.content['application/json'].schema;
  const body =
    schema === undefined
      ? fc.constant(undefined)
      : fc.oneof(
          { weight: 6, arbitrary: objectOf(schema) },
          { weight: 1, arbitrary: fc.dictionary(fc.string(), fc.jsonValue()) },
        );
  return fc.tuple(inPath, inQuery, body).map(([places, query, given]) => {
    const filled = Object.entries(places).reduce(
      (url, [name, value]) => url.replace(`{${name}}`, encodeURIComponent(String(value))),
      path,
    );
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    // A stream would stay.
    search.delete('follow');
    search.delete('watch');
    return {
      method,
      url: `${lab}${filled}${search.size > 0 ? `?${search}` : ''}`,
      body: given as Record<string, unknown> | undefined,
    };
  });
}

function subject(schema: JsonSchema): fc.Arbitrary<unknown> {
  const wellFormed = fc.string({ minLength: 1, unit: 'grapheme' });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('3315511111') },
    { weight: 1, arbitrary: wellFormed },
    {
      weight: 1,
      arbitrary: anyValue(schema).map((one) => String(one).replace(/\p{Surrogate}/gu, '') || 'x'),
    },
  );
}

function objectOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.record(
    Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, anyValue(one)])),
    { requiredKeys: schema.required ?? [] },
  );
}

/** A value that fits, mostly; now and then any other. */
function anyValue(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
  );
}

function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(fitting));
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'array':
      return fc.array(fitting(schema.items ?? {}), { maxLength: 3 });
    case 'object':
      return objectOf(schema);
    default:
      return fc.oneof(
        fc.constantFrom('3315511111', '000000', '123456', ...((schema.examples as string[]) ?? ['30s'])),
        fc.string(),
        fc.stringMatching(/^-?\d{1,6}(\.\d)?$/),
      );
  }
}

generated.run();
