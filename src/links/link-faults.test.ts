import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import type { FobError } from '../../firmware-sim/fob-port.js';
import { MemoryFob } from '../../test/contract/memory-fob.js';
import { VirtualTimer } from '../../test/contract/virtual-timer.js';
import { consoleOf } from './console-session.js';
import { LinkFaults, linkFaults } from './link-faults.js';

const idn = 'OneSpan,Digipass GO7,3315511111,1.0.0\n';

test('lists every fault with its layer and whether it is on', () => {
  const faults = new LinkFaults({ seed: 1 });
  faults.set('link.drop', true);
  assert.deepEqual(
    faults.list().map(({ name, layer, active }) => `${name} ${layer} ${active}`),
    linkFaults.map(({ name }) => `${name} link ${name === 'link.drop'}`),
  );
});

test('refuses unknown names and parameters out of range', () => {
  const faults = new LinkFaults({ seed: 1 });
  const code = (expected: string) => (error: FobError) => error.code === expected;
  assert.throws(() => faults.set('link.nope', true), code('unknown-name'));
  assert.throws(() => faults.set('link.drop', true, { speed: 1 }), code('unknown-name'));
  assert.throws(() => faults.set('link.drop', true, { rate: 1.1 }), code('out-of-range'));
  assert.throws(() => faults.set('link.drop', true, { rate: Number.NaN }), code('out-of-range'));
});

test('without a fault nothing changes', () => {
  const { ask, sent } = disturbed({});
  ask('*IDN?\n');
  assert.deepEqual(sent, [idn]);
});

test('drop loses bytes at its rate, garble flips one bit of a byte', () => {
  const many = new Uint8Array(20_000).fill(0x55);
  const faults = new LinkFaults({ seed: 7 });
  faults.set('link.drop', true, { rate: 0.1 });
  const left = faults.disturb(many, 'in').length;
  assert.ok(left > 17_800 && left < 18_200, String(left));
  faults.set('link.drop', false);
  faults.set('link.garble', true, { rate: 0.1 });
  const garbled = faults.disturb(many, 'out');
  const flipped = garbled.filter((byte) => byte !== 0x55);
  assert.equal(garbled.length, many.length);
  assert.ok(flipped.length > 1800 && flipped.length < 2200, String(flipped.length));
  for (const byte of flipped) assert.equal((((byte ^ 0x55) - 1) & (byte ^ 0x55)) === 0, true);
});

test('split keeps the bytes, duplicate sends an answer twice', () => {
  const split = disturbed({ 'link.split': { rate: 1 } });
  split.ask('*IDN?\n');
  assert.ok(split.sent.length > 3);
  assert.equal(split.sent.join(''), idn);
  const duplicate = disturbed({ 'link.duplicate': { rate: 1 } });
  duplicate.ask('*IDN?\n');
  assert.deepEqual(duplicate.sent, [idn, idn]);
});

test('delay holds answers for its time and in order, even if it is switched off meanwhile', () => {
  const { ask, sent, timer, faults } = disturbed({ 'link.delay': { delayMs: 250 } });
  ask('*ESE 1;*ESE?\n');
  timer.advance(249);
  faults.set('link.delay', false);
  ask('*ESE 2;*ESE?\n');
  assert.deepEqual(sent, []);
  timer.advance(1);
  assert.deepEqual(sent, ['1\n', '2\n']);
  ask('*ESE 3;*ESE?\n');
  assert.deepEqual(sent, ['1\n', '2\n', '3\n']);
});

test('disconnect pulls the plug after half an answer', () => {
  const { ask, sent, disconnections } = disturbed({ 'link.disconnect': { rate: 1 } });
  ask('*IDN?\n');
  assert.deepEqual(sent, [idn.slice(0, idn.length >> 1)]);
  assert.equal(disconnections(), 1);
});

test('a hang-up drops the delayed answers', () => {
  const { ask, sent, timer, session } = disturbed({ 'link.delay': {} });
  ask('*IDN?\n');
  session.hangUp();
  timer.advance(1000);
  assert.deepEqual(sent, []);
  assert.equal(timer.waiting, 0);
});

test('a garbled command gives an error, never a crash', async () => {
  const { ask, settle, sent, faults } = disturbed({
    'link.garble': { rate: 0.2 },
    'link.drop': { rate: 0.1 },
  });
  for (let n = 0; n < 500; n++) ask('*IDN?\nREAD:CODE?\nFAUL:ON "lcd.segment"\n');
  await settle();
  faults.set('link.garble', false);
  faults.set('link.drop', false);
  ask('\n*CLS\n');
  await settle();
  sent.length = 0;
  ask('*OPC?\n');
  assert.ok(sent.join('').endsWith('1\n'), sent.join(''));
});

test('a seed decides the disturbance, however the bytes are cut; another seed gives another', () => {
  const bytes = Buffer.from('*IDN?\n'.repeat(40));
  const disturb = (seed: number, pieces: readonly Uint8Array[]): string => {
    const faults = new LinkFaults({ seed });
    faults.set('link.drop', true, { rate: 0.2 });
    faults.set('link.garble', true, { rate: 0.2 });
    return Buffer.concat(pieces.map((piece) => faults.disturb(piece, 'in'))).toString('hex');
  };
  fc.assert(
    fc.property(fc.nat(bytes.length), fc.nat(1000), (cut, seed) => {
      const whole = disturb(seed, [bytes]);
      assert.equal(disturb(seed, [bytes.subarray(0, cut), bytes.subarray(cut)]), whole);
      assert.notEqual(disturb(seed + 1, [bytes]), whole);
    }),
  );
});

function disturbed(active: Record<string, Record<string, number>>) {
  const timer = new VirtualTimer();
  const faults = new LinkFaults({ seed: 42, timer });
  for (const [name, values] of Object.entries(active)) faults.set(name, true, values);
  const sent: string[] = [];
  let disconnections = 0;
  const session = faults.layer(consoleOf(new MemoryFob()))({
    send: (bytes) => sent.push(Buffer.from(bytes).toString('latin1')) > 0,
    ready: () => undefined,
    disconnect: () => {
      disconnections += 1;
    },
  });
  // A fob in memory answers in microtasks, and all of them run before the next immediate.
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const ask = (text: string): void => void session.feed(Buffer.from(text));
  return { ask, settle, sent, timer, faults, session, disconnections: () => disconnections };
}

test.run();
