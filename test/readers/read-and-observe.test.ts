// A key read by its driver or off its keystrokes, and what the observations make of it.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { NitrokeyProApplet, YubikeyApplet } from '../../firmware-sim/applets/index.js';
import { Random } from '../../firmware-sim/random.js';
import {
  encodeNitrokeyRequest,
  nitrokeyCommand,
  nitrokeyField,
  writeUint64,
} from '../../firmware-sim/wire/index.js';
import {
  estimateClock,
  issuePassport,
  kernelCodeSource,
  locateCounter,
  passportMarkdown,
  type Reading,
  reading,
  wiredReading,
} from '../../src/observations/index.js';
import { NitrokeyPro, parseTyped } from '../../src/readers/index.js';
import { appletHid } from './applet-hid.js';

const test = suite('read and observe');

const text = (characters: string): Uint8Array => new TextEncoder().encode(characters);
const secret = text('12345678901234567890');
const source = kernelCodeSource(secret, 'SHA1', 6);
const stepping = { periodSeconds: 30, t0Seconds: 0 };
const startSeconds = Date.UTC(2026, 0, 1) / 1000;

function nitrokeyWithTotp(): NitrokeyProApplet {
  const applet = NitrokeyProApplet.manufacture({ serial: 1 }, Random.stream(1, 'n'));
  const at = { trueTimeUs: 0, fobTimeUs: 0 };
  const password = nitrokeyField(text('set up'), 25);
  const interval = new Uint8Array(8);
  writeUint64(interval, 0, 30);
  const requests: [number, ...(number | Uint8Array)[]][] = [
    [nitrokeyCommand.firstAuthenticate, nitrokeyField(text('12345678'), 25), password],
    [nitrokeyCommand.sendOtpData, password, 78, 0, nitrokeyField(text('mail'), 30)],
    [nitrokeyCommand.sendOtpData, password, 83, 0, nitrokeyField(secret, 30)],
    [nitrokeyCommand.writeToSlot, password, 0x20, interval, 0, new Uint8Array(13)],
  ];
  for (const [command, ...parts] of requests) {
    const payload = parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part]));
    applet.setFeature(0, encodeNitrokeyRequest(command, Uint8Array.from(payload)), at);
  }
  return applet;
}

test('the drift of a Nitrokey’s clock is recovered from its codes', async () => {
  for (const ppm of [-18, 0, 7.5]) {
    const link = appletHid(nitrokeyWithTotp(), 1 + ppm * 1e-6);
    const key = new NitrokeyPro(link.hid, link.pause);
    await key.setTime(startSeconds, true);
    const startedMs = link.elapsedMs();
    const readings: Reading[] = [];
    for (let i = 0; i < 12; i++) {
      await link.pause(30 * 86_400_000 + i * 3_700);
      const code = await key.code('totp', 0);
      const atMs = startSeconds * 1000 + link.elapsedMs() - startedMs;
      readings.push(reading({ serial: '00000001', code, atMs, source: 'hid', ...wiredReading }));
    }
    const { driftPpm, readings: judged } = estimateClock(readings, source, stepping);
    assert.ok(judged.every(({ use }) => use === 'used'));
    assert.ok(driftPpm!.low <= ppm && ppm <= driftPpm!.high, `${ppm}: ${JSON.stringify(driftPpm)}`);
    assert.ok(driftPpm!.high - driftPpm!.low < 2);
  }
});

test('a VIP YubiKey pressed in a pocket: typed, parsed, its counter found', () => {
  const vip = YubikeyApplet.manufacture(
    { model: 'symantec/vip-yubikey', serial: 57586348, hotpKey: secret, movingFactor: 1 },
    Random.stream(1, 'y'),
  );
  const at = { trueTimeUs: 0, fobTimeUs: 0 };
  vip.plug(at);
  for (let i = 0; i < 5; i++) vip.touch(at, 1_000_000);
  const typed = parseTyped(vip.touch(at, 1_000_000)!.text);
  assert.ok(typed.kind === 'hotp');
  assert.equal(typed.tokenIdentifier, 'UBHE57586348');
  const location = locateCounter([typed.code], source, { from: 1, lookAhead: 20 });
  assert.ok(location.found && location.counter === 6 && location.ahead === 5);
  const seen = reading({
    serial: typed.tokenIdentifier,
    code: typed.code,
    atMs: startSeconds * 1000,
    source: 'keyboard',
  });
  const seed = { type: 'hotp', source, from: 1, lookAhead: 20 } as const;
  const passport = issuePassport({ serial: seen.serial, observations: [seen], seed, nowMs: seen.atMs });
  assert.match(passportMarkdown(passport), /counter 6, 5 ahead/);
});

test.run();
