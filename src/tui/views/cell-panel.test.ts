import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { labState } from '../../../test/tui/lab-state.js';
import { MemoryFace } from '../../../test/tui/memory-face.js';
import { plainLines } from '../cells/cells-as-text.js';
import { chooseTheme } from '../cells/theme.js';
import { labView } from './lab-view.js';

const theme = chooseTheme({ colour: false, ascii: false });

for (const size of [
  { width: 80, height: 24 },
  { width: 200, height: 60 },
])
  test(`the battery panel says how far the published life of a VIP token is, at ${size.width}×${size.height}`, async () => {
    const bench = new MemoryFace();
    await bench.run('fob.add', { model: 'symantec/vip-token-ft', serial: 'FT1234567890' });
    await bench.run('fob.press', { fob: 'FT1234567890' });
    const state = await labState(bench, size, { panel: 'fob', selected: 'FT1234567890' });
    const screen = plainLines(labView(state, theme), theme).join('\n');
    assert.match(screen, /1 of 15000 codes/);
    assert.match(screen, /life to 2030-12-31 +│/);
    assert.match(screen, /\d+ days left/);
    await bench.close();
  });

test.run();
