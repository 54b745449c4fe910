import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';
import { Console } from '../../console/index.js';
import { BenchFobPort } from '../../host/links/bench-fob-port.js';

const dead = suite('the clock of a dead fob');
const serial = '3315511111';
let bench: PausedBench;

dead.before.each(async () => {
  bench = pausedBench();
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial });
  await bench.run('fob.age', { fob: serial, by: '30y' });
});
dead.after.each(() => bench.close());

dead('show, list, overview and forecast have none, in words and in JSON', async () => {
  const shown = await bench.run('fob.show', { fob: serial });
  assert.equal(shown.clock, null);
  assert.match(text('fob.show', shown), /^clock {4}stands still: there is no power, at 25.0 °C$/m);
  const listed = (await bench.run('fob.list')) as { fobs: { offsetSeconds: unknown }[] };
  assert.equal(listed.fobs[0]!.offsetSeconds, null);
  assert.match(text('fob.list', listed), /dead +no clock/);
  const seen = (await bench.run('bench.overview')) as {
    fobs: { offsetSeconds: unknown; driftPpm: unknown }[];
  };
  assert.deepEqual([seen.fobs[0]!.offsetSeconds, seen.fobs[0]!.driftPpm], [null, null]);
  assert.match(text('bench.overview', seen), /no clock/);
  const forecast = (await bench.run('fob.forecast', { fob: serial, window: 30 })) as {
    offsetSeconds: unknown;
    leavesWindowAt: unknown;
    future: unknown[];
  };
  assert.deepEqual([forecast.offsetSeconds, forecast.leavesWindowAt, forecast.future], [null, null, []]);
  assert.match(text('fob.forecast', forecast), /no clock runs/);
  assert.match(
    text('fob.age', await bench.run('fob.age', { fob: serial, by: '1d' })),
    /stands still: there is no power/,
  );
});

dead('it is neither read, nor set, nor given a rate, and no fault makes it run again', async () => {
  const refused = { code: 'dead', message: /stands still: there is no power/ };
  for (const [name, given] of [
    ['fob.clock', {}],
    ['fob.clock', { offset: 5 }],
    ['fob.drift', {}],
    ['fob.drift', { ppm: '20' }],
    ['fob.fault', { name: 'rtc.jump', switch: 'on', with: ['seconds=5'] }],
  ] as const)
    await assert.rejects(bench.run(name, { fob: serial, ...given }), refused, name);
  const halted = () => {
    const { state } = bench.benchHost.bench.look(serial, (fob) => fob.snapshot());
    return (state as { rtc: { haltedAtUs: number | null } }).rtc.haltedAtUs;
  };
  assert.notEqual(halted(), null);
  const before = halted();
  await bench.run('fob.fault', { fob: serial, name: 'rtc.stop', switch: 'on' });
  await bench.run('bench.advance', { by: '1d' });
  await bench.run('fob.fault', { fob: serial, name: 'rtc.stop', switch: 'off' });
  assert.equal(halted(), before);
});

dead('the console answers none of its queries and says that there is no power', async () => {
  const lines: string[] = [];
  const console = new Console(BenchFobPort.held(bench.benchHost, serial), {
    onOutput: (bytes) => lines.push(Buffer.from(bytes).toString().trim()) > 0,
  });
  for (const query of ['CLOC:TIME?', 'CLOC:OFFS?', 'CLOC:DRIF?', 'CLOC:OFFS 5', 'CLOC:DRIF 5']) {
    lines.length = 0;
    console.feed(Buffer.from(`${query}\nSYST:ERR?\n`));
    await new Promise<void>((resolve) => console.whenIdle(resolve));
    assert.equal(lines.length, 1, query);
    assert.match(lines[0]!, /^-240,"Hardware error;3315511111: .*there is no power/, query);
  }
});

dead('the outlook of a fob whose cell is ending ends with it', async () => {
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511112' });
  await bench.run('fob.battery', { fob: '3315511112', level: 12 });
  const { future, batteryEndsAt } = (await bench.run('fob.forecast', { fob: '3315511112', for: '10y' })) as {
    future: { at: string }[];
    batteryEndsAt: string;
  };
  assert.ok(future.length > 1);
  assert.ok(future.every(({ at }) => at <= batteryEndsAt));
});

function text(name: string, result: unknown): string {
  return operationNamed(name).text!(result);
}

dead.run();
