import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { Random } from '../../random.js';
import {
  nitrokeyCommand as command,
  decodeNitrokeyResponse,
  encodeNitrokeyRequest,
  fromHex,
  nitrokeyStatus as is,
  type NitrokeyResponse,
  nitrokeyField,
  nitrokeyNoMatch,
  readUint64,
  toHex,
  writeUint64,
} from '../../wire/index.js';
import { NitrokeyProApplet, restoreApplet, SnapshotError } from '../index.js';

const test = suite('Nitrokey Pro applet');

const text = (characters: string): Uint8Array => new TextEncoder().encode(characters);
const rfcKey = text('12345678901234567890');
const password = nitrokeyField(text('temporary'), 25);

class Session {
  key: NitrokeyProApplet;
  at = { trueTimeUs: 0, fobTimeUs: 0 };

  constructor() {
    this.key = NitrokeyProApplet.manufacture({ serial: 0x1234abcd }, Random.stream(1, 'nitrokey'));
    this.key.plug(this.at);
  }

  send(code: number, ...payload: (number | Uint8Array)[]): NitrokeyResponse {
    const bytes = payload.flatMap((part) => (typeof part === 'number' ? [part] : [...part]));
    return this.raw(encodeNitrokeyRequest(code, Uint8Array.from(bytes)));
  }

  raw(report: Uint8Array): NitrokeyResponse {
    assert.equal(this.key.setFeature(0, report, this.at), true);
    return decodeNitrokeyResponse(this.key.getFeature(0, this.at)!);
  }

  login(): void {
    const pin = nitrokeyField(text('12345678'), 25);
    assert.equal(this.send(command.firstAuthenticate, pin, password).commandStatus, is.ok);
  }

  write(slot: number, counterOrInterval: number, flags = 0, secret = rfcKey, name = 'RFC'): NitrokeyResponse {
    const number = new Uint8Array(8);
    writeUint64(number, 0, counterOrInterval);
    const chunk = (part: Uint8Array): Uint8Array => nitrokeyField(part, 30);
    this.send(command.sendOtpData, password, 78, 0, chunk(text(name)));
    this.send(command.sendOtpData, password, 83, 0, chunk(secret.subarray(0, 30)));
    this.send(command.sendOtpData, password, 83, 1, chunk(secret.subarray(30)));
    return this.send(command.writeToSlot, password, slot, number, flags, new Uint8Array(13));
  }

  setTime(unixSeconds: number, flag = 1): number {
    const time = new Uint8Array(8);
    writeUint64(time, 0, unixSeconds);
    return this.send(command.setTime, flag, time).commandStatus;
  }

  code(slot: number): number {
    const response = this.send(command.getCode, slot);
    assert.equal(response.commandStatus, is.ok);
    return new DataView(response.result.buffer).getUint32(0, true);
  }
}

test('the recorded exchange: SET_TIME 59, GET_CODE of slot 20h, byte for byte', () => {
  const fob = new Session();
  fob.login();
  assert.equal(fob.write(0x20, 30, 1).commandStatus, is.ok);
  const setTime = fromHex(`0b013b${'00'.repeat(57)}1cf523b4`);
  assert.equal(fob.raw(setTime).commandStatus, is.ok);
  const getCode = fromHex(`0420${'00'.repeat(58)}151c701f`);
  fob.key.setFeature(0, getCode, fob.at);
  const report = fob.key.getFeature(0, fob.at)!;
  assert.equal(toHex(report.subarray(0, 13)), '0004151c701f00eab49e050100');
  assert.equal(decodeNitrokeyResponse(report).crcHolds, true);
});

test('RFC 6238 with SHA-1, through the fob’s own clock', () => {
  const fob = new Session();
  fob.login();
  fob.write(0x2e, 30, 1);
  const vectors: readonly [number, number][] = [
    [59, 94287082],
    [1111111109, 7081804],
    [1111111111, 14050471],
    [1234567890, 89005924],
    [2000000000, 69279037],
    [20000000000, 65353130],
  ];
  for (const [time, code] of vectors) {
    fob.setTime(time);
    assert.equal(fob.code(0x2e), code);
  }
});

test('its clock counts fob time: 20 ppm slow loses a step in a month', () => {
  const fob = new Session();
  fob.login();
  fob.write(0x20, 30);
  fob.setTime(1_700_000_010);
  const first = fob.code(0x20);
  const month = 30 * 86_400e6;
  fob.at = { trueTimeUs: month, fobTimeUs: month * (1 - 20e-6) };
  const drifted = fob.code(0x20);
  fob.setTime(1_700_000_010 + 30 * 86_400);
  assert.notEqual(fob.code(0x20), drifted);
  fob.setTime(1_700_000_010 + 30 * 86_400 - 52);
  assert.equal(fob.code(0x20), drifted);
  assert.notEqual(first, drifted);
});

