import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';

const show = suite('fob.show');
let bench: PausedBench;

show.before.each(() => {
  bench = pausedBench();
});
show.after.each(() => bench.close());

async function shown(fob: string): Promise<{ answer: Record<string, unknown>; text: string }> {
  const answer = await bench.run('fob.show', { fob });
  return { answer, text: operationNamed('fob.show').text!(answer) };
}

show(
  'the published life of a VIP token: codes made of it, its last day, and that it goes on after it',
  async () => {
    const fob = 'FT1234567890';
    await bench.run('fob.add', { model: 'symantec/vip-token-ft', serial: fob });
    await bench.run('fob.press', { fob });
    const fresh = await shown(fob);
    assert.deepEqual(fresh.answer.life, {
      codesMade: 1,
      lifeCodes: 15_000,
      endsAt: '2030-12-31T00:00:00Z',
      ended: false,
    });
    assert.match(fresh.text, /^life {5}1 of 15000 codes, until 2030-12-31, as its vendor publishes$/m);
    await bench.run('bench.advance', { by: '6y' });
    assert.match((await shown(fob)).text, /^life .*: over, and it goes on$/m);
    const { events } = (await bench.run('bench.log', {})) as { events: { kind: string; at: string }[] };
    assert.deepEqual(
      events.filter(({ kind }) => kind === 'life-ended').map(({ at }) => at),
      ['2030-12-31T00:00:00Z'],
    );
    assert.match(String((await bench.run('fob.code', { fob })).code), /^\d{6}$/);
  },
);

show('why no clock runs is said where none does, and only there', async () => {
  const fob = '3315511111';
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: fob });
  for (const name of ['fob.show', 'fob.age']) {
    const { clock, noClock } = await bench.run(name, name === 'fob.age' ? { fob, by: '1d' } : { fob });
    assert.deepEqual([clock === null, noClock], [false, null], name);
  }
  await bench.run('fob.age', { fob, by: '30y' });
  const { clock, noClock } = (await shown(fob)).answer;
  assert.deepEqual([clock, noClock], [null, 'no-power']);
});

show('a model whose vendor publishes no life has none', async () => {
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  const { answer, text } = await shown('3315511111');
  assert.equal(answer.life, null);
  assert.doesNotMatch(text, /^life/m);
});

show.run();
