// Unmodified Debian clients against the emulated keys, without a kernel: a shim in place of libusb and hidapi carries
// their feature reports here.
import * as assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import { NitrokeyProApplet, type UsbApplet, YubikeyApplet } from '../../firmware-sim/applets/index.js';
import { Random } from '../../firmware-sim/random.js';
import { skip } from '../skip.js';

const test = suite('clients of real USB keys');
const run = promisify(execFile);

const needed: readonly [program: string, debianPackage: string][] = [
  ['gcc', 'gcc'],
  ['ykinfo', 'yubikey-personalization'],
  ['ykchalresp', 'yubikey-personalization'],
  ['ykpersonalize', 'yubikey-personalization'],
  ['ykparse', 'libyubikey-dev'],
  ['oathtool', 'oathtool'],
  ['nitrocli', 'nitrocli'],
];
const missing = process.platform === 'linux' ? needed.filter(([program]) => !isInstalled(program)) : needed;

/** A plugged-in key behind a Unix socket. Each report takes it a millisecond, so nothing depends on the wall clock. */
class PluggedKey {
  readonly folder = mkdtempSync(join(tmpdir(), 'foblab-shim-'));
  readonly applet: UsbApplet;
  /** A finger is on the key as soon as it waits for one. */
  touches = true;
  #trueTimeUs = 0;
  #server: Server | undefined;

  constructor(applet: UsbApplet) {
    this.applet = applet;
    applet.plug(this.#at());
  }

  async start(): Promise<void> {
    const library = join(this.folder, 'shim.so');
    const source = fileURLToPath(new URL('usb-key-shim.c', import.meta.url));
    execFileSync('gcc', ['-O1', '-Wall', '-Wextra', '-Werror', '-shared', '-fPIC', '-o', library, source]);
    this.#server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((ready) => this.#server!.listen(join(this.folder, 'key'), ready));
  }

  async stop(): Promise<void> {
    await new Promise((closed) => this.#server?.close(closed));
    rmSync(this.folder, { recursive: true });
  }

  /** Runs a client to its end and returns what it printed. */
  async client(program: string, ...args: string[]): Promise<string> {
    const { vendorId, productId } = this.applet.usbIdentity();
    const env = {
      PATH: process.env.PATH ?? '',
      LD_PRELOAD: join(this.folder, 'shim.so'),
      SHIM_SOCKET: join(this.folder, 'key'),
      SHIM_VENDOR: String(vendorId),
      SHIM_PRODUCT: String(productId),
      NITROCLI_ADMIN_PIN: '12345678',
      NITROCLI_USER_PIN: '123456',
      NITROCLI_NO_CACHE: '1',
      HOME: this.folder,
    };
    const { stdout } = await run(program, args, { env, timeout: 30_000 });
    return stdout.trim();
  }

  touch(durationUs: number): string {
    return this.applet.touch(this.#at(), durationUs)?.text ?? '';
  }

  #serve(socket: Socket): void {
    const size = this.applet.usbIdentity().featureReportSize;
    let pending = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= (pending[0] === 0x47 ? 1 : size + 1)) {
        const length = pending[0] === 0x47 ? 1 : size + 1;
        socket.write(this.#transfer(pending.subarray(0, length)));
        pending = pending.subarray(length);
      }
    });
  }