test('RFC 4226 from a HOTP slot; the counter reads back', () => {
  const fob = new Session();
  fob.login();
  fob.write(0x10, 0);
  for (const code of [755224, 287082, 359152, 969429]) assert.equal(fob.code(0x10), code);
  const slot = fob.send(command.readSlot, 0x10);
  assert.equal(readUint64(slot.result, 36 - 7), 4);
  assert.equal(toHex(fob.send(command.readSlotName, 0x10).result.subarray(0, 4)), `${toHex(text('RFC'))}00`);
});

test('VERIFY_OTP_CODE: in the window, never twice, and not beyond', () => {
  const fob = new Session();
  fob.login();
  fob.write(0x13, 0);
  const verify = (code: number): number[] => {
    const report = fob.send(command.verifyOtpCode, code & 0xff, (code >>> 8) & 0xff, (code >>> 16) & 0xff);
    return [...report.result.subarray(0, 2)];
  };
  assert.deepEqual(verify(755224), [1, 0]);
  assert.deepEqual(verify(755224), [0, nitrokeyNoMatch]);
  assert.deepEqual(verify(969429), [1, 2]);
  assert.deepEqual(verify(0), [0, nitrokeyNoMatch]);
  assert.equal(fob.send(command.getCode, 0x13).commandStatus, is.wrongSlot);
});

test('refusals by number', () => {
  const fob = new Session();
  assert.equal(fob.send(command.getCode, 0x10).commandStatus, is.slotNotProgrammed);
  assert.equal(fob.send(command.getCode, 0x14).commandStatus, is.wrongSlot);
  assert.equal(fob.send(command.readSlotName, 0x2f).commandStatus, is.wrongSlot);
  assert.equal(fob.send(command.verifyOtpCode).commandStatus, is.slotNotProgrammed);
  assert.equal(fob.send(0x08).commandStatus, is.unknownCommand);
  assert.equal(fob.write(0x10, 0).commandStatus, is.notAuthorized, 'nobody logged in');
  const zeros = fob.send(command.writeToSlot, new Uint8Array(25), 0x10);
  assert.equal(zeros.commandStatus, is.notAuthorized, 'none was set: zeros do not match it');
  fob.login();
  assert.equal(fob.write(0x10, 0, 0, rfcKey, '').commandStatus, is.noName);
  assert.equal(fob.write(0x14, 0).commandStatus, is.wrongSlot);
  fob.write(0x10, 0);
  fob.send(command.lock);
  assert.equal(fob.send(command.eraseSlot, 0x10, password).commandStatus, is.notAuthorized);
  const broken = encodeNitrokeyRequest(command.getStatus);
  broken[60]! ^= 1;
  const response = fob.raw(broken);
  assert.equal(response.commandStatus, is.wrongCrc);
  assert.equal(response.requestCrc, 0xef6eb7df, 'the CRC as the device computed it');
});

/** As the Heads firmware's hotp_verification sends them: its temporary password is all zeros. */
test('a temporary password of zeros holds once it was set, and not after a lock or a new plug', () => {
  for (const [authenticate, pin] of [
    [command.firstAuthenticate, '12345678'],
    [command.userAuthenticate, '123456'],
  ] as const) {
    const fob = new Session();
    const zeros = new Uint8Array(25);
    const code = (): number => {
      if (authenticate === command.userAuthenticate)
        return fob.send(command.getCode, 0x10, new Uint8Array(17), zeros).commandStatus;
      fob.send(command.sendOtpData, zeros, 83, 0, nitrokeyField(rfcKey, 30));
      fob.send(command.sendOtpData, zeros, 78, 0, nitrokeyField(text('Validation'), 30));
      return fob.send(command.writeToSlot, zeros, 0x13, new Uint8Array(8), 0, new Uint8Array(13))
        .commandStatus;
    };
    fob.login();
    fob.write(0x10, 0);
    fob.send(command.writeConfiguration, 0xff, 0xff, 0xff, 1, 0, password);
    fob.send(command.lock);
    assert.equal(code(), is.notAuthorized);
    assert.equal(fob.send(authenticate, nitrokeyField(text(pin), 25), zeros).commandStatus, is.ok);
    assert.equal(code(), is.ok);
    if (authenticate === command.firstAuthenticate) {
      const verified = fob.send(command.verifyOtpCode, 755224 & 0xff, (755224 >>> 8) & 0xff, 755224 >>> 16);
      assert.deepEqual([verified.result[0], verified.crcHolds], [1, true]);
    }
    fob.send(command.lock);
    assert.equal(code(), is.notAuthorized);
    fob.send(authenticate, nitrokeyField(text(pin), 25), zeros);
    fob.key = restoreApplet(fob.key.snapshot(), Random.stream(1, 'nitrokey')) as NitrokeyProApplet;
    assert.equal(code(), is.ok, 'a snapshot keeps the flag');
    fob.key.plug(fob.at);
    assert.equal(code(), is.notAuthorized);
  }
});

