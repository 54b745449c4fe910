// The emulated Nitrokey Pro, attached: Debian's nitrocli, unmodified, and this project's reader.
import { listDevices, openKey } from '../../../src/readers/index.js';
import { attach, type Check, detachAll, expect, succeed, until } from './lab.js';

const secret = Buffer.from('12345678901234567890').toString('hex');
/** The factory's PINs, given so that no dialogue asks for them. */
const environment = {
  NITROCLI_ADMIN_PIN: '12345678',
  NITROCLI_USER_PIN: '123456',
  NITROCLI_NO_CACHE: '1',
};

/** RFC 6238 appendix B, SHA-1. */
const rfc6238 = [
  ['59', '94287082'],
  ['1111111109', '07081804'],
  ['1234567890', '89005924'],
  ['2000000000', '69279037'],
] as const;

function nitrocli(...args: string[]): Promise<string> {
  return succeed('nitrocli', args, environment);
}

const nitrocliCheck: Check = {
  program: 'nitrocli',
  async run(lab) {
    await detachAll();
    await attach(lab, (await lab.control.ask('nitrokey')) as string);
    const status = await until('a Nitrokey that nitrocli finds', () =>
      nitrocli('status').catch(() => undefined),
    );
    await nitrocli('otp', 'set', '-a', 'hotp', '-f', 'hex', '-c', '0', '-d', '6', '0', 'rfc4226', secret);
    const codes = [
      await nitrocli('otp', 'get', '-a', 'hotp', '0'),
      await nitrocli('otp', 'get', '-a', 'hotp', '0'),
    ];
    expect(codes.join(' ') === '755224 287082', `HOTP: ${codes.join(' ')}`);
    await nitrocli('otp', 'set', '-a', 'totp', '-f', 'hex', '-d', '8', '-t', '30', '0', 'rfc6238', secret);
    for (const [time, expected] of rfc6238) {
      const code = await nitrocli('otp', 'get', '-a', 'totp', '-t', time, '0');
      expect(code === expected, `TOTP at ${time} s: ${code}, not ${expected}`);
    }
    const firmware = /firmware version:\s*(\S+)/.exec(status)?.[1] ?? 'not shown';
    return `firmware ${firmware}, HOTP of RFC 4226, TOTP of RFC 6238`;
  },
};

const reader: Check = {
  program: 'foblab Nitrokey reader',
  async run() {
    const device = await until('the key in listDevices()', async () =>
      (await listDevices()).devices.find(({ driver }) => driver === 'nitrokey-pro'),
    );
    const opened = await openKey(device);
    expect(opened.driver === 'nitrokey-pro', `the driver is ${opened.driver}`);
    if (opened.driver !== 'nitrokey-pro') return '';
    const slots = await opened.key.slots();
    const code = await opened.key.code('hotp', 0);
    await opened.key.close();
    const names = slots.map(({ name }) => name).join(', ');
    expect(names === 'rfc4226, rfc6238', `its slots are ${names}`);
    expect(code === '359152', `its third HOTP code is ${code}`);
    await detachAll();
    return `slots ${names}; the next HOTP code`;
  },
};

export const nitrokeyChecks: readonly Check[] = [nitrocliCheck, reader];