  #transfer(message: Buffer): Uint8Array {
    this.#trueTimeUs += 1000;
    if (message[0] === 0x53) {
      return Uint8Array.of(
        this.applet.setFeature(0, new Uint8Array(message.subarray(1)), this.#at()) ? 1 : 0,
      );
    }
    const report = this.applet.getFeature(0, this.#at());
    if (this.touches && this.applet.nextWakeUs() !== undefined) this.applet.touch(this.#at(), 200_000);
    return report === undefined ? Uint8Array.of(0) : Uint8Array.of(1, ...report);
  }

  #at(): { trueTimeUs: number; fobTimeUs: number } {
    return { trueTimeUs: this.#trueTimeUs, fobTimeUs: this.#trueTimeUs };
  }
}

function withKey(name: string, make: () => UsbApplet, work: (key: PluggedKey) => Promise<void>): void {
  if (missing.length > 0) {
    skip(test, name, `install ${[...new Set(missing.map(([, from]) => from))].join(', ')} (Debian)`);
    return;
  }
  test(name, async () => {
    const key = new PluggedKey(make());
    await key.start();
    try {
      await work(key);
    } finally {
      await key.stop();
    }
  });
}

const retail = (): YubikeyApplet =>
  YubikeyApplet.manufacture({ model: 'yubico/yubikey', serial: 7050602 }, Random.stream(1, 'judge'));
const rfcKey = '3132333435363738393031323334353637383930';

withKey('ykinfo reads a YubiKey', retail, async (key) => {
  const report = await key.client('ykinfo', '-a');
  assert.match(report, /^serial: 7050602$/m);
  assert.match(report, /^version: 4\.3\.7$/m);
  assert.match(report, /^programming_sequence: 1$/m);
  assert.match(report, /^slot1_status: 1$/m);
  assert.match(report, /^slot2_status: 0$/m);
  assert.match(await key.client('ykinfo', '-c'), /capabilities/i);
});

withKey('ykpersonalize and ykchalresp: NIST PUB 198, RFC 2202, TOTP', retail, async (key) => {
  const hmac = ['-ochal-resp', '-ochal-hmac', '-ohmac-lt64', '-oserial-api-visible'];
  await key.client('ykpersonalize', '-y', '-2', ...hmac, '-a303132333435363738393a3b3c3d3e3f40414243');
  assert.equal(await key.client('ykchalresp', '-2', 'Sample #2'), '0922d3405faa3d194f82a45830737d5cc6c75d24');
  await key.client('ykpersonalize', '-y', '-1', ...hmac, '-ochal-btn-trig', `-a${'0b'.repeat(20)}`);
  assert.equal(await key.client('ykchalresp', '-1', 'Hi There'), 'b617318655057264e28bc0b6fb378c8ef146be00');
  await assert.rejects(key.client('ykchalresp', '-1', '-N', 'Hi There'), /block/);
  await key.client('ykpersonalize', '-y', '-2', ...hmac, `-a${rfcKey}`);
  assert.equal(await key.client('ykchalresp', '-2', '-6', '-x', '0000000000000001'), '287082');
  assert.equal(await key.client('ykchalresp', '-2', '-6', '-x', '0000000000000000'), '899358');
});

withKey('ykpersonalize: access codes, update, swap, delete', retail, async (key) => {
  const hmac = ['-ochal-resp', '-ochal-hmac', '-ohmac-lt64', '-oserial-api-visible'];
  const locked = [...hmac, '-oaccess=000007050602'];
  await key.client('ykpersonalize', '-y', '-2', ...locked, `-a${rfcKey}`);
  await assert.rejects(key.client('ykpersonalize', '-y', '-2', ...hmac, `-a${'00'.repeat(20)}`));
  assert.equal(await key.client('ykchalresp', '-2', '-6', '-x', '0000000000000001'), '287082');
  await key.client('ykpersonalize', '-y', '-x');
  assert.equal(await key.client('ykchalresp', '-1', '-6', '-x', '0000000000000001'), '287082');
  await key.client('ykpersonalize', '-y', '-1', '-z', '-c000007050602');
  await assert.rejects(key.client('ykchalresp', '-1', '-x', '01'));
});

withKey('ykpersonalize programs HOTP; the touch types RFC 4226', retail, async (key) => {
  const hotp = ['-ooath-hotp', '-ooath-id=07050602', '-oappend-cr', `-a${rfcKey}`];
  await key.client('ykpersonalize', '-y', '-1', ...hotp);
  const expected = (await run('oathtool', ['-w', '4', rfcKey])).stdout.trim().split('\n');
  const typed = expected.map(() => key.touch(1_000_000));
  assert.deepEqual(
    typed.map((text) => text.slice(-6)),
    expected,
  );
});

withKey('ykparse opens what the touch types', retail, async (key) => {
  const aesKey = '000102030405060708090a0b0c0d0e0f';
  const otp = ['-ofixed=dteffuje', '-ouid=010203040506', `-a${aesKey}`];
  await key.client('ykpersonalize', '-y', '-1', ...otp);
  key.touch(1_000_000);
  const typed = key.touch(1_000_000);
  assert.match(typed, /^dteffuje/);
  const { stdout } = await run('ykparse', [aesKey, typed]);
  assert.match(stdout, /uid: 01 02 03 04 05 06/);
  assert.match(stdout, /session use: 1/i);
  assert.match(stdout, /crc check: ok/);
});

const nitrokey = (): NitrokeyProApplet =>
  NitrokeyProApplet.manufacture({ serial: 0x1234abcd }, Random.stream(1, 'judge'));

withKey('nitrocli: status, HOTP of RFC 4226, TOTP of RFC 6238', nitrokey, async (key) => {
  const status = await key.client('nitrocli', 'status');
  assert.match(status, /firmware version:\s+0\.15/);
  assert.match(status, /user retry count:\s+3/);
  const set = ['otp', 'set', '-f', 'hex'];
  await key.client('nitrocli', ...set, '-a', 'hotp', '-c', '0', '-d', '6', '0', 'RFC4226', rfcKey);
  for (const code of ['755224', '287082', '359152']) {
    assert.equal(await key.client('nitrocli', 'otp', 'get', '-a', 'hotp', '0'), code);
  }
  await key.client('nitrocli', ...set, '-a', 'totp', '-d', '8', '0', 'RFC6238', rfcKey);
  assert.equal(await key.client('nitrocli', 'otp', 'get', '-a', 'totp', '-t', '59', '0'), '94287082');
  assert.equal(await key.client('nitrocli', 'otp', 'get', '-a', 'totp', '-t', '1111111109', '0'), '07081804');
  assert.match(await key.client('nitrocli', 'otp', 'status'), /RFC4226[\s\S]*RFC6238/);
  await key.client('nitrocli', 'otp', 'clear', '-a', 'hotp', '0');
  await assert.rejects(key.client('nitrocli', 'otp', 'get', '-a', 'hotp', '0'), /not programmed/i);
});

function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.run();