test('the password safe: it answers as a device without one', () => {
  const fob = new Session();
  const pin = (digits: string): Uint8Array => nitrokeyField(text(digits), 25);
  for (const code of [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x68, 0x69])
    assert.equal(fob.send(code).commandStatus, is.notAuthorized, `command ${code.toString(16)}`);
  for (const code of [command.enablePasswordSafe, command.detectAes]) {
    assert.equal(fob.send(code, pin('000000')).commandStatus, is.wrongPassword);
    assert.equal(fob.send(code, pin('123456')).commandStatus, is.notSupported);
  }
  assert.equal(fob.send(command.userRetryCount).result[0], 3);
});

test('the clock: an unset clock and a step back give a warning, and only flag 1 sets it back', () => {
  const fob = new Session();
  assert.equal(fob.setTime(1000, 0), is.timestampWarning);
  assert.equal(fob.setTime(1000, 1), is.ok);
  assert.equal(fob.setTime(2000, 0), is.ok);
  assert.equal(fob.setTime(1500, 0), is.timestampWarning);
  assert.equal(fob.setTime(1500, 1), is.ok);
  fob.key.plug(fob.at);
  assert.equal(fob.setTime(3000, 0), is.timestampWarning, 'no cell: unplugging loses the time');
});

test('PINs: three wrong ones block, a right one restores, the admin unblocks', () => {
  const fob = new Session();
  const pin = (digits: string): Uint8Array => nitrokeyField(text(digits), 25);
  const user = (digits: string): number =>
    fob.send(command.userAuthenticate, pin(digits), password).commandStatus;
  const retries = (): number[] => [
    fob.send(command.userRetryCount).result[0]!,
    fob.send(command.adminRetryCount).result[0]!,
  ];
  assert.deepEqual(retries(), [3, 3]);
  assert.equal(user('000000'), is.wrongPassword);
  assert.equal(user('1234567'), is.wrongPassword, 'longer than the PIN');
  assert.deepEqual(retries(), [1, 3]);
  assert.equal(user('123456'), is.ok);
  assert.deepEqual(retries(), [3, 3]);
  for (let i = 0; i < 3; i++) user('000000');
  assert.equal(user('123456'), is.wrongPassword, 'blocked, though right');
  assert.deepEqual(retries(), [0, 3]);
  const unlock = (admin: string, fresh: string): number =>
    fob.send(command.unlockUser, pin(admin), pin(fresh)).commandStatus;
  assert.equal(unlock('87654321', '222222'), is.wrongPassword);
  assert.equal(unlock('12345678', '2'), is.errorUnblockingPin);
  assert.equal(unlock('12345678', '222222'), is.ok);
  assert.equal(user('222222'), is.ok);
  const change = (code: number, old: string, fresh: string): number =>
    fob.send(code, pin(old), pin(fresh)).commandStatus;
  assert.equal(change(command.changeUserPin, '123456', '333333'), is.wrongPassword);
  assert.equal(change(command.changeUserPin, '222222', '3'), is.errorChangingUserPin);
  assert.equal(change(command.changeUserPin, '222222', '333333'), is.ok);
  assert.equal(change(command.changeAdminPin, '12345678', '1234567'), is.errorChangingAdminPin);
  assert.equal(change(command.changeAdminPin, '12345678', '87654321'), is.ok);
  assert.equal(fob.send(command.factoryReset, text('12345678')).commandStatus, is.wrongPassword);
  assert.equal(fob.send(command.factoryReset, text('87654321')).commandStatus, is.ok);
  assert.equal(user('123456'), is.ok);
});

test('a code can be made to need the user’s PIN', () => {
  const fob = new Session();
  fob.login();
  fob.write(0x10, 0);
  assert.equal(fob.send(command.writeConfiguration, fromHex('ffffff0100'), password).commandStatus, is.ok);
  assert.equal(fob.send(command.getCode, 0x10).commandStatus, is.notAuthorized);
  const userPassword = nitrokeyField(text('user'), 25);
  fob.send(command.userAuthenticate, nitrokeyField(text('123456'), 25), userPassword);
  const authorized = fob.send(command.getCode, 0x10, new Uint8Array(17), userPassword);
  assert.equal(new DataView(authorized.result.buffer).getUint32(0, true), 755224);
  const status = fob.send(command.getStatus).result;
  assert.equal(toHex(status.subarray(0, 11)), '0f00cdab3412ffffff0100');
});

