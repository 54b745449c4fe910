// A year of drift into a verifier of yours, in one line and no waiting. Any test runner will do; this is uvu.
import * as assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { openBench } from 'foblab';
import { test } from 'uvu';

test('a GO 7 that gains 20 ppm is 21 steps off after a year', async () => {
  const bench = await openBench({ at: '2026-01-01T00:00:00Z', seed: 7 });
  const fob = await bench.add('onespan/digipass-go7', { driftPpm: 20 });
  const secret = fob.exportSecret();

  assert.equal(verify(secret, await fob.code(), bench.nowSeconds), 0);

  await bench.advance('365d');
  const late = await fob.code();
  assert.equal(verify(secret, late, bench.nowSeconds), undefined, 'outside ±1 step');
  assert.equal(verify(secret, late, bench.nowSeconds, 30), 21, 'found by a resynchronization');

  await bench.close();
});

test('an aged fob against a verifier that lives in wall time', async () => {
  const bench = await openBench({ rate: 1, at: new Date().toISOString() });
  const fob = await bench.add('onespan/digipass-go7', { driftPpm: -20 });
  await fob.age('365d');
  assert.equal(verify(fob.exportSecret(), await fob.code(), Date.now() / 1000), undefined);
  await bench.close();
});

test('a flat battery shows nothing', async () => {
  const bench = await openBench();
  const fob = await bench.add('onespan/digipass-go7');
  await fob.fault('battery.dead');
  await fob.press();
  assert.equal((await fob.screen()).text, '');
  await assert.rejects(fob.code(), /battery is dead/);
  await bench.close();
});

/** Yours goes here: steps off within ±window, or undefined. */
function verify(secret: Uint8Array, code: string, nowSeconds: number, window = 1): number | undefined {
  const now = Math.floor(nowSeconds / 30);
  for (let off = -window; off <= window; off++) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(now + off));
    const mac = createHmac('sha1', secret).update(counter).digest();
    const at = mac[19]! & 15;
    if (String((mac.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0') === code) return off;
  }
  return undefined;
}

test.run();
