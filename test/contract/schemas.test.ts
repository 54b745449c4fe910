// The schemas of the operations, held against JSON Schema by a validator that is not ours.
import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { suite } from 'uvu';
import { checkAnswer } from '../../src/contract/check-answer.js';
import { operationSchemas } from '../../src/contract/operation-schemas.js';
import { openBench } from '../../src/library/index.js';
import { operationNamed, operations } from '../operations/loaded-operations.js';

const schemas = suite('schemas');

schemas('every document is JSON Schema 2020-12 and stands alone', () => {
  const seen = new Set<string>();
  for (const operation of operations) {
    const { parameters, answer, item, errors } = operationSchemas(operation);
    assert.ok(answer !== undefined, `${operation.name} declares no answer`);
    for (const document of [parameters, answer, item, ...Object.values(errors)]) {
      if (document === undefined) continue;
      // Many operations share an error: what differs by its name alone is compiled once.
      const text = JSON.stringify({ ...document, $id: '' });
      if (seen.has(text)) continue;
      seen.add(text);
      // One validator a document: no reference may lead out of it.
      const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
      assert.ok(ajv.validateSchema(document), `${operation.name}: ${ajv.errorsText()}`);
      ajv.compile(document);
    }
  }
});

schemas('the validator accepts what a press answers, with and without the name of its schema', async () => {
  const bench = await openBench();
  try {
    const fob = await bench.add('onespan/digipass-go7');
    const answer = await bench.run('fob.press', { fob: fob.serial });
    const operation = operationNamed('fob.press');
    const document = operationSchemas(operation).answer!;
    const accepts = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(
      document,
    );
    assert.ok(accepts(answer), JSON.stringify(accepts.errors));
    assert.ok(accepts({ schema: document.$id, ...answer }));
    assert.ok(!accepts({ ...answer, more: 1 }));
    assert.throws(() => checkAnswer(operation, { ...answer, more: 1 }), /does not fit its schema at \/more/);
    assert.throws(() => checkAnswer(operation, { ...answer, seq: 'x' }), /at \/seq/);
  } finally {
    await bench.close();
  }
});

schemas('a range of a duration and the words of a number are in the schema', () => {
  const properties = operationSchemas(operationNamed('fob.drift')).parameters.properties as Record<
    string,
    object
  >;
  assert.match(JSON.stringify(properties.ppm), /"const":"physics"/);
});

schemas('a change of a schema is deliberate: FOBLAB_WRITE_GOLDEN=1 writes test/golden/schemas.ndjson', () => {
  const file = new URL('../golden/schemas.ndjson', import.meta.url);
  const now = Object.fromEntries(
    operations.map((operation) => {
      const { parameters, answer, item, errors } = operationSchemas(operation);
      return [operation.name, { parameters, answer, item, errors: Object.keys(errors) }];
    }),
  );
  const text = Object.entries(now)
    .map(([name, schemas]) => `${JSON.stringify({ name, ...schemas })}\n`)
    .join('');
  if (process.env.FOBLAB_WRITE_GOLDEN === '1') writeFileSync(file, text);
  // A line an operation.
  const [given, golden] = [text, readFileSync(file, 'utf8')].map((lines) => lines.trimEnd().split('\n'));
  for (const [i, line] of golden!.entries())
    assert.ok(line === given![i], `the schemas of ${line.slice(9, 60)}… differ`);
  assert.equal(given!.length, golden!.length);
});

schemas.run();
