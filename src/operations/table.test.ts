// Every operation of the table can be told apart, helped with, run and shown.

import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { operationNamed, operations } from '../../test/operations/loaded-operations.js';
import { runNamed } from '../../test/operations/run-named.js';
import { memoryBench } from '../bench/index.js';
import { BenchHost } from '../host/bench-host.js';
import { findOperation } from './index.js';

const table = suite('table of operations');
const startUs = 1_767_225_600_000_000;

table('names and commands are unique, and each can be helped with', () => {
  assert.equal(new Set(operations.map(({ name }) => name)).size, operations.length);
  assert.equal(new Set(operations.map(({ command }) => command)).size, operations.length);
  for (const { name, summary, examples, parameters, positionals } of operations) {
    assert.match(name, /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/i, name);
    assert.ok(summary.length > 10 && !summary.endsWith('.'), `${name}: ${summary}`);
    assert.ok(examples.length > 0, `${name} has no example`);
    for (const example of examples) assert.ok(example.includes('foblab '), `${name}: ${example}`);
    for (const positional of positionals) assert.ok(parameters[positional], `${name}: ${positional}`);
    for (const [of, parameter] of Object.entries(parameters)) {
      assert.match(of, /^[a-z][A-Za-z]*$/);
      assert.ok(parameter.summary.length > 2 && parameter.placeholder !== undefined, `${name}: ${of}`);
      // JSON, a query string and an object of anybody’s: every kind refuses them with an error of its own.
      for (const odd of [{}, [], [{}], () => 1, Symbol('x'), -1, '\u0000', 'x'.repeat(10_000), null])
        try {
          parameter.read(odd, of);
        } catch (error) {
          assert.equal((error as Error).name, 'OperationError', `${name} ${of}: ${(error as Error).stack}`);
        }
    }
  }
});

/** One of each, in an order in which each has something to show. */
const script: [name: string, given: Record<string, unknown>][] = [
  ['bench.status', {}],
  ['model.list', {}],
  ['model.list', { model: 'onespan/digipass-go7' }],
  ['fob.list', {}],
  ['fob.add', { model: 'onespan/digipass-go7', serial: '33-1551111-1', label: 'drawer 2' }],
  ['fob.add', { model: 'vip-token-ft', event: true, counter: 5 }],
  ['fob.add', { model: 'idme/code-generator' }],
  ['fob.list', {}],
  ['fob.list', { label: 'drawer 2' }],
  ['fob.press', { fob: '3315511111' }],
  ['fob.show', { fob: '3315511111' }],
  ['fob.hold', { fob: '3315511111', for: '7s' }],
  ['fob.hold', { fob: '3315511111' }],
  ['fob.list', {}],
  ['fob.show', { fob: '3315511111' }],
  ['bench.overview', {}],
  ['fob.release', { fob: '3315511111' }],
  ['fob.release', { fob: '3315511111' }],
  ['fob.code', { fob: '3315511111' }],
  ['fob.label', { fob: '3315511111', label: '' }],
  ['fob.clock', { fob: '3315511111', offset: -90 }],
  ['fob.drift', { fob: '3315511111', ppm: '20' }],
  ['fob.drift', { fob: '3315511111', ppm: 'physics' }],
  ['fob.age', { fob: '3315511111', by: '365d' }],
  ['fob.temp', { fob: '3315511111', celsius: 'cold-weekend' }],
  ['fob.temp', { fob: '3315511111', celsius: '0s:21,3h:-10' }],
  ['fob.battery', { fob: '3315511111', level: 14 }],
  ['fob.fault', { fob: '3315511111' }],
  ['fob.fault', { fob: '3315511111', name: 'lcd.segment', switch: 'on', with: ['position=2'], for: '3d' }],
  ['fob.forecast', { fob: '3315511111' }],
  ['bench.overview', {}],
  ['bench.index', {}],
  ['fob.reset', { fob: '3315511111' }],
  ['bench.advance', { by: '30d' }],
  ['bench.advance', { to: '2027-01-01' }],
  ['bench.rate', {}],
  ['bench.log', {}],
  ['bench.log', { fob: '3315511111', last: 3 }],
  ['bench.snapshot', {}],
  ['bench.snapshot', { withSecrets: true }],
  ['fob.remove', { fob: '3315511111' }],
];

