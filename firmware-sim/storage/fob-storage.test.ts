import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { Random } from '../random.js';
import { crc32 } from './crc32.js';
import { FobStorage, fromHex, PowerCut, toHex } from './index.js';

const OTP = { type: 'hotp', algorithm: 'sha1', digits: 6, periodSeconds: 30, t0Seconds: 0 } as const;
const SEED = Uint8Array.from({ length: 20 }, (_, index) => 0xa0 + index);
const random = (): Random => Random.stream('memory', 'storage');
const provision = (counter = 0): FobStorage =>
  FobStorage.provision({ seed: SEED, otp: OTP }, counter, random());

test('CRC-32 has its check value', () => {
  assert.equal(crc32(new TextEncoder().encode('123456789'), 0, 9), 0xcbf43926);
});

test('hex and back', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(fromHex(toHex(bytes)), bytes)));
  for (const wrong of ['0', 'zz', '0 ', '٣٣']) assert.equal(fromHex(wrong), undefined);
});

test('any seed and any settings come back as they were written', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 256 }),
      fc.record({
        type: fc.constantFrom('totp' as const, 'hotp' as const),
        algorithm: fc.constantFrom('sha1' as const, 'sha256' as const, 'sha512' as const),
        digits: fc.constantFrom(6 as const, 7 as const, 8 as const),
        periodSeconds: fc.integer({ min: 1, max: 0xffffffff }),
        t0Seconds: fc.integer({ min: 0, max: 2 ** 45 }),
      }),
      (seed, otp) => {
        const storage = FobStorage.provision({ seed, otp }, 0, random());
        assert.deepEqual(storage.factory, { seed, otp: { ...otp } });
        assert.deepEqual(FobStorage.restore(storage.snapshot(), random()).factory, { seed, otp: { ...otp } });
      },
    ),
  );
});

test('what cannot be stored is refused, and the message never holds the seed', () => {
  const refuse = (seed: Uint8Array, otp: object, counter: number, expected: RegExp): void =>
    assert.throws(() => FobStorage.provision({ seed, otp: { ...OTP, ...otp } }, counter, random()), expected);
  refuse(new Uint8Array(0), {}, 0, /seed of 0 bytes .* give 1 to 256/);
  refuse(new Uint8Array(257), {}, 0, /seed of 257 bytes/);
  refuse(SEED, { periodSeconds: 0.5 }, 0, /time step of 0.5 s/);
  refuse(SEED, { t0Seconds: -1 }, 0, /T0 of -1 s/);
  refuse(SEED, {}, -1, /counter of -1/);
});

test('the counter starts at the given value and passes 2^32', () => {
  const storage = provision(2 ** 32 - 2);
  assert.deepEqual(
    Array.from({ length: 4 }, () => storage.reserveCounter()),
    [2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1],
  );
  assert.equal(storage.counter, 2 ** 32 + 2);
});

test('the counter moves on, never back, and ends with a refusal', () => {
  const storage = provision(10);
  storage.setCounter(837830147);
  assert.equal(storage.reserveCounter(), 837830147);
  assert.throws(() => storage.setCounter(5), /cannot go back from 837830148 to 5: give 837830148 or more/);
  storage.setCounter(Number.MAX_SAFE_INTEGER);
  assert.throws(() => storage.reserveCounter(), /at its end/);
});

test('wear is spread: fifteen thousand codes stay far below a cell of 100 000 writes', () => {
  const storage = provision();
  for (let code = 0; code < 15_000; code++) storage.reserveCounter();
  assert.equal(
    storage.writes - provision().writes,
    30_000 + 15,
    'two words a code; the upper word once a slot',
  );
  assert.ok(Math.max(...storage.pageWrites) < 6_000, `${storage.pageWrites}`);
});

test('writing what stands there costs no write', () => {
  const storage = provision();
  const before = storage.writes;
  storage.setCounter(storage.counter);
  assert.equal(storage.writes, before);
});

test('the configuration is a copy, up to its capacity', () => {
  const storage = provision();
  assert.equal(storage.readConfiguration().length, 0);
  for (let round = 0; round < 5; round++) {
    storage.writeConfiguration(Uint8Array.of(round, 2, 3));
    assert.deepEqual([...storage.readConfiguration()], [round, 2, 3]);
  }
  assert.throws(() => storage.writeConfiguration(new Uint8Array(49)), /give at most 48/);
});

test('the vault holds the seed and the state does not', () => {
  const { vault, state } = provision().snapshot();
  assert.ok(vault.includes(toHex(SEED)));
  assert.ok(!state.includes(toHex(SEED).slice(0, 8)));
});

test('a snapshot in between changes nothing that follows, an armed cut included', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 80 }),
      fc.boolean(),
      (pause, nth, torn) => {
        const whole = provision(3);
        const wholeRandom = random();
        const straight = live(FobStorage.restore(whole.snapshot(), wholeRandom), 60, nth, torn);
        const halfRandom = random();
        let half = FobStorage.restore(whole.snapshot(), halfRandom);
        half.cutPowerAtWrite(nth, torn);
        press(half, pause);
        half = FobStorage.restore(
          JSON.parse(JSON.stringify(half.snapshot())),
          new Random(halfRandom.state()),
        );
        press(half, 60 - pause);
        assert.deepEqual(half.snapshot(), straight.snapshot());
      },
    ),
  );
});

test('an unpowered memory stays unpowered over a snapshot', () => {
  const storage = provision();
  storage.cutPowerAtWrite(1, false);
  assert.throws(() => storage.reserveCounter(), PowerCut);
  assert.equal(storage.powered, false);
  const restored = FobStorage.restore(storage.snapshot(), random());
  assert.throws(() => restored.reserveCounter(), PowerCut);
  restored.recover();
  assert.equal(restored.reserveCounter(), 0);
});

test('a snapshot that is not one is refused by field, without its content', () => {
  const good = provision().snapshot();
  const refuse = (change: object, expected: RegExp): void => {
    assert.throws(
      () => FobStorage.restore({ ...good, ...change } as typeof good, random()),
      (error: Error) => expected.test(error.message) && !error.message.includes(toHex(SEED).slice(0, 8)),
    );
  };
  refuse({ version: 2 }, /version must be 1/);
  refuse({ vault: undefined }, /vault must be hex text/);
  refuse({ vault: good.vault.slice(2) }, /vault must be the hex of whole pages/);
  refuse({ vault: `zz${good.vault.slice(2)}` }, /vault must be/);
  refuse({ state: '00' }, /state must be \d+ bytes/);
  refuse({ pageWrites: [1] }, /pageWrites must be \d+ numbers/);
  refuse({ pageWrites: good.pageWrites.map(() => -1) }, /pageWrites/);
  refuse({ cut: { atWrite: 1 } }, /cut must be null or/);
  refuse({ powered: 1 }, /powered must be/);
  fc.assert(
    fc.property(fc.anything(), (value) =>
      assert.throws(() => FobStorage.restore(value as never, random()), RangeError),
    ),
  );
});

function live(storage: FobStorage, presses: number, nth: number, torn: boolean): FobStorage {
  storage.cutPowerAtWrite(nth, torn);
  press(storage, presses);
  return storage;
}

function press(storage: FobStorage, presses: number): void {
  for (let index = 0; index < presses; index++) {
    try {
      storage.reserveCounter();
    } catch (error) {
      assert.ok(error instanceof PowerCut);
      storage.recover();
    }
  }
}

test.run();
