// A finger on a button and a button that is stuck are two things, and each shows as what it is.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { afterKeys, labState } from '../../../test/tui/lab-state.js';
import { MemoryFace } from '../../../test/tui/memory-face.js';
import { plainLines } from '../cells/cells-as-text.js';
import { chooseTheme } from '../cells/theme.js';
import { labView } from './lab-view.js';

const fob = '3315511111';
const mono = chooseTheme({ colour: false, ascii: false });

async function screensOf(bench: MemoryFace): Promise<Record<'card' | 'line' | 'fob' | 'faults', string>> {
  const state = await labState(bench, { width: 200, height: 60 });
  const shown = (of: typeof state): string =>
    plainLines(labView({ ...of, log: { ...of.log, events: [] } }, mono), mono).join('\n');
  return {
    card: shown(state),
    line: shown(afterKeys(state, 'v')),
    fob: shown({ ...state, panel: 'fob' }),
    faults: shown(afterKeys(state, 'f')),
  };
}

test('a finger shows as a finger, the fault as a fault, and both at once', async () => {
  const bench = new MemoryFace();
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: fob });
  const finger = /finger on/;
  const stuck = /button\.stuck/;

  const free = await screensOf(bench);
  for (const screen of [free.card, free.line, free.fob]) {
    assert.doesNotMatch(screen, finger);
    assert.doesNotMatch(screen, stuck);
  }
  await bench.run('fob.hold', { fob });
  const held = await screensOf(bench);
  for (const screen of [held.card, held.line, held.fob]) {
    assert.match(screen, finger);
    assert.doesNotMatch(screen, stuck);
  }
  assert.match(held.faults, /○ button\.stuck/);
  await bench.run('fob.fault', { fob, name: 'button.stuck', switch: 'on' });
  const both = await screensOf(bench);
  for (const screen of [both.card, both.line, both.fob]) {
    assert.match(screen, finger);
    assert.match(screen, stuck);
  }
  assert.match(both.faults, /● button\.stuck/);
  await bench.run('fob.release', { fob });
  const broken = await screensOf(bench);
  for (const screen of [broken.card, broken.line, broken.fob]) {
    assert.doesNotMatch(screen, finger);
    assert.match(screen, stuck);
  }
  await bench.close();
});

test.run();
