// Turns errors of node-hid, serialport and the system into ReaderErrors. Neither library sets a code on most of its errors,
// so their texts are matched, and only here.
import { ReaderError, type ReaderErrorCode } from './reader-error.js';

interface Mapping {
  pattern: RegExp;
  code: ReaderErrorCode;
  problem: (device: string) => string;
  remedy: string;
}

// Order matters: a permission problem may also say "cannot open", so the general patterns come last.
const mappings: readonly Mapping[] = [
  {
    pattern:
      /ERR_DLOPEN_FAILED|cannot open shared object|libusb-1\.0|libudev|HID\.node|bindings\.node|ERR_MODULE_NOT_FOUND|Cannot find (module|package)|No native build/i,
    code: 'missing-library',
    problem: (device) => `${device}: a system library or a native module is missing`,
    remedy: 'On Debian: apt install libusb-1.0-0 libudev1; then `foblab doctor` tells what is still missing',
  },
  {
    pattern: /spawn udevadm ENOENT/i,
    code: 'missing-library',
    problem: (device) => `${device}: udevadm is missing, so serial ports cannot be described`,
    remedy: 'On Debian: apt install udev; without it ports are found by name only',
  },
  {
    pattern: /EACCES|EPERM|permission denied|access denied|not permitted|0xE00002E2/i,
    code: 'permission',
    problem: (device) => `${device}: this user may not open it`,
    remedy:
      'Linux: install the rules that `foblab doctor --udev` prints (HID) or join the group dialout (serial), then plug it in again. macOS: allow Input Monitoring for the terminal',
  },
  {
    pattern:
      /EBUSY|cannot lock port|resource (temporarily unavailable|busy)|already open|in use|sharing violation|0xE00002C5/i,
    code: 'busy',
    problem: (device) => `${device}: another program has it open`,
    remedy: 'Close the other program (a vendor tool, a terminal, another foblab) and try again',
  },
  {
    pattern:
      /ENOENT|ENODEV|ENXIO|no such (file|device)|not found|no HID devices|disconnected|cannot open device|could not read from HID|could not write|device not configured|unable to open/i,
    code: 'not-found',
    problem: (device) => `${device}: it is not there, or not there any more`,
    remedy: 'Plug it in; `foblab devices` lists what is seen',
  },
  {
    pattern: /ETIMEDOUT|timed? ?out/i,
    code: 'timeout',
    problem: (device) => `${device}: no answer`,
    remedy: 'Unplug it, plug it in again and repeat',
  },
  {
    pattern: /inappropriate ioctl|ENOTTY/i,
    code: 'protocol',
    problem: (device) => `${device}: it is no serial port`,
    remedy: 'Give the path of a serial port, such as /dev/ttyACM0',
  },
];

/** `device` names the device for the message. A ReaderError is returned unchanged. */
export function readerErrorFrom(cause: unknown, device: string): ReaderError {
  if (cause instanceof ReaderError) return cause;
  const text = describe(cause);
  const mapping = mappings.find(({ pattern }) => pattern.test(text));
  if (mapping !== undefined)
    return new ReaderError(mapping.code, mapping.problem(device), mapping.remedy, cause);
  const remedy = 'Unplug it, plug it in again; if it persists, report this text';
  return new ReaderError('protocol', `${device}: ${text}`, remedy, cause);
}

/** Runs `work` and turns its error into a ReaderError. */
export async function mapped<T>(device: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw readerErrorFrom(cause, device);
  }
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as { code?: unknown };
  const disconnected = (cause as { disconnected?: unknown }).disconnected === true;
  return [typeof code === 'string' ? code : '', disconnected ? 'disconnected' : '', cause.message]
    .join(' ')
    .trim();
}
