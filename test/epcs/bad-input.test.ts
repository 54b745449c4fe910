// Every verb of the relying parties against what nobody should type: one clear refusal, and nothing changed.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { memoryBench } from '../../src/bench/index.js';
import type { Parameter } from '../../src/contract/parameter.js';
import { asOperationError } from '../../src/host/as-operation-error.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { runOperation } from '../../src/host/run-operation.js';
import { allOperations, findOperation } from '../../src/operations/index.js';

const hostile = [
  ' ',
  "' OR 1=1 --",
  'x'.repeat(10_000),
  '\u202eone@example.test',
  'a\u0000b',
  '１２３４５６７８９３',
  '../../etc/passwd',
  '__proto__',
];

function given(parameters: Record<string, Parameter<unknown>>, text: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { kind, choices, required }] of Object.entries(parameters)) {
    if (name === 'store' || kind === 'flag') continue;
    if (kind === 'choice') values[name] = choices?.[0];
    else if (kind === 'number') values[name] = 1;
    else if (kind === 'names') values[name] = [text];
    else if (required || kind === 'text') values[name] = text;
  }
  return values;
}

test('hostile text gets an answer or a usage error from every verb, and changes nothing', async () => {
  const host = new BenchHost(memoryBench({ rate: 0 }), findOperation);
  const run = async (
    name: string,
    values: Record<string, unknown>,
  ): Promise<{ outcome?: string; refusal?: { code: string } }> => {
    const operation = (await findOperation(name))!;
    const request = { id: '', operation: name, arguments: values };
    return (await runOperation(operation, host, request, () => {}, new AbortController().signal)) as {
      outcome?: string;
    };
  };
  await run('epcs-fixtures.load', {});
  const verbs = (await allOperations()).filter(
    ({ name, parameters }) =>
      name.startsWith('epcs-') &&
      Object.keys(parameters).some((one) => one !== 'store' && one !== 'by') &&
      !['epcs-faults.set', 'epcs-messages.list'].includes(name),
  );
  assert.ok(verbs.length > 90, String(verbs.length));
  for (const { name, parameters } of verbs)
    for (const text of hostile)
      try {
        const answer = await run(name, given(parameters as Record<string, Parameter<unknown>>, text));
        assert.equal(answer.outcome, 'refused', `${name} took ${JSON.stringify(text.slice(0, 20))}`);
        assert.notEqual(answer.refusal?.code, 'busy', name);
      } catch (thrown) {
        if (thrown instanceof assert.AssertionError) throw thrown;
        const error = asOperationError(thrown);
        assert.equal(error.code, 'usage', `${name}: ${error.message}`);
        assert.ok(error.message.length < 2000, name);
      }
  const { value } = (await run('epcs-registry.look-up', { npi: '1234567893' })) as unknown as {
    value: { entry: { lastName: string } };
  };
  assert.equal(value.entry.lastName, 'One');
  const messages = (await run('epcs-messages.list', {})) as unknown as { value: { messages: unknown[] } };
  assert.deepEqual(messages.value.messages, []);
  await host.close();
});

test.run();
