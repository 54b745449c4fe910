// Every operation on every kind of app, in any order: it answers or refuses, what it answers survives JSON, and a
// snapshot put back gives the same bytes.

import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'uvu';
import { operationNamed } from '../../test/operations/loaded-operations.js';
import { runNamed } from '../../test/operations/run-named.js';
import { memoryBench } from '../bench/index.js';
import { asOperationError } from '../host/as-operation-error.js';
import { BenchHost } from '../host/bench-host.js';
import { findOperation } from './index.js';

const fobs = [
  ['idme/push', 'push-1'],
  ['idme/phone', '+12025550143'],
  ['iprescribe/authenticator', 'ip-1'],
  ['idme/code-generator', 'code-1'],
  ['symantec/vip-access', 'SYMC12345678'],
] as const;
const secret = '3132333435363738393031323334353637383930';
const span = fc.constantFrom('1s', '45s', '5m', '2d', '400d');
const request = fc.constantFrom(undefined, 'a', 'b', 'z');
const step = fc.oneof(
  ...(
    [
      ['fob.press', {}],
      ['fob.code', {}],
      ['fob.show', {}],
      ['fob.reset', {}],
      ['fob.faults', {}],
      ['fob.forecast', {}],
      ['fob.otpauth', { qr: fc.boolean() }],
      ['fob.hold', { for: fc.constantFrom('1s', '7s', undefined) }],
      ['fob.release', {}],
      ['fob.age', { by: span }],
      ['fob.clock', { offset: fc.constantFrom(undefined, -90, 3600, 3.2e9) }],
      ['fob.drift', { ppm: fc.constantFrom(undefined, '20', 'physics') }],
      ['fob.temp', { celsius: fc.constantFrom(undefined, '25', 'pocket') }],
      ['fob.battery', { level: fc.constantFrom(undefined, 5) }],
      [
        'fob.fault',
        {
          name: fc.constantFrom(
            undefined,
            'rtc.stop',
            'battery.dead',
            'lcd.blank',
            'storage.power-cut',
            'link.drop',
            'x',
          ),
          switch: fc.constantFrom('on', 'off'),
        },
      ],
      ['push.ask', { text: fc.string(), id: request, expiry: span }],
      ['push.answer', { answer: fc.constantFrom('approve', 'deny'), id: request }],
      ['push.list', { id: request }],
      [
        'phone.receive',
        {
          code: fc.constantFrom('123456', '42', undefined),
          delay: fc.option(span, { nil: undefined }),
          expiry: span,
          from: fc.constantFrom(undefined, 'ID.me', '\u0007'),
        },
      ],
      ['phone.list', {}],
      ['activation.scan', { image: fc.constantFrom('good', 'x', undefined) }],
      ['bench.overview', { fobs: fc.constant([]) }],
      ['bench.advance', { by: span }],
    ] as [string, Record<string, fc.Arbitrary<unknown>>][]
  ).map(([name, given]) =>
    fc.record({
      name: fc.constant(name),
      fob: fc.constantFrom(...fobs.map(([, serial]) => serial)),
      given: fc.record(given),
    }),
  ),
);

test('answers and refusals only; a snapshot comes back with the same bytes', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'foblab-apps-'));
  const file = join(directory, 'snapshot.json');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const benchHost = new BenchHost(
        memoryBench({ rate: 0, atUs: Date.UTC(2026, 0, 1) * 1000, seed: '42' }),
        findOperation,
      );
      for (const [model, serial] of fobs) await runNamed(benchHost, 'fob.add', { model, serial });
      const { image } = (await runNamed(benchHost, 'activation.image', { serial: 'ip-1', secret })) as {
        image: string;
      };
      for (const { name, fob, given } of steps) {
        const { parameters, text } = operationNamed(name);
        const all = { ...given, ...(parameters.fob === undefined ? {} : { fob }) } as Record<string, unknown>;
        if (all.image === 'good') all.image = image;
        try {
          const result = await runNamed(benchHost, name, all);
          assert.deepEqual(JSON.parse(JSON.stringify(result)), result, name);
          assert.ok(!text(result).includes('undefined'), `${name}: ${text(result)}`);
        } catch (error) {
          const { code, message } = asOperationError(error);
          assert.notEqual(code, 'internal', `${name} ${JSON.stringify(all)}: ${(error as Error).stack}`);
          assert.ok(!message.includes(image.slice(9, 30)) && !message.includes(secret), message);
        }
      }
      const before = await runNamed(benchHost, 'bench.snapshot', { withSecrets: true });
      writeFileSync(file, JSON.stringify(before));
      await runNamed(benchHost, 'bench.restore', { file: readFileSync(file) });
      assert.deepEqual(await runNamed(benchHost, 'bench.snapshot', { withSecrets: true }), before);
      const other = new BenchHost(memoryBench({ rate: 0, atUs: 0, seed: '1' }), findOperation);
      await runNamed(other, 'bench.restore', { file: readFileSync(file) });
      assert.deepEqual(await runNamed(other, 'bench.snapshot', { withSecrets: true }), before);
      // What goes on after it is the same too.
      for (const bench of [benchHost, other]) await runNamed(bench, 'bench.advance', { by: '3d' });
      assert.deepEqual(
        await runNamed(other, 'bench.snapshot', { withSecrets: true }),
        await runNamed(benchHost, 'bench.snapshot', { withSecrets: true }),
      );
      await benchHost.close();
      await other.close();
    }),
    { numRuns: 60 },
  );
  rmSync(directory, { recursive: true });
});

test.run();
