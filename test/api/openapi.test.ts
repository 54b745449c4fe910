// The OpenAPI document, held against a linter that is not ours, and against what the server answers.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { suite } from 'uvu';
import { routeOf } from '../../src/api/index.js';
import { allOperations } from '../../src/operations/index.js';
import { type ServerUnderTest, startServer } from './api-server.js';

const openapi = suite('openapi.json');
let s: ServerUnderTest;
openapi.before(async () => {
  s = await startServer();
});
openapi.after(() => s.close());

openapi('a linter finds nothing to say', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-openapi-'));
  try {
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify((await s.ask('GET', '/openapi.json')).json));
    const program = join(
      dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
      'bin/cli.js',
    );
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, 'lint', '--extends=recommended', '--max-problems=20', file],
      {
        encoding: 'utf8',
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    );
    assert.equal(status, 0, stdout + stderr);
    assert.ok(!/warning/i.test(stderr.replace(/Deprecation warning/, '')), stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

openapi('it has every operation that is served, under its method and path', async () => {
  const { paths } = (await s.ask('GET', '/openapi.json')).json;
  for (const operation of await allOperations()) {
    if (operation.name === 'bench.init') continue;
    const { method, path } = routeOf(operation);
    assert.equal(paths[`/v1${path}`]?.[method.toLowerCase()]?.['x-foblab-operation'], operation.name);
  }
});

openapi('what the server answers fits the schema that it gives', async () => {
  const document = (await s.ask('GET', '/openapi.json')).json;
  // OpenAPI's own words are no words of JSON Schema.
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'openapi', ...document });
  const fits = (method: string, path: string, status: number, type: string, answer: unknown): void => {
    const place = ['paths', path, method, 'responses', String(status), 'content', type, 'schema'];
    const pointer = place
      .map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1')))
      .join('/');
    const validate = ajv.getSchema(`openapi#/${pointer}`)!;
    assert.ok(validate(answer), `${method} ${path}: ${ajv.errorsText(validate.errors)}`);
  };
  const json = 'application/json';
  fits(
    'post',
    '/v1/fobs/{fob}/press',
    200,
    json,
    (await s.ask('POST', '/v1/fobs/3315511111/press', {})).json,
  );
  fits('get', '/v1/fobs', 200, json, (await s.ask('GET', '/v1/fobs')).json);
  fits('get', '/v1/fobs/{fob}', 200, json, (await s.ask('GET', '/v1/fobs/3315511111')).json);
  fits('post', '/v1/labs', 200, json, (await s.ask('POST', '/v1/labs', {})).json);
  fits('get', '/v1/labs', 200, json, (await s.ask('GET', '/v1/labs')).json);
  fits('post', '/v1/fobs/lend', 200, json, (await s.ask('POST', '/v1/fobs/lend', {})).json);
  fits('get', '/v1/fobs/lent', 200, json, (await s.ask('GET', '/v1/fobs/lent')).json);
  const problem = 'application/problem+json';
  fits('post', '/v1/fobs/{fob}/press', 404, problem, (await s.ask('POST', '/v1/fobs/9/press', {})).json);
  fits('post', '/v1/wait', 409, problem, (await s.ask('POST', '/v1/wait', { for: '1s' })).json);
});

openapi.run();
