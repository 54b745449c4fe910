import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { operationNamed } from '../../test/operations/loaded-operations.js';
import { commandWords } from '../contract/command-words.js';
import { readCommandLine } from './command-line.js';

const cases: readonly (readonly [operation: string, values: Record<string, unknown>, words: string])[] = [
  ['fob.press', { fob: '3315511111' }, 'press 3315511111'],
  ['fob.hold', { fob: '3315511111', for: '6s' }, 'hold 3315511111 6s'],
  ['fob.hold', { fob: '3315511111' }, 'hold 3315511111'],
  ['fob.release', { fob: '3315511111' }, 'release 3315511111'],
  ['bench.advance', { to: '2027-01-01T00:00:00Z' }, 'advance --to 2027-01-01T00:00:00Z'],
  ['fob.clock', { fob: '1', offset: '-90' }, 'clock 1 --offset -90'],
  [
    'fob.add',
    { model: 'onespan/digipass-go7', event: true, time: false, digits: '8' },
    'add onespan/digipass-go7 --event --digits 8',
  ],
  [
    'fob.fault',
    { fob: '1', name: 'lcd.segment', switch: 'on', with: ['position=2', 'segment=6'] },
    'fault 1 lcd.segment on position=2 segment=6',
  ],
  ['fob.fault', { fob: '1', name: 'lcd.blank', for: '3d' }, 'fault 1 lcd.blank --for 3d'],
  [
    'credential.disable',
    { serial: '1', reason: 'left the firm' },
    'credential disable 1 --reason|left the firm',
  ],
];

test('an operation is written as the command line reads it', () => {
  for (const [name, values, expected] of cases) {
    const operation = operationNamed(name);
    const words = commandWords(operation, values);
    assert.deepEqual(words, expected.includes('|') ? splitAt(expected) : expected.split(' '));
    const read = readCommandLine(operation, words.slice(operation.command.split(' ').length));
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== false));
    assert.deepEqual(read.arguments, given);
  }
});

test('a secret is the name of a file', () => {
  const words = commandWords(operationNamed('fob.add'), { model: 'm', secret: '/tmp/seed.hex' });
  assert.deepEqual(words, ['add', 'm', '--secret-file', '/tmp/seed.hex']);
});

function splitAt(text: string): string[] {
  const [left = '', right = ''] = text.split('|');
  return [...left.split(' '), right];
}

test.run();
