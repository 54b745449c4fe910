// Numbers on a console reach the operations as they are, however small, and in the same ranges.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';
import { Console } from '../../console/index.js';
import { BenchFobPort } from './bench-fob-port.js';

const port = suite('a console on the bench');
const fob = '3315511111';
let bench: PausedBench;
let lines: string[];
let console_: Console;
port.before.each(async () => {
  bench = pausedBench();
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: fob, driftPpm: 0 });
  lines = [];
  console_ = new Console(BenchFobPort.held(bench.benchHost, fob), {
    onOutput: (bytes) => lines.push(Buffer.from(bytes).toString().trim()) > 0,
  });
});
port.after.each(() => bench.close());

/** What the console answers to `command` and to `SYST:ERR?`. */
async function errorsAfter(command: string): Promise<string[]> {
  lines = [];
  console_.feed(Buffer.from(`${command}\nSYST:ERR?\n`));
  await new Promise<void>((resolve) => console_.whenIdle(resolve));
  return lines;
}

const fine = ['0,"No error"'];

port('the smallest times and rates are taken', async () => {
  for (const command of [
    'CLOC:AGE 0.5 US',
    'CLOC:AGE 0',
    'CLOC:OFFS 0.5 US',
    'CLOC:DRIF 1E-7',
    'TEMP 1E-7',
    'BUTT:HOLD 1 US',
  ])
    assert.deepEqual(await errorsAfter(command), fine, command);
});

port(
  'the limits of the console are those of the operations: at each it is taken, beyond it is not',
  async () => {
    const tenYears = 315_576_000;
    for (const [command, most] of [
      ['CLOC:OFFS', tenYears],
      ['CLOC:OFFS', -tenYears],
      ['CLOC:DRIF', 100_000],
      ['CLOC:DRIF', 0],
      ['TEMP', 125],
      ['TEMP', -55],
      ['BATT:LEV', 100],
      ['BUTT:HOLD', 3600],
    ] as const) {
      assert.deepEqual(await errorsAfter(`${command} ${most}`), fine, `${command} ${most}`);
      if (most !== 0) assert.match((await errorsAfter(`${command} ${most * 1.01}`))[0]!, /^-222/);
    }
    await assert.rejects(bench.run('fob.clock', { fob, offset: tenYears * 1.01 }), { code: 'usage' });
  },
);

port.run();
