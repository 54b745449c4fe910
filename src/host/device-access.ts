// How the owner of a bench, or a command without one, reaches what is plugged in. The native modules behind it load on first use.

import {
  type DeviceSources,
  type HidLike,
  openHid,
  openSerialPort,
  type Pause,
  realPause,
  type SerialLike,
  systemSources,
} from '../readers/index.js';
import type { OperationContext } from './operation-context.js';
import { serviceKey } from './service-key.js';

export interface DeviceAccess {
  sources: DeviceSources;
  /** Rejects with a ReaderError, as the next one does. */
  openHid(path: string): Promise<HidLike>;
  openSerial(path: string, baudRate?: number): Promise<SerialLike>;
  pause: Pause;
}

/** A test that has devices of its own starts the service with them. */
export const deviceAccessKey = serviceKey<DeviceAccess>('devices');

const systemAccess: DeviceAccess = {
  sources: systemSources,
  openHid: (path) => openHid(path),
  openSerial: openSerialPort,
  pause: realPause,
};

export function deviceAccess(context: OperationContext): DeviceAccess {
  return context.hasBench ? context.service(deviceAccessKey, () => systemAccess) : systemAccess;
}
