import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { NitrokeyProApplet, type UsbApplet, YubikeyApplet } from '../../firmware-sim/applets/index.js';
import { Random } from '../../firmware-sim/random.js';
import {
  encodeConfigurationWrite,
  encodeNitrokeyRequest,
  encodeYubikeyFrame,
  fromHex,
  nitrokeyCommand,
  nitrokeyField,
  splitLongKey,
  toHex,
  writeUint64,
  yubikeyFrameToReports,
  yubikeySlotCode,
} from '../../firmware-sim/wire/index.js';
import { appletHid } from '../../test/readers/applet-hid.js';
import { NitrokeyPro, openKey, ReaderError, YubikeyOtp } from './index.js';

const test = suite('HID keys through their drivers');

const text = (characters: string): Uint8Array => new TextEncoder().encode(characters);
const rfcKey = text('12345678901234567890');
const start = { trueTimeUs: 0, fobTimeUs: 0 };
const codeIs =
  (code: string, message: RegExp = /./) =>
  (error: unknown): boolean =>
    error instanceof ReaderError && error.code === code && message.test(error.message);

function yubikey(flags = 0x26, longKey = rfcKey): YubikeyApplet {
  const applet = YubikeyApplet.manufacture(
    { model: 'yubico/yubikey', serial: 7050602 },
    Random.stream(1, 'y'),
  );
  const write = encodeConfigurationWrite({
    fixed: new Uint8Array(0),
    ...splitLongKey(longKey),
    accessCode: new Uint8Array(6),
    extendedFlags: 0x04,
    ticketFlags: 0x40,
    configurationFlags: flags,
  });
  writeFrame(applet, yubikeySlotCode.writeConfiguration2, write);
  return applet;
}

function writeFrame(applet: UsbApplet, slotCode: number, payload: Uint8Array): void {
  for (const report of yubikeyFrameToReports(encodeYubikeyFrame(slotCode, payload))) {
    applet.setFeature(0, report, start);
  }
}

test('identifies a YubiKey', async () => {
  const link = appletHid(yubikey());
  const identity = await new YubikeyOtp(link.hid, link.pause).identify();
  assert.equal(identity.firmwareVersion, '4.3.7');
  assert.equal(identity.serial, 7050602);
  assert.deepEqual(identity.slots[1], { configured: true, needsTouch: false });
});

test('an HMAC slot is a TOTP source: RFC 6238 with SHA-1', async () => {
  const link = appletHid(yubikey());
  const key = new YubikeyOtp(link.hid, link.pause);
  const vectors: readonly [number, string][] = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1234567890, '89005924'],
    [20000000000, '65353130'],
  ];
  for (const [time, code] of vectors) assert.equal(await key.totp(2, time, { digits: 8 }), code);
  assert.equal(await key.totp(2, 0), '755224', 'counter 0 is eight zero bytes, which must not be stripped');
});

test('gives the RFC 2202 vectors through the driver, also for an empty challenge', async () => {
  const link = appletHid(yubikey(0x26, new Uint8Array(20).fill(0x0b)));
  const key = new YubikeyOtp(link.hid, link.pause);
  assert.equal(toHex(await key.hmac(2, text('Hi There'))), 'b617318655057264e28bc0b6fb378c8ef146be00');
  assert.equal((await key.hmac(2, new Uint8Array(0))).length, 20);
  await assert.rejects(key.hmac(1, text('x')), codeIs('not-found', /slot 1/));
});

test('detects a slot for fixed challenges before it gives a wrong code', async () => {
  const link = appletHid(yubikey(0x22));
  await assert.rejects(new YubikeyOtp(link.hid, link.pause).totp(2, 59), codeIs('protocol', /64 bytes/));
});

test('asks for a touch once, and reports a missed one', async () => {
  const link = appletHid(yubikey(0x2e));
  const key = new YubikeyOtp(link.hid, link.pause);
  let asked = 0;
  const code = await key.totp(2, 59, {
    digits: 8,
    onTouchNeeded: () => {
      asked++;
      link.touch(200_000);
    },
  });
  assert.equal(code, '94287082');
  assert.equal(asked, 1);
  const before = link.elapsedMs();
  await assert.rejects(key.totp(2, 59), codeIs('timeout', /touched/));
  assert.ok(link.elapsedMs() - before >= 15_000);
  assert.equal((await key.identify()).serial, 7050602, 'the key still works');
});

test('ends an answer that another program has half read', async () => {
  const applet = yubikey();
  const link = appletHid(applet);
  writeFrame(applet, yubikeySlotCode.hmacChallenge2, text('not ours'));
  await link.hid.getFeatureReport(8);
  const key = new YubikeyOtp(link.hid, link.pause);
  assert.equal((await key.identify()).serial, 7050602);
});

test('a damaged answer is a protocol error, and the next request works', async () => {
  const link = appletHid(yubikey());
  const key = new YubikeyOtp(link.hid, link.pause);
  await key.totp(2, 59);
  link.onRead = (report) =>
    report[7] === 0x41 ? Uint8Array.from(report, (byte, i) => (i === 0 ? byte ^ 1 : byte)) : report;
  await assert.rejects(key.totp(2, 59), codeIs('protocol', /damaged/));
  link.onRead = (report) => (report[7] === 0x42 ? fromHex('0000000000000000') : report);
  await assert.rejects(key.totp(2, 59), codeIs('protocol', /damaged/));
  delete link.onRead;
  assert.equal(await key.totp(2, 59, { digits: 8 }), '94287082');
});

