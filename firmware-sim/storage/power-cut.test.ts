import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { Random } from '../random.js';
import { FobStorage, PowerCut, toHex } from './index.js';

const OTP = { type: 'hotp', algorithm: 'sha1', digits: 6, periodSeconds: 30, t0Seconds: 0 } as const;
const SEED = Uint8Array.from({ length: 20 }, (_, index) => 0x31 + (index % 10));

interface Step {
  kind: 'press' | 'configure' | 'recover';
}

/** The masks of old bits to test: no new bit is written, all are, all but one, only one, and some patterns. */
const TEARS: readonly number[] = [
  0xffffffff,
  0,
  0x55555555,
  0xaaaaaaaa,
  0x0000ffff,
  0xffff0000,
  ...Array.from({ length: 32 }, (_, bit) => (1 << bit) >>> 0),
  ...Array.from({ length: 32 }, (_, bit) => ~(1 << bit) >>> 0),
];

function keeping(mask: number): { nextUint32(): number } {
  return { nextUint32: () => mask };
}

/** Runs the steps with a power cut at write `nth`, and checks what must always hold. Returns whether the cut happened. */
function run(
  steps: readonly Step[],
  start: number,
  nth: number,
  torn: boolean,
  random: { nextUint32(): number },
): boolean {
  const storage = FobStorage.provision({ seed: SEED, otp: OTP }, start, random);
  storage.cutPowerAtWrite(nth, torn);
  const shown: number[] = [];
  let cuts = 0;
  let configured = 0;
  for (const [index, step] of steps.entries()) {
    try {
      if (step.kind === 'press') shown.push(storage.reserveCounter());
      else if (step.kind === 'configure') storage.writeConfiguration(payload(index));
      else storage.recover();
      if (step.kind === 'configure') configured = index;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      cuts++;
      assert.throws(() => storage.reserveCounter(), PowerCut, 'nothing is shown without power');
      assert.deepEqual(storage.recover(), { factory: 'sound', counter: 'sound' });
      const now = storage.readConfiguration();
      const old = configured === 0 ? new Uint8Array(0) : payload(configured);
      const complete = step.kind === 'configure' && toHex(now) === toHex(payload(index));
      if (complete) configured = index;
      else assert.deepEqual(now, old, `the configuration after a cut at write ${nth}`);
    }
  }
  assert.deepEqual(storage.factory, { seed: SEED, otp: OTP });
  assert.equal(shown[0]! >= start && shown[0]! <= start + 1, true);
  for (let index = 1; index < shown.length; index++) {
    assert.ok(
      shown[index]! > shown[index - 1]!,
      `counter ${shown[index]} after ${shown[index - 1]}, cut at write ${nth}`,
    );
    assert.ok(shown[index]! <= shown[index - 1]! + 1 + cuts, 'at most one value is skipped a cut');
  }
  return cuts > 0;
}

function payload(index: number): Uint8Array {
  return Uint8Array.from(Array.from({ length: 1 + (index % 48) }, (_, at) => (index * 37 + at * 11) & 0xff));
}

const LIFE: readonly Step[] = Array.from({ length: 44 }, (_, index) => ({
  kind: index % 7 === 3 ? 'configure' : index % 11 === 10 ? 'recover' : 'press',
}));

test('a cut at every write of a run: no counter twice, no seed lost, the configuration old or new', () => {
  let nth = 1;
  while (run(LIFE, 0, nth, false, keeping(0))) nth++;
  assert.ok(nth > 100, `${nth - 1} writes were cut`);
});

test('the same with a torn word, for every mask of bits that stay old', () => {
  for (const mask of TEARS) {
    let nth = 1;
    while (run(LIFE, 0, nth, true, keeping(mask))) nth++;
    assert.ok(nth > 100);
  }
});

test('the same where the counter passes 2^32 and both its words change', () => {
  for (const mask of TEARS) {
    let nth = 1;
    while (run(LIFE, 2 ** 32 - 9, nth, true, keeping(mask))) nth++;
    assert.ok(nth > 100);
  }
});

test('any order of steps, any start, several cuts', () => {
  const step = fc.constantFrom<Step['kind']>('press', 'press', 'press', 'configure', 'recover');
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: 2 ** 40 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 6 }),
      fc.integer(),
      (kinds, start, cuts, seed) => {
        const storage = FobStorage.provision({ seed: SEED, otp: OTP }, start, Random.stream(seed, 'tear'));
        let last = start - 1;
        for (const [index, kind] of kinds.entries()) {
          if (index % 8 === 0 && cuts.length > 0) storage.cutPowerAtWrite(cuts.shift()!, index % 16 === 0);
          try {
            if (kind === 'press') {
              const counter = storage.reserveCounter();
              assert.ok(counter > last);
              last = counter;
            } else if (kind === 'configure') storage.writeConfiguration(payload(index));
            else storage.recover();
          } catch (error) {
            assert.ok(error instanceof PowerCut);
            storage.recover();
          }
        }
        assert.deepEqual(storage.factory.seed, SEED);
      },
    ),
  );
});

test('a factory copy that rots is repaired from the other, even when the power goes meanwhile', () => {
  for (const copy of [0, 1]) {
    for (let nth = 1; nth <= 3; nth++) {
      const whole = FobStorage.provision({ seed: SEED, otp: OTP }, 5, keeping(0)).snapshot();
      const at = copy * (whole.vault.length / 2) + 50;
      const rotten =
        whole.vault.slice(0, at) + flip(whole.vault.slice(at, at + 8)) + whole.vault.slice(at + 8);
      const storage = FobStorage.restore({ ...whole, vault: rotten }, keeping(0x0f0f0f0f));
      assert.deepEqual(storage.factory.seed, SEED);
      storage.cutPowerAtWrite(nth, true);
      assert.deepEqual(storage.recover(), { factory: 'repaired', counter: 'sound' });
      assert.equal(storage.snapshot().vault, whole.vault);
    }
  }
});

test('when both copies are gone the fob says so and shows nothing', () => {
  const storage = FobStorage.provision({ seed: SEED, otp: OTP }, 5, keeping(0));
  storage.erase();
  assert.deepEqual(storage.recover(), { factory: 'lost', counter: 'lost' });
  assert.equal(storage.sound, false);
  assert.equal(storage.counter, -1);
  assert.throws(() => storage.factory, /lost its seed/);
  assert.throws(() => storage.reserveCounter(), /lost its counter/);
});

function flip(hex: string): string {
  return [...hex].map((digit) => (15 - Number.parseInt(digit, 16)).toString(16)).join('');
}

test.run();