test('a secret of 40 bytes in two chunks, echoed as it comes together', () => {
  const fob = new Session();
  fob.login();
  const secret = Uint8Array.from({ length: 40 }, (_, i) => i + 1);
  fob.write(0x11, 0, 0, secret);
  const echo = fob.send(command.sendOtpData, password, 83, 1, nitrokeyField(secret.subarray(30), 30)).result;
  assert.equal(toHex(echo.subarray(30, 40)), toHex(secret.subarray(30)));
  assert.notEqual(fob.code(0x11), 755224);
});

test('a snapshot goes on byte for byte; secrets stand in the vault only', () => {
  const fob = new Session();
  fob.login();
  fob.write(0x10, 0);
  fob.setTime(1_700_000_000);
  fob.code(0x10);
  const snapshot = JSON.parse(JSON.stringify(fob.key.snapshot()));
  assert.ok(!JSON.stringify(snapshot.state).includes(toHex(rfcKey)));
  assert.ok(!JSON.stringify(snapshot.state).includes(toHex(text('123456'))));
  const random = Random.stream(2, 'twin');
  const twin = restoreApplet(snapshot, random);
  assert.deepEqual(twin.snapshot(), fob.key.snapshot());
  fob.key = twin as NitrokeyProApplet;
  assert.equal(fob.code(0x10), 287082);
  for (const broken of [
    { ...snapshot, vault: {} },
    { ...snapshot, state: { ...snapshot.state, userRetries: 4 } },
    { ...snapshot, state: { ...snapshot.state, clock: { unixSeconds: '1', setAtFobUs: 0 } } },
    { ...snapshot, schema: 'foblab.applet.nitrokey-pro/9' },
  ]) {
    assert.throws(() => restoreApplet(broken, random), SnapshotError);
  }
});

test('any sequence of reports neither throws nor wedges, and always snapshots', () => {
  const body = fc.uint8Array({ maxLength: 59 });
  const request = fc.oneof(
    fc
      .tuple(fc.integer({ min: 0, max: 0x20 }), body)
      .map(([code, payload]) => encodeNitrokeyRequest(code, payload)),
    fc.uint8Array({ minLength: 64, maxLength: 64 }),
    fc.uint8Array({ maxLength: 70 }),
  );
  const far = fc.integer({ min: -1e15, max: 1e15 });
  fc.assert(
    fc.property(fc.array(fc.tuple(request, far), { maxLength: 30 }), (inputs) => {
      const fob = new Session();
      fob.login();
      fob.write(0x10, 0xfffffffffffff);
      fob.write(0x20, 1);
      fob.setTime(0xfffffffffffff);
      for (const [report, fobTimeUs] of inputs) {
        fob.at = { trueTimeUs: 0, fobTimeUs };
        assert.equal(fob.key.setFeature(0, report, fob.at), report.length === 64);
        assert.equal(fob.key.getFeature(0, fob.at)?.length, 64);
        fob.key.setFeature(0, encodeNitrokeyRequest(command.getCode, Uint8Array.of(0x20)), fob.at);
        fob.key.setFeature(0, encodeNitrokeyRequest(command.getCode, Uint8Array.of(0x10)), fob.at);
        fob.key = NitrokeyProApplet.restore(fob.key.snapshot(), Random.stream(1, 'n'));
      }
      assert.equal(fob.send(command.getStatus).commandStatus, is.ok);
    }),
    { numRuns: 150 },
  );
});

test('its slots are listed by name and kind, without a secret; its clock reads the set time plus the time since', () => {
  const fob = new Session();
  assert.deepEqual([fob.key.slots(), fob.key.readClockUs(fob.at)], [[], null]);
  fob.login();
  fob.write(0x20, 60, 1, rfcKey, 'mail');
  fob.write(0x11, 0);
  assert.deepEqual(fob.key.slots(), [
    { slot: 'HOTP slot 2 “RFC”', holds: 'SHA1, 6 digits', gives: 'answers' },
    { slot: 'TOTP slot 1 “mail”', holds: 'SHA1, 8 digits, 60 s step', gives: 'answers' },
  ]);
  fob.setTime(59);
  fob.at = { trueTimeUs: 5, fobTimeUs: 2_500_000 };
  assert.equal(fob.key.readClockUs(fob.at), 61_500_000);
  fob.setTime(1e11);
  assert.equal(fob.key.readClockUs(fob.at), null, 'a time that no calendar has');
});

test.run();