test('runs simultaneous requests one after the other', async () => {
  const link = appletHid(yubikey());
  const key = new YubikeyOtp(link.hid, link.pause);
  const codes = await Promise.all([59, 1111111109, 59].map((time) => key.totp(2, time, { digits: 8 })));
  assert.deepEqual(codes, ['94287082', '07081804', '94287082']);
});

function nitrokey(flags = 1): NitrokeyProApplet {
  const applet = NitrokeyProApplet.manufacture({ serial: 0xbeef }, Random.stream(1, 'n'));
  applet.plug(start);
  const password = nitrokeyField(text('set up'), 25);
  const send = (command: number, ...parts: (Uint8Array | number)[]): void => {
    const bytes = parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part]));
    applet.setFeature(0, encodeNitrokeyRequest(command, Uint8Array.from(bytes)), start);
  };
  send(nitrokeyCommand.firstAuthenticate, nitrokeyField(text('12345678'), 25), password);
  for (const [slot, count] of [
    [0x11, 0],
    [0x22, 30],
  ] as const) {
    const number = new Uint8Array(8);
    writeUint64(number, 0, count);
    send(nitrokeyCommand.sendOtpData, password, 78, 0, nitrokeyField(text('mail'), 30));
    send(nitrokeyCommand.sendOtpData, password, 83, 0, nitrokeyField(rfcKey, 30));
    send(nitrokeyCommand.writeToSlot, password, slot, number, flags, new Uint8Array(13));
  }
  return applet;
}

function askForPin(applet: NitrokeyProApplet): void {
  const password = nitrokeyField(text('again'), 25);
  const login = Uint8Array.of(...nitrokeyField(text('12345678'), 25), ...password);
  applet.setFeature(0, encodeNitrokeyRequest(nitrokeyCommand.firstAuthenticate, login), start);
  const write = Uint8Array.of(255, 255, 255, 1, 0, ...password);
  applet.setFeature(0, encodeNitrokeyRequest(nitrokeyCommand.writeConfiguration, write), start);
}

test('reads identity, slots, HOTP and TOTP codes of a Nitrokey Pro', async () => {
  const link = appletHid(nitrokey());
  const key = new NitrokeyPro(link.hid, link.pause);
  assert.deepEqual(await key.identify(), {
    firmwareVersion: '0.15',
    cardSerial: 0xbeef,
    asksForUserPin: false,
  });
  assert.deepEqual(await key.slots(), [
    { kind: 'hotp', index: 1, name: 'mail', digits: 8, counter: 0 },
    { kind: 'totp', index: 2, name: 'mail', digits: 8, intervalSeconds: 30 },
  ]);
  assert.equal(await key.code('hotp', 1), '84755224');
  assert.equal(await key.setTime(59), false, 'the clock was never set');
  assert.equal(await key.setTime(59, true), true);
  assert.equal(await key.code('totp', 2), '94287082');
  assert.equal(await key.setTime(1111111109), true);
  assert.equal(await key.code('totp', 2), '07081804');
  await assert.rejects(key.code('hotp', 0), codeIs('not-found', /empty/));
  await assert.rejects(key.code('hotp', 3), codeIs('not-found', /0 to 2/));
});

test('reads a code of a Nitrokey that needs its PIN', async () => {
  const applet = nitrokey(0);
  const link = appletHid(applet);
  askForPin(applet);
  const key = new NitrokeyPro(link.hid, link.pause);
  assert.equal((await key.identify()).asksForUserPin, true);
  await assert.rejects(key.code('hotp', 1), codeIs('permission', /user PIN/));
  await assert.rejects(key.code('hotp', 1, '999999'), (error) => {
    assert.ok(!String((error as Error).message).includes('999999'));
    return codeIs('permission', /2 tries left/)(error);
  });
  assert.deepEqual(await key.pinRetries(), { user: 2, admin: 3 });
  assert.equal(await key.code('hotp', 1, '123456'), '755224');
});

test('a Nitrokey that never answers ends in a timeout', async () => {
  const link = appletHid(nitrokey());
  link.onRead = () => new Uint8Array(64);
  await assert.rejects(new NitrokeyPro(link.hid, link.pause).identify(), codeIs('timeout'));
  assert.ok(link.elapsedMs() >= 8_000);
});

test('opens the driver of a listed device', async () => {
  const link = appletHid(nitrokey());
  const device = { path: 'x', name: 'Nitrokey Pro', driver: 'nitrokey-pro', howToUse: '' } as const;
  const opened = await openKey(device, async () => link.hid, link.pause);
  assert.equal(opened.driver, 'nitrokey-pro');
  const unknown = { path: 'x', name: 'Token2 security key', howToUse: '' };
  await assert.rejects(
    openKey(unknown, async () => link.hid),
    codeIs('not-found', /no HID driver/),
  );
});

test.run();
