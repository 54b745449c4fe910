// Apps on a phone: what they were sent is on the fob's panel, and keys answer it.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { afterKeys, labState } from '../../../test/tui/lab-state.js';
import { MemoryFace } from '../../../test/tui/memory-face.js';
import { plainLines } from '../cells/cells-as-text.js';
import { chooseTheme } from '../cells/theme.js';
import type { Effect } from '../state/effect.js';
import type { LabState } from '../state/state.js';
import { update } from '../state/update.js';
import { labView } from './lab-view.js';

const mono = chooseTheme({ colour: false, ascii: false });
const size = { width: 80, height: 24 };

const shown = (state: LabState): string => plainLines(labView(state, mono), mono).join('\n');
const effectsOf = (state: LabState, name: string): readonly Effect[] =>
  update(state, { event: 'key', key: { name, character: name } })[1];
const panel = (bench: MemoryFace): Promise<LabState> => labState(bench, size, { panel: 'fob' });
const formOf = ({ overlay }: LabState): string | undefined =>
  overlay?.kind === 'form' ? `${overlay.form.operation} ${overlay.form.fields[0]?.text}` : undefined;

test('a push app: its requests, and a key for each answer', async () => {
  const bench = new MemoryFace();
  const fob = 'push-4821';
  await bench.run('fob.add', { model: 'idme/push', serial: fob });
  const quiet = await panel(bench);
  assert.match(shown(quiet), /requests/);
  assert.match(shown(quiet), /nothing yet/);
  assert.match(shown(quiet), /a approve {2}x deny {2}r ask it/);
  assert.doesNotMatch(shown(quiet), /ppm|window|phone’s battery/);
  assert.equal(formOf(afterKeys(quiet, 'r')), `push.ask ${fob}`);
  await bench.run('push.ask', { fob, text: 'Sign in to iPrescribe?' });
  const asked = await panel(bench);
  assert.match(shown(asked), /waits +until 01-01 00:05:00[\s\S]*Sign in to iPrescribe\? +│/);
  for (const [key, answer] of [
    ['a', 'approve'],
    ['x', 'deny'],
  ] as const)
    assert.deepEqual(effectsOf(asked, key), [
      { effect: 'run', operation: 'push.answer', arguments: { answer, fob }, origin: 'key' },
    ]);
  await bench.run('push.answer', { answer: 'deny', fob });
  assert.match(shown(await panel(bench)), /denied +01-01 00:00:00[\s\S]*Sign in to iPrescribe\?/);
  await bench.close();
});

test('a phone: the codes that it received, newest first', async () => {
  const bench = new MemoryFace();
  await bench.run('fob.add', { model: 'idme/phone', serial: '+12025550143' });
  const fob = '+12025550143';
  assert.equal(formOf(afterKeys(await panel(bench), 'r')), `phone.receive ${fob}`);
  await bench.run('phone.receive', { fob, code: '111111', expiry: '30s' });
  await bench.run('bench.advance', { by: '1m' });
  await bench.run('phone.receive', { fob, code: '222222' });
  assert.match(
    shown(await panel(bench)),
    /good[^│]+│[\s\S]+222222 {2}text[\s\S]*expired[^│]+│[\s\S]+111111 {2}text/,
  );
  await bench.close();
});

test('an app without a seed asks for its activation image; a fob has nothing to approve', async () => {
  const bench = new MemoryFace();
  await bench.run('fob.add', { model: 'iprescribe/authenticator', serial: 'iprescribe-4821' });
  const inactive = await panel(bench);
  assert.match(shown(inactive), /No seed yet/);
  assert.equal(formOf(afterKeys(inactive, 'r')), 'activation.scan iprescribe-4821');
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  const state = await labState(bench, size, { panel: 'fob', selected: '3315511111' });
  assert.match(afterKeys(state, 'a').message?.text ?? '', /asks nothing: only a push app does/);
  assert.match(afterKeys(state, 'r').message?.text ?? '', /receives nothing/);
  await bench.close();
});

test('on the bench an app shows neither clock nor cell that it does not have', async () => {
  const bench = new MemoryFace();
  await bench.run('fob.add', { model: 'idme/push', serial: 'push-4821' });
  const state = await labState(bench, size);
  assert.doesNotMatch(shown(state), /ppm|100 %/);
  assert.doesNotMatch(shown(afterKeys(state, 'v')), /\d ppm|100 %/);
  await bench.close();
});

test.run();
