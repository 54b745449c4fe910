// HID through node-hid's asynchronous interface; the native module is loaded on first use.
import { mapped, readerErrorFrom } from './error-mapping.js';
import type { HidLike, HidListing } from './hid-like.js';
import { type Pause, realPause } from './pause.js';
import type { ReaderError } from './reader-error.js';

/** What of node-hid opens a device. */
export interface NodeHid {
  HIDAsync: {
    open(
      path: string,
      options: { nonExclusive: boolean },
    ): Promise<{
      getFeatureReport(reportId: number, length: number): Promise<Uint8Array>;
      sendFeatureReport(data: number[]): Promise<unknown>;
      close(): Promise<void>;
    }>;
  };
}

/** Permissions arrive a moment after the device node does, when udev has run its rules. */
const openAttempts = 5;
const openPauseMs = 100;

/** Every HID collection of the machine; rejects with a ReaderError (`missing-library`). Costly: do not poll fast. */
export function hidDevices(): Promise<HidListing[]> {
  return mapped('USB HID', async () => (await loadNodeHid()).devicesAsync());
}

/** Opens by the path that enumeration gave; rejects with a ReaderError. */
export async function openHid(
  path: string,
  pause: Pause = realPause,
  load: () => Promise<NodeHid> = loadNodeHid,
): Promise<HidLike> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openOnce(path, load);
    } catch (cause) {
      const error: ReaderError = readerErrorFrom(cause, path);
      if (error.code !== 'permission' || attempt === openAttempts) throw error;
      await pause(openPauseMs);
    }
  }
}

async function openOnce(path: string, load: () => Promise<NodeHid>): Promise<HidLike> {
  const { HIDAsync } = await load();
  // macOS would otherwise seize the keyboard for itself; elsewhere the option changes nothing.
  const device = await HIDAsync.open(path, { nonExclusive: true });
  return {
    // The report number comes first where the system puts one, so the report is what stands at the end.
    getFeatureReport: (size) =>
      mapped(path, async () => new Uint8Array(await device.getFeatureReport(0, size + 1)).slice(-size)),
    sendFeatureReport: (report) =>
      mapped(path, async () => {
        await device.sendFeatureReport([0, ...report]);
      }),
    close: () => mapped(path, () => device.close()),
  };
}

async function loadNodeHid(): Promise<typeof import('node-hid')> {
  const module = await import('node-hid');
  return (module as { default?: typeof import('node-hid') }).default ?? module;
}
