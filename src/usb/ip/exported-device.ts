// The record and the device number of a device in USB/IP.
import type { UsbDevice } from '../usb-device.js';
import type { InterfaceRecord, ListedDevice } from './op-frames.js';
import { Speed } from './protocol.js';

export interface ExportedDevice {
  readonly busId: string;
  readonly device: UsbDevice;
}

/** `busId` is "<bus>-<port>", both decimal. */
export function listDevice({ busId, device }: ExportedDevice): ListedDevice {
  const [busNumber = 1, port = 1] = busId.split('-').map(Number);
  const { description, configuration } = device;
  return {
    path: `/sys/devices/platform/foblab/usb${busNumber}/${busId}`,
    busId,
    busNumber,
    // Number 1 of a bus is its root hub.
    deviceNumber: port + 1,
    speed: Speed.full,
    vendorId: description.vendorId,
    productId: description.productId,
    deviceVersion: description.deviceVersion,
    classCode: description.classCode,
    subclass: description.subclass,
    protocol: description.protocol,
    configurationValue: configuration.value,
    configurationCount: 1,
    interfaceCount: configuration.interfaces.length,
    interfaces: configuration.interfaces.map(
      ({ classCode, subclass, protocol }): InterfaceRecord => ({ classCode, subclass, protocol }),
    ),
  };
}
