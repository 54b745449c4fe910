// The emulated YubiKey, attached: Yubico's own tools of Debian, unmodified, and this project's reader.
import { listDevices, openKey } from '../../../src/readers/index.js';
import { hotpCode } from './hotp.js';
import { attach, type Check, detachAll, eventDevice, expect, type Lab, succeed, until } from './lab.js';
import { TypedKeys } from './typed-keys.js';

interface KeyFacts {
  readonly busId: string;
  readonly serial: number;
  readonly product: string;
  readonly version: string;
}

const rfc4226Key = Buffer.from('12345678901234567890');

/** RFC 2202 §3: those test cases whose key a slot can hold, padded with zeros as HMAC itself does. */
const rfc2202 = [
  {
    name: '1',
    key: '0b'.repeat(20),
    data: Buffer.from('Hi There').toString('hex'),
    digest: 'b617318655057264e28bc0b6fb378c8ef146be00',
  },
  {
    name: '2',
    key: '4a656665'.padEnd(40, '0'),
    data: Buffer.from('what do ya want for nothing?').toString('hex'),
    digest: 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  },
  {
    name: '3',
    key: 'aa'.repeat(20),
    data: 'dd'.repeat(50),
    digest: '125d7342b9ac11cd91a39af48aa17b4f63f175d3',
  },
] as const;

async function facts(lab: Lab): Promise<KeyFacts> {
  return (await lab.control.ask('yubikey')) as KeyFacts;
}

async function programHmac(key: string): Promise<void> {
  const options = ['-ochal-resp', '-ochal-hmac', '-ohmac-lt64', '-oserial-api-visible'];
  await succeed('ykpersonalize', ['-2', ...options, `-a${key}`, '-y']);
}

const ykinfo: Check = {
  program: 'ykinfo',
  async run(lab) {
    const { busId, serial, version, product } = await facts(lab);
    await detachAll();
    await attach(lab, busId);
    await until('the key as an input device', () => eventDevice(product));
    const shown = await succeed('ykinfo', ['-s']);
    expect(shown.includes(String(serial)), `ykinfo -s: ${shown}`);
    const shownVersion = await succeed('ykinfo', ['-v']);
    expect(shownVersion.includes(version), `ykinfo -v: ${shownVersion}`);
    return `${shown}, ${shownVersion}`;
  },
};

const ykpersonalize: Check = {
  program: 'ykpersonalize',
  async run() {
    await programHmac(rfc2202[0].key);
    const slots = await succeed('ykinfo', ['-2']);
    expect(/slot2_status:\s*1/.test(slots), `ykinfo -2: ${slots}`);
    return 'slot 2 programmed for HMAC-SHA1';
  },
};

const ykchalresp: Check = {
  program: 'ykchalresp',
  async run() {
    for (const { name, key, data, digest } of rfc2202) {
      await programHmac(key);
      const answer = await succeed('ykchalresp', ['-2', '-x', data]);
      expect(answer === digest, `RFC 2202 test case ${name}: ${answer}, not ${digest}`);
    }
    await programHmac(rfc4226Key.toString('hex'));
    const before = Math.floor(Date.now() / 30_000);
    const code = await succeed('ykchalresp', ['-2', '-t', '-6']);
    const after = Math.floor(Date.now() / 30_000);
    const right = [before, after].map((step) => hotpCode(rfc4226Key, step, 6));
    expect(right.includes(code), `-t answered ${code}, not ${right.join(' or ')}`);
    return 'RFC 2202 test cases 1 to 3, and TOTP by -t';
  },
};

const reader: Check = {
  program: 'foblab YubiKey reader',
  async run(lab) {
    const { serial, version } = await facts(lab);
    const device = await until('the key in listDevices()', async () =>
      (await listDevices()).devices.find(({ driver }) => driver === 'yubikey-otp'),
    );
    const opened = await openKey(device);
    expect(opened.driver === 'yubikey-otp', `the driver is ${opened.driver}`);
    if (opened.driver !== 'yubikey-otp') return '';
    const identity = await opened.key.identify();
    const code = await opened.key.totp(2, 59, { digits: 8 });
    await opened.key.close();
    expect(identity.serial === serial && identity.firmwareVersion === version, JSON.stringify(identity));
    // RFC 6238 appendix B, the first of SHA-1.
    expect(code === '94287082', `the code at 59 s is ${code}`);
    return `serial ${serial}, firmware ${version}, RFC 6238's first code`;
  },
};

const typedHotp: Check = {
  program: 'YubiKey keyboard (HOTP of RFC 4226)',
  async run(lab) {
    const { product } = await facts(lab);
    await succeed('ykpersonalize', [
      '-1',
      '-ooath-hotp',
      '-oappend-cr',
      `-a${rfc4226Key.toString('hex')}`,
      '-y',
    ]);
    const path = await until('the keyboard', () => eventDevice(product));
    const typed = new TypedKeys(path);
    const codes: string[] = [];
    for (let i = 0; i < 3; i++) {
      await lab.control.ask('touch');
      codes.push((await typed.line()).trim());
    }
    typed.close();
    expect(codes.join(' ') === '755224 287082 359152', `typed ${codes.join(' ')}`);
    await detachAll();
    return `programmed by ykpersonalize, touched three times: ${codes.join(' ')}`;
  },
};

export const yubikeyChecks: readonly Check[] = [ykinfo, ykpersonalize, ykchalresp, reader, typedHotp];
