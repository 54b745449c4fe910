// The wire panel: every channel as text and in hexadecimal, in the narrow panel and in the wide one.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { matchesGolden } from '../../../test/tui/golden-text.js';
import { Canvas } from '../cells/canvas.js';
import { plainLines } from '../cells/cells-as-text.js';
import { chooseTheme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import { initialState, type LabState, type TrafficLine } from '../state/state.js';
import { drawTraffic } from './traffic-panel.js';

const mono = chooseTheme({ colour: false, ascii: false });
const serial = '7050602';

const lines: readonly TrafficLine[] = [
  piece('in', 'console', text('*IDN?\r\n')),
  piece('out', 'console', text('Yubico,YubiKey OTP,7050602,4.3.4\n')),
  piece('in', 'hid', `${text('READ:CODE?\n')}${'00'.repeat(53)}`),
  piece('out', 'feature', '0004030401050000'),
  {
    ...piece('in', 'feature', `${'**'.repeat(7)}80${'**'.repeat(7)}85****042440260086`),
    keptBack: 'configuration of slot 2',
  },
  piece('out', 'feature', 'b617318655057240642e8bc0b6fb37418c8ef146be00574254000000000000430000000000000040'),
  { ...piece('out', 'keyboard', '**'.repeat(32)), keptBack: 'static password' },
  { ...piece('out', 'keyboard', '0000240000000000'.concat('00'.repeat(8))), typed: 'ubhe07050602755224\n' },
  piece('in', 'keyboard', '02'),
];

/** The panel's part of a screen of 80×24 and of one of 200×60. */
const sizes = [
  { name: '80', width: 38, height: 8 },
  { name: '200', width: 120, height: 54 },
];

for (const { name, width, height } of sizes)
  for (const hexadecimal of [false, true])
    test(`${hexadecimal ? 'hex' : 'text'} on a screen ${name} columns wide`, () => {
      const shown = drawn({ width, height }, lines, hexadecimal);
      assert.equal(shown.length, height);
      for (const line of shown) assert.ok([...line].length <= width);
      matchesGolden(`wire-${hexadecimal ? 'hex' : 'text'}-${name}.txt`, shown);
    });

test('only the fob that is shown, the newest at the bottom, at any size', () => {
  const other = { ...piece('in', 'console', text('elsewhere')), serial: '1' };
  const many = Array.from({ length: 500 }, (_, i) => piece('in', 'console', text(`line ${i}`)));
  for (let width = 0; width <= 90; width += 3)
    for (const height of [0, 1, 2, 3, 4, 9]) drawn({ width, height }, [...many, other], width % 2 === 0);
  const shown = drawn({ width: 60, height: 5 }, [...many, other], false);
  assert.doesNotMatch(shown.join(), /elsewhere/);
  assert.match(shown[3]!, /line 499/);
});

function piece(direction: 'in' | 'out', channel: TrafficLine['channel'], hexadecimal: string): TrafficLine {
  const wallAt = '2026-01-01T00:00:01.250Z';
  return { serial, wallAt, at: wallAt, afterEvent: 0, direction, channel, hexadecimal };
}

function text(characters: string): string {
  return Buffer.from(characters).toString('hex');
}

function drawn(
  size: { width: number; height: number },
  traffic: readonly TrafficLine[],
  hexadecimal: boolean,
): string[] {
  const canvas = new Canvas<Action>(size);
  const before = initialState(size);
  const state: LabState = { ...before, selected: serial, fob: { ...before.fob, traffic, hexadecimal } };
  drawTraffic(canvas, state, mono);
  return plainLines({ cells: canvas.cells, hits: [] } as never, mono);
}

test.run();
