// Reports added and removed devices by listing them at intervals.
import { type DeviceSources, type ListedDevice, listDevices, systemSources } from './device-list.js';
import { type Pause, realPause } from './pause.js';

export interface DeviceChange {
  change: 'added' | 'removed';
  device: ListedDevice;
}

export interface WatchOptions {
  signal?: AbortSignal;
  /** Default: 2,000, since enumeration is costly. */
  intervalMs?: number;
  sources?: DeviceSources;
  pause?: Pause;
}

/** Yields the present devices as added, then every change, until the signal aborts. */
export async function* watchDevices(options: WatchOptions = {}): AsyncGenerator<DeviceChange, void, void> {
  const { signal, intervalMs = 2_000, sources = systemSources, pause = realPause } = options;
  let before = new Map<string, ListedDevice>();
  while (signal?.aborted !== true) {
    const { devices } = await listDevices(sources);
    const now = new Map(
      devices.map((device) => [`${device.kind}/${device.path}/${device.serialNumber ?? ''}`, device]),
    );
    for (const [key, device] of before) if (!now.has(key)) yield { change: 'removed', device };
    for (const [key, device] of now) if (!before.has(key)) yield { change: 'added', device };
    before = now;
    await pause(intervalMs, signal).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    });
  }
}
