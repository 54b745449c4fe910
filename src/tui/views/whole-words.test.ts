// What a person must be able to read whatever the size: reasons, helps and keys are wrapped or scrolled, never cut.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { afterKeys, labState } from '../../../test/tui/lab-state.js';
import { MemoryFace } from '../../../test/tui/memory-face.js';
import type { Size } from '../cells/canvas.js';
import { plainLines } from '../cells/cells-as-text.js';
import { chooseTheme } from '../cells/theme.js';
import { keyTable } from '../keys/key-table.js';
import { type LabState, panels } from '../state/state.js';
import { update } from '../state/update.js';
import { labView } from './lab-view.js';

const mono = chooseTheme({ colour: false, ascii: false });
const fob = '3315511111';
const sizes: readonly Size[] = [
  { width: 60, height: 15 },
  { width: 80, height: 24 },
  { width: 100, height: 30 },
  { width: 200, height: 60 },
];

/** Without the frames, as one line, so that a sentence is found wherever it was wrapped. */
function words(state: LabState, margin = 0): string {
  return plainLines(labView(state, mono), mono)
    .map((line) =>
      line
        .padEnd(state.size.width)
        .slice(margin, state.size.width - margin)
        .replace(/[│╭╮╰╯─]/g, ' '),
    )
    .join(' ')
    .replace(/\s+/g, ' ');
}

async function benchOfOne(): Promise<MemoryFace> {
  const bench = new MemoryFace();
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: fob, driftPpm: 20 });
  return bench;
}

test('every key has its whole help behind ?, on every panel and at every size', async () => {
  const bench = await benchOfOne();
  for (const size of sizes)
    for (const panel of panels) {
      const state = await labState(bench, size, { panel });
      let shown = '';
      let help = afterKeys(state, '?');
      for (let last = -1; help.overlay?.kind === 'help' && help.overlay.scroll !== last; ) {
        last = help.overlay.scroll;
        // Beside the box the panel below it shows.
        shown += `${words(help, Math.ceil((size.width - Math.min(90, size.width - 2)) / 2))} `;
        help = afterKeys(help, 'pagedown');
      }
      for (const section of keyTable)
        if (section.panel === undefined || section.panel.includes(panel))
          for (const entry of section.entries)
            if (size.height > 20)
              assert.ok(shown.includes(entry.help), `${panel} ${size.width}: ${entry.help}`);
      const end = afterKeys(state, '?', 'end');
      assert.deepEqual(end.overlay, help.overlay, 'the end is where scrolling ends');
      assert.notDeepEqual(afterKeys(end, 'up').overlay, size.height > 50 ? undefined : end.overlay);
    }
  await bench.close();
});

test('the bar of keys always has help in it', async () => {
  const bench = await benchOfOne();
  for (const size of sizes)
    for (const panel of panels) {
      const lines = plainLines(labView(await labState(bench, size, { panel }), mono), mono);
      assert.match(lines.at(-1)!, /\? help/, `${panel} ${size.width}`);
    }
  await bench.close();
});

test('the rate is in view at every size', async () => {
  const bench = await benchOfOne();
  await bench.run('bench.rate', { rate: '86400' });
  for (const size of sizes) {
    const [top] = plainLines(labView(await labState(bench, size), mono), mono);
    assert.match(top!, /UTC {2}×86400 /, `${size.width}`);
  }
  await bench.close();
});

test('a verdict keeps all of its reason and of its advice', async () => {
  const bench = await benchOfOne();
  await bench.run('credential.enroll', { fob });
  await bench.run('bench.advance', { by: '365d' });
  const { code } = (await bench.run('fob.code', { fob })) as { code: string };
  const result = (await bench.run('credential.verify', { serial: fob, otp: code })) as {
    cause: string;
    suggestedAction: string;
  };
  for (const size of sizes.slice(1)) {
    const state = await labState(bench, size, { panel: 'verification' });
    const [judged] = update(state, {
      event: 'answered',
      operation: 'credential.verify',
      result,
      origin: 'key',
    });
    const shown = words(judged);
    assert.ok(shown.includes(result.cause), shown);
    assert.ok(shown.includes(result.suggestedAction), shown);
    assert.match(shown, /judged at 2027-01-01/);
  }
  await bench.close();
});

test('on the smallest screen a fob still tells its offset and when it leaves the window', async () => {
  const bench = await benchOfOne();
  const shown = words(await labState(bench, sizes[0]!, { panel: 'fob' }));
  assert.match(shown, /\+20\.00 ppm 25\.0 °C/);
  assert.match(shown, /leaves it on 2026-01-18/);
  assert.match(shown, /100\.0 %/);
  await bench.close();
});

test('a filter that nothing fits says so, and how to be rid of it', async () => {
  const bench = await benchOfOne();
  const state = await labState(bench, sizes[1]!);
  assert.match(words(afterKeys(state, '/', ...'zzz')), /no fob fits the filter: esc takes it off/);
  await bench.close();
});

test('an empty field that has the cursor shows what belongs in it', async () => {
  const bench = await benchOfOne();
  const shown = words(afterKeys(await labState(bench, sizes[1]!), 'A'));
  assert.match(shown, /by <duration>/);
  assert.match(shown, /such as 90s, 15m, 1h30m, 365d or 2y/);
  await bench.close();
});

test.run();
