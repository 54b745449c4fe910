// Finds the device that a person names, and lists the devices only where that is needed.
import { OperationError } from '../../contract/operation-error.js';
import { deviceAccess } from '../../host/device-access.js';
import { findFob, type OperationContext } from '../../host/operation-context.js';
import { type ListedDevice, listDevices, ReaderError, selectDevice } from '../../readers/index.js';

/**
 * A selector (`hid:1050:0407`, `serial:/dev/ttyACM0`, `id:SERIAL`, `auto`) or a path as `foblab devices` shows it.
 * @throws ReaderError `not-found` where none or several match, or what keeps the devices from being listed.
 */
export async function chooseDevice(context: OperationContext, wanted: string): Promise<ListedDevice> {
  // A serial port that is named needs no list, and so neither udev nor libusb.
  if (wanted.startsWith('serial:/')) return selectDevice(wanted, []);
  const { devices, problems } = await listDevices(deviceAccess(context).sources);
  const byPath = devices.find(({ path }) => path === wanted);
  if (byPath !== undefined) return byPath;
  const selector = wanted.startsWith('/') && !wanted.includes('hidraw') ? `serial:${wanted}` : wanted;
  try {
    return selectDevice(selector, devices);
  } catch (error) {
    throw (
      simulated(context, wanted) ??
      (error instanceof ReaderError && error.code === 'not-found' ? problems[0] : undefined) ??
      error
    );
  }
}

function simulated(context: OperationContext, wanted: string): OperationError | undefined {
  if (wanted === 'auto') return undefined;
  try {
    const { serial } = findFob(context.bench, wanted);
    return new OperationError('usage', `${serial} is a simulated fob of this bench`, {
      parameter: 'device',
      remedy: { operation: 'fob.code', arguments: { fob: serial } },
    });
  } catch {
    return undefined;
  }
}
