// A long advance in slices is the same as the whole, can be stopped, and is refused in the operation's own words.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { MemoryFace } from '../../../test/tui/memory-face.js';
import { loadAllOperations } from '../known-operations.js';
import { pacedAdvance } from './paced-advance.js';

await loadAllOperations();
const never = new AbortController().signal;

async function benchOfTwo(): Promise<MemoryFace> {
  const bench = new MemoryFace();
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111', driftPpm: 20 });
  await bench.run('fob.add', { model: 'symantec/vip-token-avt', serial: 'AVT123456789' });
  await bench.run('fob.temp', { fob: 'AVT123456789', celsius: '0s:21,3h:-10,60h:-10,64h:21' });
  await bench.run('fob.press', { fob: '3315511111' });
  return bench;
}

for (const given of [{ by: '9y' }, { to: '2034-12-30T00:00:00Z' }])
  test(`advance ${JSON.stringify(given)} in slices leaves the bytes of one advance`, async () => {
    const [whole, sliced] = [await benchOfTwo(), await benchOfTwo()];
    const expected = await whole.run('bench.advance', given);
    const shares: number[] = [];
    assert.deepEqual(await pacedAdvance(sliced, given, ({ share }) => shares.push(share), never), expected);
    assert.ok(shares.length >= 5);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
    assert.equal(shares.at(-1), 1);
    for (const operation of ['bench.snapshot', 'bench.log'])
      assert.deepEqual(await sliced.run(operation, {}), await whole.run(operation, {}));
    await whole.close();
    await sliced.close();
  });

test('stopped, it stands where it got to', async () => {
  const bench = await benchOfTwo();
  const stop = new AbortController();
  const { at } = await pacedAdvance(
    bench,
    { by: '9y' },
    ({ share }) => {
      if (share > 0.01) stop.abort();
    },
    stop.signal,
  );
  assert.ok(at > '2026-01-01T00:00:00Z' && at < '2035', at);
  assert.equal(((await bench.run('bench.status', {})) as { at: string }).at, at);
  await bench.close();
});

test('what the operation refuses, it refuses itself', async () => {
  const bench = await benchOfTwo();
  const refused = (given: Record<string, unknown>, message: RegExp): Promise<void> =>
    assert.rejects(
      pacedAdvance(bench, given, () => {}, never),
      message,
    );
  await refused({}, /one of them/);
  await refused({ by: '1d', to: '2027-01-01T00:00:00Z' }, /one of them/);
  await refused({ by: '7' }, /a duration with its unit/);
  await refused({ by: '-1d' }, /time only moves on/);
  await refused({ to: '2020-01-01T00:00:00Z' }, /time only moves on/);
  await refused({ by: '200y' }, /can go up to/);
  await bench.close();
});

test.run();