table('each is run, and shown as text, as one value and after a trip through JSON', async () => {
  const benchHost = new BenchHost(memoryBench({ rate: 0, atUs: startUs, seed: '42' }), findOperation);
  const run = (name: string, given: Record<string, unknown> = {}) => runNamed(benchHost, name, given);
  for (const [name, given] of script) {
    const operation = operationNamed(name);
    assert.ok(operation, name);
    const result = await run(name, given);
    const copy = JSON.parse(JSON.stringify(result)) as unknown;
    assert.deepEqual(copy, result, `${name}: a client hears something else than the benchHost`);
    assert.equal(typeof operation.text(result), 'string', name);
    assert.equal(operation.text(copy), operation.text(result), name);
    assert.ok(!operation.text(result).includes('undefined'), `${name}: ${operation.text(result)}`);
    if (operation.plain) assert.ok(!/undefined|\[object/.test(operation.plain(copy)), name);
  }
  await benchHost.close();
});

table('a snapshot comes back whole, and one that was edited is refused before anything changes', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'foblab-restore-'));
  const benchHost = new BenchHost(memoryBench({ rate: 0, atUs: startUs, seed: '42' }), findOperation);
  const run = (name: string, given: Record<string, unknown> = {}) => runNamed(benchHost, name, given);
  await run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111', event: true });
  await run('fob.press', { fob: '3315511111' });
  const before = (await run('bench.snapshot', { withSecrets: true })) as Record<string, unknown>;
  const restore = (content: unknown): Promise<unknown> => {
    return run('bench.restore', { file: typeof content === 'string' ? content : JSON.stringify(content) });
  };

  const fobs = before.fobs as { fob: Record<string, unknown> }[];
  for (const [wrong, expected] of [
    ['not json', /is not JSON/],
    [{}, /no snapshot of a bench/],
    [null, /no snapshot of a bench/],
    [{ ...before, at: '1969-12-31T00:00:00Z' }, /its time is not from/],
    [{ ...before, at: '2255-01-01T00:00:00Z' }, /its time is not from/],
    [{ ...before, at: 'soon' }, /its time is not from/],
    [{ ...before, rate: 'fast' }, /rate/],
    [{ ...before, fobs: [null] }, /fobs\[0\]/],
    [{ ...before, fobs: [{ ...fobs[0], model: 'x' }] }, /fobs\[0\]/],
    [{ ...before, fobs: [fobs[0], fobs[0]] }, /fobs\[1\] has no serial of its own/],
    [{ ...before, fobs: [{ ...fobs[0], fob: { ...fobs[0]!.fob, vault: 'zz' } }] }, /vault/],
    [{ ...before, fobs: [{ ...fobs[0], fob: { ...fobs[0]!.fob, state: {} } }] }, /state/],
  ] as const)
    await assert.rejects(restore(wrong), (error: Error & { code?: string }) => {
      assert.match(error.message, expected);
      assert.equal((error as { code?: string }).code, 'usage', error.message);
      return true;
    });
  assert.deepEqual(await run('bench.snapshot', { withSecrets: true }), before, 'a refusal changes nothing');

  const last = benchHost.bench.log.last;
  await run('fob.press', { fob: '3315511111' });
  await run('bench.advance', { by: '10d' });
  await run('fob.add', { model: 'vip-token-avt' });
  await restore(before);
  assert.deepEqual(await run('bench.snapshot', { withSecrets: true }), before);
  assert.ok(benchHost.bench.log.last > last, 'a restore is a new event, never a rewind of the numbers');

  // Without secrets it comes back where the seed is, and nowhere else.
  const open = await run('bench.snapshot');
  await restore(open);
  assert.deepEqual(await run('bench.snapshot', { withSecrets: true }), before);
  await run('fob.remove', { fob: '3315511111' });
  await assert.rejects(restore(open), {
    message: /nor this bench has the seed of 3315511111/,
    remedy: { operation: 'bench.snapshot', arguments: { withSecrets: true } },
  });
  await benchHost.close();
  rmSync(directory, { recursive: true });
});

table('a soft token and one with a low cell give their code as any other', async () => {
  const benchHost = new BenchHost(memoryBench({ rate: 0, atUs: startUs, seed: '42' }), findOperation);
  const run = (name: string, given: Record<string, unknown> = {}) => runNamed(benchHost, name, given);
  await run('fob.add', { model: 'idme/code-generator', serial: undefined, label: 'soft' });
  await run('fob.add', { model: 'onespan/digipass-go7', label: 'hard' });
  await run('fob.battery', { fob: 'hard', level: 14 });
  for (const fob of ['soft', 'hard']) {
    const { code } = (await run('fob.code', { fob })) as { code: string };
    assert.match(code, /^[0-9]{6}$/, fob);
  }
  await benchHost.close();
});

table.run();
