// Finds the device that `--device` or FOBLAB_DEVICE selects.
import type { ListedDevice } from './device-list.js';
import { ReaderError } from './reader-error.js';

/**
 * `hid:1050:0401`, `hid:1050:0401:SERIAL`, `serial:/dev/ttyACM0`, `id:SERIAL` or `auto` (the only one with a driver).
 * Throws a ReaderError `not-found` if no device or several match; the remedy lists the devices. A serial port that is not in
 * the list, such as a pseudo-terminal, is accepted by its path.
 */
export function selectDevice(selector: string, devices: readonly ListedDevice[]): ListedDevice {
  const matching = devices.filter((device) => matches(selector, device));
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined && selector.startsWith('serial:/')) return unlistedPort(selector);
  const problem = only === undefined ? 'matches no device' : `matches ${matching.length} devices`;
  throw new ReaderError(
    'not-found',
    `device ${JSON.stringify(selector)} ${problem}`,
    remedy(only, matching, devices),
  );
}

function matches(selector: string, device: ListedDevice): boolean {
  if (selector === 'auto') return device.driver !== undefined;
  if (selector.startsWith('id:')) return device.serialNumber === selector.slice(3);
  if (selector === device.selector) return true;
  return device.serialNumber !== undefined && selector === `${device.selector}:${device.serialNumber}`;
}

function unlistedPort(selector: string): ListedDevice {
  const path = selector.slice('serial:'.length);
  const howToUse = `--device ${selector}`;
  return { kind: 'serial', selector, path, name: 'serial port', driver: 'serial-console', howToUse };
}

function remedy(
  only: ListedDevice | undefined,
  matching: readonly ListedDevice[],
  devices: readonly ListedDevice[],
): string {
  const exact = (device: ListedDevice): string =>
    device.serialNumber === undefined ? device.selector : `${device.selector}:${device.serialNumber}`;
  if (only !== undefined) return `Name one of ${matching.map(exact).join(', ')}, or unplug the others`;
  if (devices.length === 0)
    return 'Nothing is plugged in; selectors are hid:1050:0401, serial:/dev/ttyACM0, id:SERIAL, auto';
  return `Plugged in: ${devices.map(exact).join(', ')}`;
}
