// How a fob behaves, whatever it is reached through. A backend plugs in with a way to put a fob there.
import * as assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { suite, type Test } from 'uvu';

/** A Digipass GO 7 in OATH mode, SHA-1, six digits, 30 s, at 25 °C with a crystal that keeps time. */
export interface FobUnderTest {
  readonly secret: Uint8Array;
  /** True time now, Unix seconds. */
  trueSeconds(): number;
  /** Lets true time pass. */
  pass(seconds: number): Promise<void>;
  identity(): Promise<readonly string[]>;
  press(): Promise<void>;
  hold(seconds: number): Promise<void>;
  /** Rejects where the fob shows none. */
  code(): Promise<string>;
  text(): Promise<string>;
  state(): Promise<string>;
  offsetSeconds(): Promise<number>;
  setOffset(seconds: number): Promise<void>;
  setDrift(ppm: number): Promise<void>;
  age(seconds: number): Promise<void>;
  setTemperature(celsius: number): Promise<void>;
  setBatteryLevel(percent: number): Promise<void>;
  batteryState(): Promise<string>;
  setFault(name: string, on: boolean): Promise<void>;
  reset(): Promise<void>;
  selfTest(): Promise<number>;
  close(): Promise<void>;
}

export type OpenFob = (type: 'totp' | 'hotp') => Promise<FobUnderTest>;

/** Registers the contract as a suite of its own; the caller runs it. */
export function fobContract(name: string, open: OpenFob): Test {
  const contract = suite(`fob, ${name}`);
  const check = (type: 'totp' | 'hotp', title: string, run: (fob: FobUnderTest) => Promise<void>): void =>
    contract(`${name}: ${title}`, async () => {
      const fob = await open(type);
      try {
        await run(fob);
      } finally {
        await fob.close();
      }
    });

  check('totp', 'says who it is', async (fob) => {
    const [manufacturer, product, serial, firmware] = await fob.identity();
    assert.deepEqual([manufacturer, product, serial], ['OneSpan', 'Digipass GO7', '3315511111']);
    assert.match(firmware!, /\S/);
  });

  check('totp', 'asleep it shows nothing; a press shows the code of its time for 32 s', async (fob) => {
    assert.deepEqual([await fob.state(), await fob.text()], ['asleep', '']);
    await fob.press();
    assert.deepEqual([await fob.state(), await fob.text()], ['showing', totp(fob)]);
    await fob.pass(31.9);
    assert.equal(await fob.state(), 'showing');
    await fob.pass(0.2);
    assert.deepEqual([await fob.state(), await fob.text()], ['asleep', '']);
  });

  check(
    'totp',
    'a second press switches it off; asking for a code wakes it as a person would',
    async (fob) => {
      await fob.press();
      await fob.press();
      assert.equal(await fob.text(), '');
      await fob.press();
      assert.equal(await fob.code(), totp(fob));
    },
  );

  check('totp', 'the next step is another code', async (fob) => {
    const first = await fob.code();
    await fob.pass(60);
    assert.equal(await fob.code(), totp(fob));
    assert.notEqual(totp(fob), first);
  });

  check('hotp', 'a code each press, every counter once, in order', async (fob) => {
    for (let counter = 0; counter < 8; counter++) assert.equal(await fob.code(), hotp(fob.secret, counter));
  });

  check(
    'hotp',
    'six seconds of a finger open the menu and take no counter; presses leave it',
    async (fob) => {
      await fob.hold(6.5);
      assert.equal(await fob.state(), 'menu');
      assert.match(await fob.text(), /^1 [0-9]+$/);
      for (let page = 0; page < 12 && (await fob.state()) === 'menu'; page++) await fob.press();
      assert.equal(await fob.state(), 'asleep');
      await fob.hold(1);
      assert.equal(await fob.text(), hotp(fob.secret, 0), 'a short hold is a press');
    },
  );

  check('totp', 'a clock that is off makes the code of its own time', async (fob) => {
    await fob.setOffset(-90);
    assert.ok(Math.abs((await fob.offsetSeconds()) + 90) < 0.001);
    assert.equal(await fob.code(), totp(fob, -90));
  });

  check('totp', 'a year at 20 ppm is 630.72 s, by time that passes and by age', async (fob) => {
    await fob.setDrift(20);
    const year = 365 * 86_400;
    await fob.age(year);
    assert.ok(Math.abs((await fob.offsetSeconds()) - 630.72) < 0.001);
    await fob.pass(year);
    assert.ok(Math.abs((await fob.offsetSeconds()) - 1261.44) < 0.001);
    assert.equal(await fob.code(), totp(fob, 1261.44));
  });

  check(
    'hotp',
    'a glass that is blank, a button that is dead: nothing to see, and it says so',
    async (fob) => {
      await fob.setFault('lcd.blank', true);
      await assert.rejects(fob.code());
      assert.equal(await fob.text(), '');
      assert.equal(await fob.selfTest(), 1);
      await fob.reset();
      assert.equal(await fob.selfTest(), 0);
      await fob.setFault('button.dead', true);
      await fob.press();
      assert.equal(await fob.state(), 'asleep');
      await fob.setFault('button.dead', false);
      assert.equal(await fob.code(), hotp(fob.secret, 1), 'the blank glass had its counter');
    },
  );

  check('totp', 'a crystal that stands still takes clock and display timer with it', async (fob) => {
    await fob.setFault('crystal.stop', true);
    const before = await fob.offsetSeconds();
    await fob.press();
    await fob.pass(3600);
    assert.equal(await fob.state(), 'showing');
    assert.ok(Math.abs((await fob.offsetSeconds()) - before + 3600) < 0.001);
    await fob.setFault('crystal.stop', false);
    await fob.pass(33);
    assert.equal(await fob.state(), 'asleep');
  });

  check(
    'hotp',
    'a worn cell browns out in the cold and comes back when warm, no counter lost',
    async (fob) => {
      await fob.setBatteryLevel(11);
      assert.equal(await fob.batteryState(), 'low');
      await fob.setTemperature(-20);
      await assert.rejects(fob.code());
      await fob.setTemperature(25);
      assert.equal(await fob.code(), hotp(fob.secret, 0));
    },
  );

  check('hotp', 'a dead cell is the end: blank, no code, and no charge brings it back', async (fob) => {
    assert.equal(await fob.code(), hotp(fob.secret, 0));
    await fob.setBatteryLevel(0);
    assert.deepEqual([await fob.state(), await fob.text(), await fob.batteryState()], ['dead', '', 'dead']);
    await assert.rejects(fob.code());
    await assert.rejects(fob.setBatteryLevel(100));
    await fob.press();
    assert.equal(await fob.state(), 'dead');
  });

  check('totp', 'what it cannot do is refused, and it goes on', async (fob) => {
    await assert.rejects(fob.setFault('no.such', true));
    await assert.rejects(fob.setTemperature(1000));
    await assert.rejects(fob.setBatteryLevel(101));
    await assert.rejects(fob.setDrift(1e9));
    assert.equal(await fob.code(), totp(fob));
  });

  return contract;
}

/** Not the fob's own arithmetic: Node's. */
function hotp(secret: Uint8Array, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac('sha1', secret).update(message).digest();
  const at = digest[19]! & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0');
}

function totp(fob: FobUnderTest, offsetSeconds = 0): string {
  return hotp(fob.secret, Math.floor((fob.trueSeconds() + offsetSeconds) / 30));
}
