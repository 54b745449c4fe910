import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';

const replace = suite('fob.battery-replace');
const fob = '3315511111';
let bench: PausedBench;

replace.before.each(async () => {
  bench = pausedBench();
  await bench.run('fob.add', { model: 'onespan/digipass-go3', serial: fob });
});
replace.after.each(() => bench.close());

type Screen = { state: string; text: string };
const screenOf = (answer: Record<string, unknown>): Screen => {
  const { state, text } = answer.screen as Screen;
  return { state, text };
};

async function wornOut(): Promise<void> {
  await bench.run('fob.battery', { fob, level: 9 });
  await bench.run('fob.press', { fob });
  await bench.run('bench.advance', { by: '1s' });
}

replace('quick change, slow change, wiped: the sequence that was seen of one fob', async () => {
  await wornOut();
  const shown = await bench.run('fob.show', { fob });
  assert.deepEqual(screenOf(shown), { state: 'notice', text: 'batt  75' });
  assert.match(operationNamed('fob.show').text!(shown), /^trouble .*“batt {2}75”.*contact IT support/m);

  const quick = await bench.run('fob.battery-replace', { fob });
  assert.equal(screenOf(quick).state, 'asleep');
  assert.match(operationNamed('fob.battery-replace').text!(quick), /its memory is kept/);
  const resting = operationNamed('fob.show').text!(await bench.run('fob.show', { fob }));
  assert.match(
    resting,
    /^trouble .*a press shows “batt {2}75” instead of a code/m,
    'a new cell mends nothing',
  );
  await bench.run('fob.press', { fob });
  await bench.run('bench.advance', { by: '1s' });
  assert.equal(screenOf(await bench.run('fob.show', { fob })).text, 'batt  75');

  const slow = await bench.run('fob.battery-replace', { fob, pace: 'slowly' });
  assert.deepEqual(screenOf(slow), { state: 'dead', text: '88888888' });
  assert.match(operationNamed('fob.battery-replace').text!(slow), /its memory is lost/);
  const press = await bench.run('fob.press', { fob });
  assert.deepEqual(screenOf(press), { state: 'dead', text: '88888888' });
  assert.equal(operationNamed('fob.press').plain!(press), '', 'eight eights are no code');

  const { events } = (await bench.run('bench.log', {})) as { events: { kind: string }[] };
  const told = events
    .map(({ kind }) => kind)
    .filter((kind) => /^(battery-end|notice|cell-|memory-)/.test(kind));
  assert.deepEqual(told, [
    'battery-end',
    'notice',
    'cell-out',
    'cell-in',
    'notice',
    'cell-out',
    'memory-lost',
    'cell-in',
  ]);
});

replace('a code is never read off a notice or a wiped glass', async () => {
  await wornOut();
  await assert.rejects(bench.run('fob.code', { fob }), /gives no code: the display shows “batt {2}75”/);
  await bench.run('fob.battery-replace', { fob, without: '5m' });
  await assert.rejects(bench.run('fob.code', { fob }), /gives no code: the display stands on 88888888/);
});

replace('a change takes the time that it takes, and the new cell is full', async () => {
  const before = await bench.run('fob.show', { fob });
  const answer = await bench.run('fob.battery-replace', { fob, without: '40s' });
  assert.equal((answer.battery as { percent: number }).percent, 100);
  assert.equal(Date.parse(String(answer.at)) - Date.parse(String(before.at)), 40_000);
});

replace(
  'what has no cell that can be changed is refused, and so are a pace and a length at once',
  async () => {
    await bench.run('fob.add', { model: 'symantec/vip-token-ft', serial: 'FT1234567890' });
    await bench.run('fob.add', { model: 'symantec/vip-access', serial: 'SYMC12345678' });
    await bench.run('fob.add', { model: 'yubico/yubikey', serial: '7050602' });
    for (const [other, expected] of [
      ['FT1234567890', /cannot be changed without destroying the token/],
      ['SYMC12345678', /no battery of its own/],
      ['7050602', /no cell of its own/],
    ] as const)
      await assert.rejects(bench.run('fob.battery-replace', { fob: other }), expected);
    await assert.rejects(
      bench.run('fob.battery-replace', { fob, pace: 'slowly', without: '5s' }),
      /not both/,
    );
    await assert.rejects(bench.run('fob.battery-replace', { fob, without: '2h' }), /at most 3600 s/);
  },
);

replace(
  'a time-based card is told to be the lab’s own; a card’s first code is that of counter 1',
  async () => {
    const timed = await bench.run('fob.add', { model: 'symantec/vip-token-ft', time: true });
    assert.match(String((timed.warnings as string[])[0]), /TOTP: the lab’s own/);
    assert.match(String(timed.serial), /^FT1[012]\d{8}$/);
    const card = await bench.run('fob.add', { model: 'symantec/vip-token-ft' });
    assert.deepEqual(card.warnings, []);
    await bench.run('fob.hold', { fob: card.serial, for: '3s' });
    assert.equal(screenOf(await bench.run('fob.show', { fob: card.serial })).text, '000001');
  },
);

replace('models counts the bases, in all and of each; show has those of its model', async () => {
  const all = (await bench.run('model.list', {})) as {
    bases: Record<string, number>;
    models: { id: string; bases: Record<string, number> }[];
  };
  assert.deepEqual(Object.keys(all.bases), ['published', 'published for the kind', 'measured', 'assumed']);
  for (const basis of Object.keys(all.bases))
    assert.equal(
      all.bases[basis],
      all.models.reduce((sum, model) => sum + model.bases[basis]!, 0),
    );
  const go3 = all.models.find(({ id }) => id === 'onespan/digipass-go3')!;
  const shown = await bench.run('fob.show', { fob });
  assert.deepEqual(shown.bases, go3.bases);
  assert.match(
    operationNamed('fob.show').text!(shown),
    /^values {3}\d+ published, \d+ published for the kind/m,
  );
});

replace.run();
