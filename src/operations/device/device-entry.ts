// One device of `foblab devices`: what is plugged in, and the command that uses it.
import type { Device } from '../../contract/results/device.js';
import type { ListedDevice } from '../../readers/index.js';
import type { BenchLink } from './bench-links.js';

/** `others`: all that is plugged in. Of equal keys, the selector has the serial or the path. */
export function realEntry(device: ListedDevice, others: readonly ListedDevice[]): Device {
  const { kind, name, path, serialNumber, usbId, driver, howToUse } = device;
  const selector = driver === undefined ? null : selectorOf(device, others);
  return {
    kind,
    name,
    path,
    selector,
    use:
      selector === null
        ? `${howToUse}; read it yourself: foblab observe <serial> <code>`
        : usage(device, selector),
    link: null,
    serialNumber: serialNumber ?? null,
    usbId: usbId ?? null,
    driver: driver ?? null,
  };
}

export function virtualEntry(link: BenchLink): Device {
  const { serial, kind, path } = link;
  return {
    kind: 'virtual',
    name: 'simulated fob',
    path,
    selector: kind === 'pty' ? `serial:${path}` : null,
    use: 'attach' in link ? `sudo ${link.attach}` : linkUsage(serial, kind, path),
    link: kind,
    serialNumber: serial,
    usbId: null,
    driver: null,
  };
}

function linkUsage(serial: string, kind: string, path: string): string {
  if (kind === 'pty') return `foblab read ${shellWord(`serial:${path}`)}`;
  const address = kind === 'tcp' ? /^(.*):(\d+)$/.exec(path) : null;
  const first = address === null ? `foblab code ${shellWord(serial)}` : `nc ${address[1]} ${address[2]}`;
  return `${first}, or foblab console ${shellWord(serial)}`;
}

export function entryLine({ kind, name, path, serialNumber, use }: Device): string {
  const what = [name, serialNumber].filter(Boolean).join(' ');
  return `${kind.padEnd(8)} ${path.padEnd(20)} ${what}\n${' '.repeat(9)}${use}`;
}

function selectorOf(device: ListedDevice, others: readonly ListedDevice[]): string {
  const { selector, serialNumber, path } = device;
  if (others.filter((other) => other.selector === selector).length === 1) return selector;
  const exact = `${selector}:${serialNumber}`;
  const same = others.filter((other) => `${other.selector}:${other.serialNumber}` === exact);
  return serialNumber !== undefined && same.length === 1 ? exact : path;
}

function usage({ driver }: ListedDevice, selector: string): string {
  const read = `foblab read ${shellWord(selector)}`;
  if (driver === 'yubikey-otp') return `${read} (who it is), ${read} --slot 2 --totp (a code of slot 2)`;
  if (driver === 'nitrokey-pro') return `${read} (its slots), ${read} --slot 0 --totp (or --hotp)`;
  return `${read} (a fob there answers *IDN?)`;
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
