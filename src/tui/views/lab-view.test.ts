// Every state of a fob and every panel as text, on a narrow and a wide terminal, with and without colours.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { matchesGolden } from '../../../test/tui/golden-text.js';
import { afterKeys, labState } from '../../../test/tui/lab-state.js';
import { MemoryFace } from '../../../test/tui/memory-face.js';
import { plainLines, styledLines } from '../cells/cells-as-text.js';
import { chooseTheme, type Theme } from '../cells/theme.js';
import type { LabState } from '../state/state.js';
import { labView } from './lab-view.js';

const sizes = [
  { width: 80, height: 24 },
  { width: 200, height: 60 },
];
const colours = chooseTheme({ colour: true, ascii: false });
const mono = chooseTheme({ colour: false, ascii: false });
const ascii = chooseTheme({ colour: false, ascii: true });
const fob = '3315511111';

const fobStates: readonly (readonly [name: string, bring: (bench: MemoryFace) => Promise<unknown>])[] = [
  ['asleep', async () => undefined],
  ['showing', (bench) => bench.run('fob.press', { fob })],
  ['menu', (bench) => bench.run('fob.hold', { fob, for: '6s' })],
  [
    'low-battery',
    async (bench) => {
      await bench.run('fob.battery', { fob, level: 12 });
      await bench.run('fob.press', { fob });
    },
  ],
  [
    'battery-end',
    async (bench) => {
      await bench.run('fob.battery', { fob, level: 9 });
      await bench.run('fob.press', { fob });
      await bench.run('bench.advance', { by: '1s' });
    },
  ],
  ['dead', (bench) => bench.run('fob.fault', { fob, name: 'battery.dead' })],
  [
    'fault',
    async (bench) => {
      await bench.run('fob.fault', {
        fob,
        name: 'lcd.segment',
        switch: 'on',
        with: ['position=2', 'segment=6'],
      });
      await bench.run('fob.press', { fob });
    },
  ],
];

for (const [name, bring] of fobStates)
  for (const size of sizes)
    test(`a fob ${name} at ${size.width}×${size.height}`, async () => {
      const bench = await benchOfTwo();
      await bring(bench);
      const state = await labState(bench, size, { panel: 'fob', selected: fob });
      compare(`fob-${name}-${size.width}`, state, [mono, colours]);
      compare(
        `bench-${name}-${size.width}`,
        { ...state, panel: 'bench' },
        size.width === 80 ? [mono, colours] : [mono],
      );
      await bench.close();
    });

for (const size of sizes)
  test(`panels and overlays at ${size.width}×${size.height}`, async () => {
    const bench = await benchOfTwo();
    const empty = new MemoryFace();
    compare(`first-run-${size.width}`, await labState(empty, size), [mono]);
    await bench.run('credential.enroll', { fob });
    await bench.run('fob.press', { fob });
    const state = await labState(bench, size, { selected: fob });
    const { width } = size;
    compare(`table-${width}`, afterKeys(state, 'v'), [mono, colours]);
    compare(`verification-${width}`, { ...state, panel: 'verification' }, [mono, colours]);
    compare(`devices-${width}`, { ...state, panel: 'devices' }, [mono]);
    compare(`log-${width}`, { ...state, panel: 'log' }, [mono]);
    compare(`help-${width}`, afterKeys(state, '?'), [mono]);
    compare(`palette-${width}`, afterKeys(state, ':', 'f', 'a'), [mono]);
    compare(`form-${width}`, afterKeys(state, 'd', '1', '2'), [mono, colours]);
    compare(`time-${width}`, afterKeys(state, 't', 'down'), [mono]);
    compare(`faults-${width}`, afterKeys(state, 'f'), [mono]);
    compare(`ascii-${width}`, { ...state, panel: 'fob' }, [ascii]);
    await bench.close();
    await empty.close();
  });

test('ASCII means ASCII, whatever shows', async () => {
  const bench = await benchOfTwo();
  await bench.run('fob.label', { fob, label: 'Schublade für 三' });
  const state = await labState(bench, sizes[0]!, { selected: fob });
  for (const panel of ['bench', 'fob', 'verification', 'devices', 'log'] as const)
    for (const line of plainLines(labView({ ...state, panel }, ascii), ascii)) assert.match(line, /^[ -~]*$/);
  await bench.close();
});

test('every row fills its width exactly, at every size', async () => {
  const bench = await benchOfTwo();
  await bench.run('fob.label', { fob, label: '三三三三三三三三三三三三三三三三三三' });
  for (let width = 1; width <= 130; width += 3)
    for (const height of [1, 5, 14, 15, 16, 24, 41]) {
      const state = await labState(bench, { width, height }, { selected: fob });
      for (const panel of ['bench', 'fob', 'verification', 'devices', 'log'] as const)
        for (const keys of [[], ['?'], [':'], ['t'], ['d']]) {
          const view = labView(afterKeys({ ...state, panel }, ...keys), mono);
          assert.equal(view.cells.length, height);
          for (const row of view.cells) assert.equal(row.length, width);
        }
    }
  await bench.close();
});

test('below 60×15 there is a message, and how to leave', async () => {
  const bench = await benchOfTwo();
  for (const size of [
    { width: 59, height: 15 },
    { width: 60, height: 14 },
  ]) {
    const lines = plainLines(labView(await labState(bench, size), mono), mono);
    assert.match(lines[0]!, /foblab needs 60×15/);
    assert.match(lines[1]!, /q quits/);
  }
  const fits = plainLines(labView(await labState(bench, { width: 60, height: 15 }), mono), mono);
  assert.match(fits[0]!, /2026-01-01 00:00:00 UTC {2}paused/);
  await bench.close();
});

async function benchOfTwo(): Promise<MemoryFace> {
  const bench = new MemoryFace();
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: fob, driftPpm: 20, label: 'drawer 1' });
  await bench.run('fob.add', { model: 'symantec/vip-token-avt', serial: 'AVT123456789' });
  return bench;
}

function compare(name: string, state: LabState, themes: readonly Theme[]): void {
  for (const theme of themes) {
    const view = labView(state, theme);
    if (theme.coloured) matchesGolden(`${name}.ansi`, styledLines(view, theme));
    else matchesGolden(`${name}.txt`, plainLines(view, theme));
  }
}

test.run();
